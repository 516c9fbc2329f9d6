import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { shellWord } from '../../dockerfile/quoting';
import { Problem } from './problem';
import { succeed } from './processes';

/** What everyone needs to read a file, or to enter a folder. */
const [READ, ENTER] = [0o4, 0o5];

/**
 * Runs a container that sees sources as they are on disk: `live SOURCE… -- docker run …`. Its user is another one than ours: it reads what
 * everyone may read. On macOS and Windows, Docker Desktop lets every user of a container read them.
 */
export function live(...argv: string[]): void {
  const end = argv.indexOf('--');
  const [sources, [program, ...command]] = [argv.slice(0, end), argv.slice(end + 1)];
  const hasOtherUser = command.some(argument => /^(--user(=|$)|-u)/.test(argument));
  const closed = process.platform === 'linux' && !hasOtherUser ? sources.map(findClosed).find(path => path !== undefined) : undefined;
  if (closed !== undefined) {
    throw new Problem(`${closed} can be read by you alone, and the container has a user of its own. `
      + `Run: chmod -R go+rX ${sources.map(shellWord).join(' ')}`);
  }
  succeed(program, command);
}

/** The first file or folder that not everyone can read. What is hidden is no source. */
function findClosed(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  const needed = stat?.isDirectory() ? ENTER : READ;
  if (!stat || (stat.mode & needed) !== needed) {
    return stat && path;
  }
  const names = stat.isDirectory() ? readdirSync(path).filter(name => !name.startsWith('.') && !['node_modules', '__pycache__'].includes(name)) : [];
  for (const name of names) {
    const closed = findClosed(join(path, name));
    if (closed !== undefined) {
      return closed;
    }
  }
  return undefined;
}
