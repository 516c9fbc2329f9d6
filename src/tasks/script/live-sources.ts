import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem';
import { succeed } from './processes';
import { shellWord } from '../../dockerfile/quoting';

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
  if (!stat) {
    return undefined;
  }
  const forOthers = Number(stat.mode.toString(8).slice(-1)); // 4 is to read, 1 to enter
  if (stat.isDirectory() ? ![5, 7].includes(forOthers) : forOthers < 4) {
    return path;
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
