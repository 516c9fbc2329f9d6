import { readFileSync } from 'fs';
import { dirname, join, posix, relative, sep } from 'path';
import { isMap, isScalar, isSeq, Scalar, YAMLMap } from 'yaml';
import { argvOf, cleaned, unwrapped } from './command-line';
import { ComposePlace, placeOf } from './compose-places';
import { ComposeService, readServices, withDefaults } from './compose-services';
import { Reading, Readings } from './fact';
import { processName } from './process-name';
import { Repository } from './repository';
import { isForDebugging, mayBeSecret } from './secrets';
import { isFile } from '../files/entries';
import { relativePath } from '../files/relative-path';

const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** Stages that are not for production. */
const DEVELOPMENT = /^(dev(el(op(ment)?)?)?|local|debug(ging)?|tests?|testing|ci)$/i;
/** The targets of the new Dockerfile. */
const NEW_TARGETS = ['dev', 'production'];
const FOR_PRODUCTION = ['prod', 'production'].flatMap(name => NAMES.map(file => file.replace('.', `.${name}.`)));

/** The facts from compose files. */
export interface ComposeFile extends Reading {
  readonly path?: string;
  /** Whether it builds the image of this folder. */
  readonly isBuilding: boolean;
  /** The entrypoints that replace the ENTRYPOINT of the Dockerfile, by the option of the service's command. */
  readonly entrypoints: ReadonlyMap<string, string[]>;
  /** The folders of the services that are built from this folder, by the option of the service's command. */
  readonly places: ReadonlyMap<string, ComposePlace>;
  /** The Dockerfile from which the application's service is built, if it is set. */
  readonly dockerfile?: string;
  readonly target?: string;
}

const NOTHING: ComposeFile = { facts: [], notes: [], isBuilding: false, entrypoints: new Map(), places: new Map() };

/**
 * Reads the service that is built from this folder. Other services are not converted.
 *
 * @param outer the folder with the git repository, if it is another one: its compose file may build this folder
 */
export function readComposeFile(repository: Repository, outer?: string): ComposeFile {
  const own = [...FOR_PRODUCTION, ...NAMES].filter(name => repository.has(name)).map(name => readFile(name, repository.text(name), '.'));
  // a file for production may only override another one
  const found = own.find(({ isBuilding }) => isBuilding) ?? own.find(({ path }) => NAMES.includes(path!));
  for (let folder = dirname(repository.folder); !found && outer !== undefined && relative(outer, folder).split(sep)[0] !== '..'; folder = dirname(folder)) {
    const files = [...FOR_PRODUCTION, ...NAMES].map(name => join(folder, name)).filter(isFile);
    const building = files.map(file => readFile(relativePath(repository.folder, file), readFileSync(file, 'utf8'), relativePath(folder, repository.folder))).find(({ isBuilding }) => isBuilding);
    if (building) {
      return building;
    }
  }
  return found ?? NOTHING;
}

/** @param context the folder whose image is built, relative to the file */
function readFile(path: string, text: string, context: string): ComposeFile {
  const found = new Readings();
  const { services: all, error, lineOf } = readServices(text);
  const at = (node: unknown) => `${path}:${lineOf(node)}`;
  if (error !== undefined) {
    found.note(path, `it cannot be read: ${error}`);
    return { ...NOTHING, notes: found.notes, path };
  }
  const built = all.map(entry => ({ ...entry, build: buildOf(entry.service) }))
    .filter(({ build }) => build !== undefined && posix.normalize(build.context).replace(/(.)\/$/, '$1') === context);
  const main = built.find(({ service }) => service.has('ports')) ?? built[0];
  // another target or Dockerfile is another image
  const builds = built.filter(({ build }) => build!.dockerfile === main.build!.dockerfile && build!.target === main.build!.target);
  const names = all.map(({ name }) => name);

  for (const { name, key, service } of all) {
    if (!builds.some(entry => entry.name === name)) {
      const image = service.get('image');
      found.note(at(key), `service ${name}${typeof image === 'string' ? ` (${image})` : ''} stays in ${path}`);
    }
  }
  const entrypoints = new Map<string, string[]>();
  const places = new Map<string, ComposePlace>();
  for (const entry of builds) {
    const { name, service } = entry;
    if (entry === main) {
      readMain(found, service, names, at);
    }
    noteOthers(found, entry, path, at);
    const option = entry === main ? 'command' : `processes.${processName(name)}`;
    places.set(option, placeOf(service, context, at));
    const command = wordsOf(service, 'command');
    const entrypoint = wordsOf(service, 'entrypoint');
    if (entrypoint) {
      entrypoints.set(option, Array.isArray(entrypoint.argv) ? entrypoint.argv : argvOf(entrypoint.argv.shell, {}));
    }
    if (command || entrypoint && entrypoints.get(option)!.length) {
      found.state(option, command?.argv ?? [], at((command ?? entrypoint)!.node));
    }
  }
  const { dockerfile, target, node } = main?.build ?? {};
  const isForDevelopment = target !== undefined && DEVELOPMENT.test(target) && !FOR_PRODUCTION.includes(posix.basename(path));
  if (isForDevelopment) {
    found.note(at(node), `the target ${target} is for development, so the last stage of the Dockerfile was read`);
  }
  if (dockerfile !== undefined && posix.normalize(dockerfile) !== 'Dockerfile') {
    found.note(at(main!.build!.node), `it still builds ${dockerfile}: change this line to build the new Dockerfile`);
  } else if (target !== undefined && !NEW_TARGETS.includes(target)) {
    found.note(at(node), `the new Dockerfile has no target ${target}: change it to ${isForDevelopment ? 'dev' : 'production'}`);
  }
  const read = isForDevelopment ? undefined : target;
  return { facts: found.facts, notes: found.notes, path, isBuilding: main !== undefined, entrypoints, places, dockerfile, target: read };
}

function buildOf(service: YAMLMap): { context: string; dockerfile?: string; target?: string; node?: unknown } | undefined {
  const build = service.get('build');
  if (typeof build === 'string') {
    return { context: withDefaults(build) };
  }
  const text = (name: string) => isMap(build) && typeof build.get(name) === 'string' ? withDefaults(build.get(name) as string) : undefined;
  return isMap(build) ? { context: text('context') ?? '.', dockerfile: text('dockerfile'), target: text('target'), node: build.get('target', true) ?? build.get('dockerfile', true) } : undefined;
}

/** What the service has and the image does not. */
function noteOthers(found: Readings, { service }: ComposeService, path: string, at: (node: unknown) => string): void {
  const files = service.get('env_file', true);
  if (files !== undefined) {
    const paths = (isSeq(files) ? files.items : [files]).map(item => String(isMap(item) ? item.get('path') : (item as Scalar).value));
    found.note(at(files), `the variables of ${paths.join(', ')} are not in the image: compose still sets them, and docker:run takes --env-file=${posix.join(posix.dirname(path), paths[0])}`);
  }
  const base = service.get('extends');
  if (isMap(base) && base.has('file')) {
    found.note(at(base), `what the service takes over from ${String(base.get('file'))} was not read`);
  }
}

function wordsOf(service: YAMLMap, key: 'command' | 'entrypoint'): { argv: string[] | { shell: string }; node: unknown } | undefined {
  const node = service.get(key, true);
  if (isSeq(node)) {
    const argv = node.items.map(item => String((item as Scalar).value));
    return { argv: unwrapped(cleaned(argv.map(inContainer)), {}), node };
  }
  return isScalar(node) && typeof node.value === 'string' ? { argv: { shell: inContainer(node.value) }, node } : undefined;
}

/** A word as the container gets it. */
function inContainer(word: string): string {
  return withDefaults(word).replace(/\$\$/g, '$');
}

function readMain(found: Readings, service: YAMLMap, names: string[], at: (node: unknown) => string): void {
  const ports = service.get('ports', true);
  for (const item of isSeq(ports) ? ports.items : []) {
    const port = isMap(item) ? item.get('target') : /(\d+)(?:\/tcp)?$/.exec(withDefaults(String((item as Scalar).value)))?.[1];
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
  const [url, path] = /(?:https?:\/\/|\b(?:curl|wget)\b.* )(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?(\/[\w./-]*)?/.exec(withDefaults(test)) ?? [];
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
