import { existsSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import type { Application } from './framework';

/** The modules of the package that may contain the application, and the names that Flask looks for in them. */
const MODULES = ['main', '', 'app', 'wsgi'];
const OBJECT = /^(app|application)[ \t]*(?::[^=\n]+)?=(?!=)/m;
const FACTORY = /^def (create_app|make_app)\(/m;
/** The maximum size of a module that is read. */
const MOST_BYTES = 1024 ** 2;

/**
 * The application that gunicorn serves: the object `app` of the package, or the result of its factory, as in `shop.main:create_app()`. A new project has a
 * factory in `main`.
 *
 * @see https://flask.palletsprojects.com/en/stable/cli/#application-discovery
 */
export function flaskTarget({ folder, sourceFolder, moduleName }: Application): string {
  const modules = MODULES.map(name => ({
    name: name === '' ? moduleName : `${moduleName}.${name}`,
    text: textOf(join(folder, sourceFolder, moduleName, `${name || '__init__'}.py`)),
  }));
  const found = (pattern: RegExp, call: string) => modules.flatMap(({ name, text }) => {
    const [, object] = pattern.exec(text) ?? [];
    return object === undefined ? [] : [`${name}:${object}${call}`];
  });
  return found(OBJECT, '')[0] ?? found(FACTORY, '()')[0] ?? `${moduleName}.main:create_app()`;
}

/** Python reports what is wrong with a module that cannot be read. */
function textOf(file: string): string {
  try {
    return existsSync(file) && statSync(file).size <= MOST_BYTES ? readFileSync(file, 'latin1') : '';
  } catch {
    return '';
  }
}
