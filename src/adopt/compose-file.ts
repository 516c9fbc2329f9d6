import { readFileSync } from 'fs';
import { dirname, join, posix, relative, sep } from 'path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar, YAMLMap } from 'yaml';
import { argvOf, cleaned, unwrapped } from './command-line';
import { Reading, Readings } from './fact';
import { processName } from './process-name';
import { Repository } from './repository';
import { isForDebugging, mayBeSecret } from './secrets';
import { isFile } from '../files/entries';
import { relativePath } from '../files/relative-path';

const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

const FOR_PRODUCTION = ['prod', 'production'].flatMap(name => NAMES.map(file => file.replace('.', `.${name}.`)));

/** The facts from compose files. */
export interface ComposeFile extends Reading {
  readonly path?: string;
  /** Whether it builds the image of this folder. */
  readonly isBuilding: boolean;
  /** The entrypoints that replace the ENTRYPOINT of the Dockerfile, by the option of the service's command. */
  readonly entrypoints: ReadonlyMap<string, string[]>;
  /** The Dockerfile from which the application's service is built, if it is set. */
  readonly dockerfile?: string;
  readonly target?: string;
}

/**
 * Reads the service that is built from this folder. Other services are not converted.
 *
 * @param outer the folder with the git repository, if it is another one: its compose file may build this folder
 */
export function readComposeFile(repository: Repository, outer?: string): ComposeFile {
  const own = [...FOR_PRODUCTION, ...NAMES].filter(name => repository.has(name)).map(name => readServices(name, repository.text(name), '.'));
  // a file for production may only override another one
  const found = own.find(({ isBuilding }) => isBuilding) ?? own.find(({ path }) => NAMES.includes(path!));
  for (let folder = dirname(repository.folder); !found && outer !== undefined && relative(outer, folder).split(sep)[0] !== '..'; folder = dirname(folder)) {
    const files = [...FOR_PRODUCTION, ...NAMES].map(name => join(folder, name)).filter(isFile);
    const building = files.map(file => readServices(relativePath(repository.folder, file), readFileSync(file, 'utf8'), relativePath(folder, repository.folder))).find(({ isBuilding }) => isBuilding);
    if (building) {
      return building;
    }
  }
  return found ?? { facts: [], notes: [], isBuilding: false, entrypoints: new Map() };
}

/** @param context the folder whose image is built, relative to the file */
function readServices(path: string, text: string, context: string): ComposeFile {
  const found = new Readings();
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const at = (node: unknown) => `${path}:${lines.linePos((node as Scalar)?.range?.[0] ?? 0).line}`;
  if (document.errors.length) {
    found.note(path, `it cannot be read: ${document.errors[0].message.split('\n')[0]}`);
    return { facts: [], notes: found.notes, path, isBuilding: false, entrypoints: new Map() };
  }
  const services = document.get('services') ?? document.contents;
  const all = (isMap(services) ? services.items : []).filter(({ value }) => isMap(value))
    .map(({ key, value }) => ({ name: String((key as Scalar).value), key, service: value as YAMLMap }));
  const builds = all.map(entry => ({ ...entry, build: buildOf(entry.service) })).filter(({ build }) => build !== undefined && posix.normalize(build.context).replace(/(.)\/$/, '$1') === context);
  const names = all.map(({ name }) => name);
  const main = builds.find(({ service }) => service.has('ports')) ?? builds[0];

  for (const { name, key, service } of all) {
    if (!builds.some(entry => entry.name === name)) {
      const image = service.get('image');
      found.note(at(key), `service ${name}${typeof image === 'string' ? ` (${image})` : ''} stays in ${path}`);
    }
  }
  const entrypoints = new Map<string, string[]>();
  for (const entry of builds) {
    const { name, service } = entry;
    if (entry === main) {
      readMain(found, service, names, at);
    }
    const option = entry === main ? 'command' : `processes.${processName(name)}`;
    const command = wordsOf(service, 'command');
    const entrypoint = wordsOf(service, 'entrypoint');
    if (entrypoint) {
      entrypoints.set(option, Array.isArray(entrypoint.argv) ? entrypoint.argv : argvOf(entrypoint.argv.shell, {}));
    }
    if (command || entrypoint && entrypoints.get(option)!.length) {
      found.state(option, command?.argv ?? [], at((command ?? entrypoint)!.node));
    }
  }
  const { dockerfile, target } = main?.build ?? {};
  return { facts: found.facts, notes: found.notes, path, isBuilding: main !== undefined, entrypoints, dockerfile, target };
}

function buildOf(service: YAMLMap): { context: string; dockerfile?: string; target?: string } | undefined {
  const build = service.get('build');
  if (typeof build === 'string') {
    return { context: build };
  }
  const text = (name: string) => isMap(build) && typeof build.get(name) === 'string' ? build.get(name) as string : undefined;
  return isMap(build) ? { context: text('context') ?? '.', dockerfile: text('dockerfile'), target: text('target') } : undefined;
}

function wordsOf(service: YAMLMap, key: 'command' | 'entrypoint'): { argv: string[] | { shell: string }; node: unknown } | undefined {
  const node = service.get(key, true);
  if (isSeq(node)) {
    const argv = node.items.map(item => String((item as Scalar).value));
    return { argv: unwrapped(cleaned(argv.map(word => word.replace(/\$\$/g, '$'))), {}), node };
  }
  return isScalar(node) && typeof node.value === 'string' ? { argv: { shell: node.value.replace(/\$\$/g, '$') }, node } : undefined;
}

function readMain(found: Readings, service: YAMLMap, names: string[], at: (node: unknown) => string): void {
  const ports = service.get('ports', true);
  for (const item of isSeq(ports) ? ports.items : []) {
    const port = isMap(item) ? item.get('target') : /(\d+)(?:\/tcp)?$/.exec(String((item as Scalar).value))?.[1];
    if (/^\d+$/.test(String(port ?? ''))) {
      found.derive('port', Number(port), at(item));
    }
  }
  const image = service.get('image');
  if (typeof image === 'string' && !image.includes('$')) {
    found.derive('imageName', image.replace(/(:[^/:]*)?(@.*)?$/, ''), at(service.get('image', true)));
  }
  for (const { name, value, node } of environmentOf(service)) {
    if (mayBeSecret(name, value)) {
      found.note(at(node), `${name} may be a secret, so its value was not copied; compose still sets it`);
    } else if (isForDebugging(name, value) || value === '' || value.includes('$') || names.some(host => new RegExp(`(^|[/@,])${host.replace(/\W/g, '\\$&')}(?=[:/,]|$)`).test(value))) {
      found.note(at(node), `${name} is specific to this machine, so it was not copied; compose still sets it`);
    } else {
      found.derive(`environment.${name}`, value, at(node));
    }
  }
  const check = service.getIn(['healthcheck', 'test'], true);
  const test = isSeq(check) ? check.items.map(item => String((item as Scalar).value)).join(' ') : isScalar(check) ? String(check.value) : '';
  const [url, path] = /https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?(\/[\w./-]*)?/.exec(test) ?? [];
  if (url) {
    found.state('healthCheckPath', path ?? '/', at(check));
  }
}

function environmentOf(service: YAMLMap): { name: string; value: string; node: unknown }[] {
  const variables = service.get('environment', true);
  if (isMap(variables)) {
    return variables.items.map(({ key, value }) => ({ name: String((key as Scalar).value), value: String((value as Scalar | null)?.value ?? ''), node: key }));
  }
  return isSeq(variables) ? variables.items.map((item) => {
    const [, name, value = ''] = /^([^=]*)=?([^]*)$/.exec(String((item as Scalar).value))!;
    return { name, value, node: item };
  }) : [];
}
