import { posix } from 'path';
import { Fact, Reading, Readings } from './fact';
import { importName, ModuleFacts, PythonModules } from './python-modules';
import { Repository } from './repository';
import { readToml } from './toml';
import { GUNICORN_PRESETS } from '../frameworks/gunicorn';

/** The servers of applications, by their interface. */
const ASGI = ['FastAPI', 'Starlette', 'Litestar', 'Quart', 'get_asgi_application', 'Falcon'];
const WSGI = ['Flask', 'APIFlask', 'Dash', 'Bottle', 'get_wsgi_application'];
const MODULE_NAMES = ['main', 'app', 'wsgi', 'asgi', 'application', 'server', 'api', 'run', '__init__'];
const HEALTH_PATHS = ['/health', '/healthz', '/healthcheck', '/health-check', '/health/', '/healthz/', '/_health', '/api/health', '/livez', '/live', '/ping', '/status', '/up'];

/** An object that a server can serve. */
interface Served {
  readonly path: string;
  readonly name: string;
  readonly kind: string;
  readonly line: number;
  readonly isFactory: boolean;
}

/** The facts from the code of a repository: its command, its folder, and missing requirements. */
export interface FoundApplication extends Reading {
  /** The folder from which modules are imported. */
  readonly root: string;
  /** The requirement that the command needs and that is not listed. */
  readonly server?: string;
}

/** Looks for the module that starts the application. `names` are the direct requirements, and those in the lock file. */
export function findApplication(repository: Repository, { modules }: PythonModules, names: readonly string[]): FoundApplication {
  const found = new Readings();
  const has = (name: string) => names.includes(name);
  const all: Served[] = [...modules].filter(([path]) => posix.basename(path) !== '__main__.py').flatMap(([path, facts]) => [
    ...facts.objects.filter(({ kind }) => ASGI.includes(kind) || WSGI.includes(kind) || kind === 'factory')
      .map(object => ({ path, ...object, kind: object.kind === 'factory' ? kindOf(modules) : object.kind, isFactory: false })),
    ...facts.factories.filter(({ kind }) => ASGI.includes(kind) || WSGI.includes(kind)).map(factory => ({ path, ...factory, isFactory: true })),
  ]);
  const django = djangoOf(repository, modules, has);
  const streamlit = has('streamlit') ? streamlitOf(modules) : undefined;
  const best = bestOf(all);
  let root = '.';
  let server: string | undefined;

  if (django) {
    server = has('gunicorn') || has('uvicorn') || has('daphne') || has('waitress') ? undefined : 'gunicorn';
    found.facts.push(...django.facts);
    root = django.root;
  } else if (streamlit) {
    found.derive('command', ['streamlit', 'run', streamlit, '--server.headless=true', '--browser.gatherUsageStats=false'], `${streamlit}:1`);
    found.derive('healthCheckPath', '/_stcore/health', `${streamlit}:1`);
    found.guess('port', 8501, 'the port of Streamlit');
  } else if (best.length) {
    root = rootOf(repository, modules, best[0].path);
    best.forEach(served => found.derive('command', commandOf(served, rootOf(repository, modules, served.path), has, gunicornOf(repository)), `${served.path}:${served.line}`));
    server = ASGI.includes(best[0].kind) ? ['uvicorn', 'hypercorn', 'granian', 'daphne'].some(has) ? undefined : 'uvicorn[standard]'
      : ['gunicorn', 'waitress'].some(has) ? undefined : 'gunicorn';
  } else {
    root = addProgram(found, repository, modules);
    for (const [path, { uncallable }] of modules) {
      uncallable.forEach(({ name, line }) => found.note(`${path}:${line}`, `${name}() needs arguments, so no server can call it: add a module that calls it, such as wsgi.py with app = ${name}(…)`));
    }
  }
  const [health] = HEALTH_PATHS.flatMap(path => [...modules].flatMap(([file, { routes }]) => routes.filter(route => route.path === path).map(({ line, on }) => ({ path, evidence: `${file}:${line}`, on }))))
    .filter(({ on }) => !/router|blueprint|bp$/i.test(on ?? ''));
  if (health) {
    found.derive('healthCheckPath', health.path, health.evidence);
  }
  for (const [path, { ports }] of modules) {
    ports.forEach(({ port, line }) => found.guess('port', port, `${path}:${line}`));
  }
  return { facts: found.facts, notes: found.notes, root, server };
}

function kindOf(modules: ReadonlyMap<string, ModuleFacts>): string {
  return [...modules.values()].flatMap(({ factories }) => factories).find(({ kind }) => kind !== 'unknown')?.kind ?? 'Flask';
}

/** The best candidates: near the top, with a common name, and objects before factories. Several, if they are equally good. */
function bestOf(all: Served[]): Served[] {
  const rank = ({ path, name, isFactory }: Served) => {
    const module = MODULE_NAMES.indexOf(posix.basename(path, '.py'));
    return [isFactory ? 1 : 0, path.split('/').length, module === -1 ? MODULE_NAMES.length : module, ['app', 'application', 'server', 'api'].includes(name) ? 0 : 1];
  };
  const sorted = all.map(served => ({ served, rank: rank(served) })).sort((a, b) => compare(a.rank, b.rank));
  return sorted.filter(entry => compare(entry.rank, sorted[0].rank) === 0).map(({ served }) => served);
}

function compare(a: number[], b: number[]): number {
  const index = a.findIndex((part, at) => part !== b[at]);
  return index === -1 ? 0 : a[index] - b[index];
}

/**
 * The folder from which a module is imported: the folder of its outermost package. A folder without `__init__.py` is a package if modules in it
 * are imported with its name.
 */
function rootOf(repository: Repository, modules: ReadonlyMap<string, ModuleFacts>, path: string): string {
  const folders = posix.dirname(path) === '.' ? [] : posix.dirname(path).split('/');
  for (let depth = 0; depth < folders.length; depth++) {
    const folder = folders.slice(0, depth + 1).join('/');
    const inside = [...modules].filter(([file]) => file.startsWith(`${folder}/`));
    const isImported = [...modules.values()].some(({ imports }) => imports.includes(folders[depth]));
    const siblings = inside.map(([file]) => file.slice(folder.length + 1).split('/')[0].replace(/\.py$/, '')).filter(name => name !== '__init__');
    const usesSiblings = inside.some(([, { imports }]) => imports.some(name => siblings.includes(name)));
    if (repository.has(`${folder}/__init__.py`) && !(usesSiblings && !isImported) || isImported || folder !== 'src' && !usesSiblings) {
      return depth === 0 ? '.' : folders.slice(0, depth).join('/');
    }
  }
  return folders.join('/') || '.';
}

function commandOf({ path, name, kind, isFactory }: Served, root: string, has: (name: string) => boolean, gunicorn: string[]): string[] {
  const target = `${importName(path, root)}:${name}`;
  if (ASGI.includes(kind)) {
    const factory = isFactory ? ['--factory'] : [];
    return has('hypercorn') && !has('uvicorn') ? ['hypercorn', isFactory ? `${target}()` : target] : has('granian') && !has('uvicorn') ? ['granian', '--interface=asgi', ...factory, target]
      : ['uvicorn', ...factory, target];
  }
  const object = kind === 'Dash' ? `${importName(path, root)}:${name === 'app' ? 'server' : name}` : target;
  return has('waitress') && !has('gunicorn') ? ['waitress-serve', '--listen=0.0.0.0:8000', ...isFactory ? ['--call'] : [], object]
    : [...gunicorn, isFactory ? `${object}()` : object];
}

/** gunicorn with recommended flags, unless the repository has a configuration file that gunicorn reads. */
function gunicornOf(repository: Repository): string[] {
  return ['gunicorn', ...repository.has('gunicorn.conf.py') ? [] : GUNICORN_PRESETS];
}

/** The command of a Django project, and the folder of its manage.py. */
interface DjangoProject {
  readonly facts: Fact[];
  readonly root: string;
}

function djangoOf(repository: Repository, modules: ReadonlyMap<string, ModuleFacts>, has: (name: string) => boolean): DjangoProject | undefined {
  const [manage] = repository.paths.filter(path => posix.basename(path) === 'manage.py').sort((a, b) => a.length - b.length);
  if (manage === undefined || !/DJANGO_SETTINGS_MODULE/.test(repository.text(manage))) {
    return undefined;
  }
  const settings = [...modules].flatMap(([path, facts]) => facts.settings.map(setting => ({ ...setting, path })));
  const isAsync = !has('gunicorn') && (has('uvicorn') || has('daphne'));
  const wanted = settings.find(({ name }) => name === (isAsync ? 'ASGI_APPLICATION' : 'WSGI_APPLICATION'));
  const file = isAsync ? 'asgi.py' : 'wsgi.py';
  const [own] = [...modules.keys()].filter(path => posix.basename(path) === file);
  const root = posix.dirname(manage);
  const dotted = wanted?.value ?? (own ? `${importName(own, root)}.application` : undefined);
  if (dotted === undefined) {
    return undefined;
  }
  const target = dotted.replace(/\.(\w+)$/, ':$1');
  const command = isAsync ? has('uvicorn') ? ['uvicorn', target] : ['daphne', target] : has('waitress') && !has('gunicorn') ? ['waitress-serve', '--listen=0.0.0.0:8000', target] : [...gunicornOf(repository), target];
  const readings = new Readings();
  readings.derive('command', command, wanted ? `${wanted.path}:${wanted.line}` : `${own}:1`);
  return { facts: readings.facts, root };
}

function streamlitOf(modules: ReadonlyMap<string, ModuleFacts>): string | undefined {
  const paths = [...modules].filter(([, { imports }]) => imports.includes('streamlit')).map(([path]) => path).filter(path => !/(^|\/)pages\//.test(path));
  const names = ['streamlit_app.py', 'app.py', 'main.py', 'Home.py', 'home.py'];
  return names.flatMap(name => paths.filter(path => posix.basename(path) === name))[0] ?? paths[0];
}

/** A program without a web framework: a script of pyproject.toml, a package with `__main__.py`, or a runnable module. */
function addProgram(found: Readings, repository: Repository, modules: ReadonlyMap<string, ModuleFacts>): string {
  const pyproject = readToml(repository, 'pyproject.toml');
  const scripts = Object.keys(pyproject?.project?.scripts ?? pyproject?.tool?.poetry?.scripts ?? {});
  const [runnable] = [...modules.keys()].filter(path => posix.basename(path) === '__main__.py').sort((a, b) => a.length - b.length);
  const programs = [...modules].filter(([path, { main }]) => main !== null && !['setup.py', 'manage.py', 'conftest.py'].includes(posix.basename(path)))
    .map(([path, { main }]) => ({ path, main })).sort((a, b) => compare(programRank(a.path), programRank(b.path)));
  if (scripts.length && pyproject?.['build-system']) {
    scripts.forEach(script => found.derive('command', [script], repository.evidence('pyproject.toml', new RegExp(`^\\s*["']?${script.replace(/\W/g, '\\$&')}["']?\\s*=`))));
  } else if (runnable) {
    const root = rootOf(repository, modules, runnable);
    found.derive('command', ['python', '-m', importName(posix.dirname(runnable), root)], `${runnable}:1`);
    return root;
  } else if (programs.length) {
    found.guess('command', ['python', programs[0].path], `${programs[0].path}:${programs[0].main}`);
  }
  return '.';
}

function programRank(path: string): number[] {
  const name = ['main', 'app', 'run', 'server', 'bot', 'worker', 'start', 'index'].indexOf(posix.basename(path, '.py'));
  return [path.split('/').length, name === -1 ? 99 : name];
}
