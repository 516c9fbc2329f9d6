import { spawnSync } from 'child_process';
import { join, posix } from 'path';
import { Note } from './fact';
import { Repository } from './repository';
import { mayBeSecret } from './secrets';
import { isWithin } from '../files/relative-path';

/** What a settings module says. */
interface SettingsFacts {
  readonly staticRoot: { readonly path: string | null; readonly isConditional: boolean; readonly line: number } | null;
  readonly whitenoise: number | null;
  readonly required: { readonly [variable: string]: { readonly line: number; readonly kind: 'int' | 'url' | 'str' } };
}

/** How the static files of a Django project are collected. */
export interface StaticFiles {
  /** The build command that collects them. */
  readonly command?: { readonly command: string[]; readonly outputs: string[]; readonly environment?: { readonly [name: string]: string } };
  readonly evidence: string;
  readonly notes: Note[];
}

/** The word that stands for keys that collecting does not use. */
const DUMMY = 'only-for-collectstatic';
const SETTINGS = /(^|\/)(settings[^/]*\.py|(settings|config|conf)\/[^/]+\.py)$/;
const NOT_FOR_PRODUCTION = /(^|\/)(tests?|migrations)\/|(^|[/_])(local|dev|develop|development|test|tests|testing|ci)\.py$/;
const SCRIPTS = /(^|\/)(Dockerfile[^/]*|[^/]*\.Dockerfile|Procfile|[^/]+\.sh|Makefile|render\.yaml|app\.json|fly\.toml|heroku\.yml|[^/]*compose[^/]*\.ya?ml)$/;
const COLLECTSTATIC = /manage\.py\s+collectstatic/;
/** The most characters that are read before the command and after it. */
const MOST_BEFORE = 500;
const COLLECTING = /((?:\b[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"']*)\s+)*)(?:\S*python[\d.]*\s+)?(?:\S*\/)?manage\.py\s+collectstatic/;

/**
 * Reads the settings with Python's parser, without running them.
 *
 * @param environment the names of the variables of the image
 */
export function readStaticFiles(repository: Repository, environment: readonly string[]): StaticFiles | undefined {
  const [manage] = repository.paths.filter(path => posix.basename(path) === 'manage.py' && /DJANGO_SETTINGS_MODULE/.test(repository.text(path)))
    .sort((a, b) => a.length - b.length);
  const facts = manage === undefined ? undefined : askPython(repository);
  if (manage === undefined || !facts) {
    return undefined;
  }
  const root = posix.dirname(manage);
  const modules = Object.entries(facts);
  const needed = modules.flatMap(([path, { required }]) => Object.entries(required).map(([name, fact]) => [name, { ...fact, path }] as const));
  const missing = [...new Map(needed)].filter(([name]) => !environment.includes(name));
  const notes: Note[] = missing.map(([name, { path, line }]) => ({ evidence: `${path}:${line}`, text: `${name} must be set when the container starts` }));
  const [[path, { staticRoot }] = ['', { staticRoot: null }]] = modules.filter(([, settings]) => settings.staticRoot);
  if (!staticRoot) {
    return { evidence: '', notes };
  }
  const evidence = `${path}:${staticRoot.line}`;
  const output = staticRoot.path?.replace(/^\/app\//, '');
  const collector = collectorOf(repository, modules);
  const command = [...root === '.' ? [] : ['env', `--chdir=${root}`], 'python', 'manage.py', 'collectstatic', '--noinput'];
  const isUsable = output !== undefined && !posix.isAbsolute(output) && output !== '' && output !== '.' && !isWithin(output, '..');
  if (staticRoot.isConditional || !isUsable || !collector) {
    const text = 'if the image serves the static files, collect them with buildCommands: [{ command: '
      + `[${command.map(word => `'${word}'`).join(', ')}], outputs: ['${isUsable ? output : 'STATIC_ROOT'}'] }]`;
    return { evidence, notes: [...notes, { evidence, text }] };
  }
  const dummies = Object.fromEntries(missing.map(([name, { kind }]) => [name, dummy(name, kind)]));
  const variables = { ...settingsModule(repository, manage), ...dummies, ...collector.variables };
  const own = Object.fromEntries(Object.entries(variables).filter(([name]) => !environment.includes(name)));
  return { command: { command, outputs: [output], ...Object.keys(own).length ? { environment: own } : {} }, evidence: `${evidence}, ${collector.evidence}`, notes };
}

interface Collector {
  readonly evidence: string;
  readonly variables: { readonly [name: string]: string };
}

/** What shows that the image serves static files, or that a script collects them, and the variables that the script sets. */
function collectorOf(repository: Repository, modules: [string, SettingsFacts][]): Collector | undefined {
  for (const path of repository.paths.filter(name => SCRIPTS.test(name))) {
    const text = repository.text(path).replace(/\\\n/g, '  ');
    const place = text.search(COLLECTSTATIC);
    // a script may contain very long lines
    const found = place === -1 ? null : COLLECTING.exec(text.slice(Math.max(text.lastIndexOf('\n', place) + 1, place - MOST_BEFORE), place + MOST_BEFORE));
    if (found) {
      const assignments = [...found[1].matchAll(/(\w+)=("[^"]*"|'[^']*'|\S*)/g)].map(([, name, value]) => [name, value.replace(/^["']|["']$/g, '')])
        .filter(([, value]) => !/[$`]/.test(value));
      return {
        evidence: repository.evidence(path, COLLECTSTATIC),
        variables: Object.fromEntries(assignments.map(([name, value]) => [name, mayBeSecret(name, value) ? dummy(name, 'str') : value])),
      };
    }
  }
  const [whitenoise] = modules.filter(([, settings]) => settings.whitenoise !== null);
  // Heroku collects the files of every Django application
  const evidence = whitenoise ? `${whitenoise[0]}:${whitenoise[1].whitenoise}` : repository.has('Procfile') ? 'Procfile:1' : undefined;
  return evidence === undefined ? undefined : { evidence, variables: {} };
}

/** The settings of the server, if manage.py has others by default. */
function settingsModule(repository: Repository, manage: string): { readonly [name: string]: string } {
  const read = (path: string) => /DJANGO_SETTINGS_MODULE["']\s*(?:,|\]\s*=)\s*["']([\w.]+)["']/.exec(repository.text(path))?.[1];
  const [served] = repository.paths.filter(path => /(^|\/)(wsgi|asgi)\.py$/.test(path)).flatMap(path => read(path) ?? []);
  return served !== undefined && served !== read(manage) ? { DJANGO_SETTINGS_MODULE: served } : {};
}

function dummy(name: string, kind: string): string {
  return kind === 'int' ? '0' : kind === 'url' || /DATABASE_URL$/.test(name) ? 'sqlite:///:memory:' : /_URL$/.test(name) ? 'http://localhost' : DUMMY;
}

function askPython(repository: Repository): { [path: string]: SettingsFacts } | undefined {
  const paths = repository.paths.filter(path => SETTINGS.test(path) && !NOT_FOR_PRODUCTION.test(path) && !path.includes('\n'));
  for (const program of paths.length ? ['python3', 'python'] : []) {
    const { status, stdout } = spawnSync(program, ['-I', '-X', 'utf8', join(__dirname, 'django_facts.py')], {
      cwd: repository.folder, input: paths.join('\n'), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, timeout: 60_000,
    });
    if (status === 0) {
      return JSON.parse(stdout);
    }
  }
  return undefined;
}
