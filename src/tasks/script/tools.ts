import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PROJEN } from './facts';
import { Problem } from './problem';
import { run, succeed } from './processes';
import { canMakeVenv, findPython, inVenv } from './python';
import { removeLeftovers } from '../../files/drafts';
import { readText } from '../../files/text';

const TOOLS = join(PROJEN, 'tools');
/** The file that is written when a tool is completely installed. */
const COMPLETE = 'complete';

/** The absolute path of a tool's program. The tool is installed first if necessary. */
export function tool(name: string): string {
  return inVenv(toolFolder(name), name);
}

/** The absolute path of the Python that a tool was installed with. */
export function toolPython(name: string): string {
  return inVenv(toolFolder(name), 'python');
}

/** The folder of a tool, if the locked version is installed. */
export function installedTool(name: string): string | undefined {
  const wanted = `${name}-${lockHash(name)}-`;
  const folders = existsSync(TOOLS) ? readdirSync(TOOLS).filter(entry => entry.startsWith(wanted)).map(entry => resolve(TOOLS, entry)) : [];
  // the Python with which it was created may have been removed
  return folders.find(folder => [join(folder, COMPLETE), inVenv(folder, 'python'), inVenv(folder, name)].every(path => existsSync(path)));
}

function toolFolder(name: string): string {
  const folder = installedTool(name) ?? install(name);
  try {
    utimesSync(folder, new Date(), new Date()); // records when it was used last
  } catch {
    // on a read-only disk, nothing is removed either
  }
  return folder;
}

/**
 * Installs the lock file of a tool into its own virtual environment. Its folder has a name that no other process uses, and is
 * used only when it is complete: a killed process blocks no others, and two processes do not conflict. A venv cannot be renamed, because its
 * programs contain its path.
 */
function install(name: string): string {
  const lock = lockFile(name);
  if (!existsSync(lock)) {
    throw new Problem(`${lock} is missing: it contains the version of ${name} to install. It is a generated file: "npx projen" writes it again.`);
  }
  mkdirSync(TOOLS, { recursive: true });
  removeLeftovers(TOOLS, () => true);
  const python = findPython();
  if (!python) {
    throw new Problem(`Python is missing, and ${name} is installed with it. Install Python 3.8 or later: https://www.python.org/downloads/`);
  }
  const folder = mkdtempSync(resolve(TOOLS, `${name}-${lockHash(name)}-`));
  try {
    if (run(python, ['-m', 'venv', folder]) !== 0) {
      throw new Problem(canMakeVenv(python) ? `${python} -m venv failed: ${name} cannot be installed.`
        : `${python} cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv`);
    }
    succeed(inVenv(folder, 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check',
      '--require-hashes', '--no-deps', '--only-binary=:all:', `--requirement=${lock}`]);
    writeFileSync(join(folder, COMPLETE), '');
  } finally {
    if (!existsSync(join(folder, COMPLETE))) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return folder;
}

function lockFile(name: string): string {
  return join(PROJEN, `${name}.txt`);
}

/** A hash of a lock file without its comments. */
function lockHash(name: string): string {
  return createHash('sha256').update(readText(lockFile(name)).replace(/^#.*\n/gm, '')).digest('hex').slice(0, 12);
}
