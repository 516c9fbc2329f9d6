import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'fs';
import { join } from 'path';
import { performance } from 'perf_hooks';
import { ConfigurationError } from '../projen-patches/configuration-error';

/** What may be in the folder of a new project: it is not replaced. A type can be installed by npm before. */
const EMPTY = /^(\.git|(LICEN[CS]E|COPYING|NOTICE|README)([.-].*)?|package(-lock)?\.json|node_modules|.*\.tgz|\.DS_Store)$/i;

/** What npm writes to package.json when `projen new` installs a type. */
const NPM = ['devDependencies', 'dependencies'];

/**
 * Refuses to make a new project where somebody has files. It would replace some of them, and commit what git ignored before.
 *
 * @throws unless there is nothing but a repository, a licence and a README, and what `projen new` has installed
 */
export function checkNewFolder(folder: string): void {
  const files = readdirSync(folder).filter(name => !EMPTY.test(name)).sort();
  const ownManifest = existsSync(join(folder, 'package.json')) && !isOfNpm(join(folder, 'package.json'));
  const found = [...files, ...ownManifest ? ['package.json'] : []];
  if (found.length) {
    removeInstalled(folder);
    const names = `${found.slice(0, 5).join(', ')}${found.length > 5 ? ` and ${found.length - 5} more` : ''}`;
    throw new ConfigurationError(`${folder} is not empty: ${names}. A new project could replace your files, so nothing was written. `
      + 'For an existing repository, run: npx projen-python-container adopt');
  }
}

function isOfNpm(file: string): boolean {
  try {
    return Object.keys(JSON.parse(readFileSync(file, 'utf8'))).every(key => NPM.includes(key));
  } catch {
    return false;
  }
}

/** Takes away what npm has installed a moment ago, when this program is through with it. */
function removeInstalled(folder: string): void {
  const [manifest, modules] = ['package.json', 'node_modules'].map(name => join(folder, name));
  const isNew = existsSync(modules) && statSync(modules).birthtimeMs >= performance.timeOrigin;
  if (isNew) {
    process.once('exit', () => {
      if (isOfNpm(manifest)) {
        rmSync(manifest, { force: true });
      }
      rmSync(modules, { recursive: true, force: true });
    });
  }
}
