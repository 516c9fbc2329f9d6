import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'fs';
import { join } from 'path';
import { performance } from 'perf_hooks';
import { ConfigurationError } from '../projen-patches/configuration-error';

/** Files that may be in the folder of a new project, because they are not replaced. npm may have installed a project type before. */
const EMPTY = /^(\.git|(LICEN[CS]E|COPYING|NOTICE|README)([.-].*)?|package(-lock)?\.json|node_modules|.*\.tgz|\.DS_Store)$/i;

/** The content of package.json after `projen new` has installed a project type. */
const NPM = ['devDependencies', 'dependencies'];

/**
 * Refuses to create a new project in a folder with files. It would replace some of them, and commit files that git ignored.
 *
 * @throws unless there are only a git repository, a licence and a README, and packages that `projen new` has installed
 */
export function checkNewFolder(folder: string): void {
  const files = readdirSync(folder).filter(name => !EMPTY.test(name)).sort();
  const ownManifest = existsSync(join(folder, 'package.json')) && !isOfNpm(join(folder, 'package.json'));
  const found = [...files, ...ownManifest ? ['package.json'] : []];
  if (found.length) {
    const added = removeInstalled(folder) && ownManifest ? 'npm has added projen and this package to the devDependencies of your package.json before: remove them. ' : '';
    const names = `${found.slice(0, 5).join(', ')}${found.length > 5 ? ` and ${found.length - 5} more` : ''}`;
    throw new ConfigurationError(`${folder} is not empty: ${names}. A new project could replace your files, so nothing was written. ${added}`
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

/** Removes the packages that npm has just installed, when this process ends, and returns whether it has. */
function removeInstalled(folder: string): boolean {
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
  return isNew;
}
