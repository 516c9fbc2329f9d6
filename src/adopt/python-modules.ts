import { spawnSync } from 'child_process';
import { join, posix } from 'path';
import { Repository } from './repository';

/** The definitions in a module. */
export interface ModuleFacts {
  readonly objects: { readonly name: string; readonly kind: string; readonly line: number }[];
  readonly factories: { readonly name: string; readonly kind: string; readonly line: number }[];
  readonly routes: { readonly path: string; readonly on: string | null; readonly line: number }[];
  readonly settings: { readonly name: string; readonly value: string; readonly line: number }[];
  readonly imports: string[];
  /** The imported modules that are not in the standard library. */
  readonly foreign: string[];
  /** The factories that no server can call, because they need arguments. */
  readonly uncallable: { readonly name: string; readonly line: number }[];
  readonly main: number | null;
  readonly ports: { readonly port: number; readonly line: number }[];
  /** The files and folders that are written, relative to the folder in which the module runs. */
  readonly written: { readonly path: string; readonly line: number }[];
  readonly setup: { readonly [argument: string]: any; readonly line: number } | null;
}

/** The definitions in all modules of a repository. */
export interface PythonModules {
  readonly modules: ReadonlyMap<string, ModuleFacts>;
  /** Whether they were read by Python, and not with regular expressions. */
  readonly isExact: boolean;
  /** The modules that Python cannot read. */
  readonly unreadable: string[];
}

const NOT_THE_APPLICATION = /(^|\/)(tests?|docs?|examples?|migrations|versions|node_modules|scripts|benchmarks?)\//;
/** With more modules than this, they are not checked one by one. */
const MOST = 3000;

/** Reads the modules of a repository with Python's parser, or with regular expressions if there is no Python. They are not run. */
export function readModules(repository: Repository): PythonModules {
  const paths = repository.paths.filter(path => path.endsWith('.py') && !NOT_THE_APPLICATION.test(path) && !/\n/.test(path))
    .sort((a, b) => a.split('/').length - b.split('/').length).slice(0, MOST);
  const readable = paths.filter(path => repository.hasText(path));
  const found = readable.length ? askPython(repository.folder, readable) : {};
  // a module for a newer Python than this one
  const unreadable = found ? paths.filter(path => !found[path]) : [];
  return {
    modules: new Map(paths.map(path => [path, found?.[path] ?? guess(repository.text(path))])),
    isExact: found !== undefined,
    unreadable,
  };
}

/** The name with which a module is imported, from a folder of the repository. */
export function importName(path: string, root = '.'): string {
  const inside = root === '.' ? path : posix.relative(root, path);
  return inside.replace(/\.py$/, '').replace(/\/__init__$/, '').replace(/\//g, '.');
}

function askPython(folder: string, paths: string[]): { [path: string]: ModuleFacts | null } | undefined {
  for (const program of ['python3', 'python']) {
    const { status, stdout } = spawnSync(program, ['-I', '-X', 'utf8', join(__dirname, 'python_facts.py')], {
      cwd: folder, env: process.env, input: paths.join('\n'), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, timeout: 60_000,
    });
    if (status === 0) {
      return JSON.parse(stdout);
    }
  }
  return undefined;
}

/** The definitions that regular expressions find at the start of lines. */
function guess(text: string): ModuleFacts {
  const lines = text.split('\n');
  const all = (pattern: RegExp) => lines.flatMap((line, index) => {
    const match = pattern.exec(line);
    return match ? [{ match, line: index + 1 }] : [];
  });
  return {
    objects: all(/^(\w+)\s*(?::[^=]+)?=\s*(?:\w+\.)*(FastAPI|Flask|Starlette|Litestar|Quart|Sanic|Dash|Celery|get_wsgi_application|get_asgi_application)\(/)
      .map(({ match: [, name, kind], line }) => ({ name, kind, line })),
    factories: all(/^def (create_app|make_app)\(\s*\)/).map(({ match: [, name], line }) => ({ name, kind: /Flask\(/.test(text) ? 'Flask' : /FastAPI\(/.test(text) ? 'FastAPI' : 'unknown', line })),
    routes: all(/^\s*@(\w+)\.(?:get|route|api_route)\(\s*["']([^"']+)["']/).map(({ match: [, on, path], line }) => ({ path, on, line })),
    settings: all(/^((?:W|A)SGI_APPLICATION)\s*=\s*["']([\w.]+)["']/).map(({ match: [, name, value], line }) => ({ name, value, line })),
    imports: [...new Set(all(/^\s*(?:from|import)\s+(\w+)/).map(({ match: [, name] }) => name))].sort(),
    foreign: [],
    uncallable: [],
    main: all(/^if __name__ == ["']__main__["']/)[0]?.line ?? null,
    ports: all(/(?:environ\.get|getenv)\(\s*["']PORT["']\s*,\s*["']?(\d+)|\brun\(.*\bport\s*=\s*(\d+)/).map(({ match: [, a, b], line }) => ({ port: Number(a ?? b), line })),
    written: all(/\bos\.(?:mkdir|makedirs)\(\s*["']([^"'/~][^"']*)["']/).map(({ match: [, path], line }) => ({ path, line })),
    setup: null,
  };
}
