import { readdirSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem';
import { succeed } from './processes';
import { containerCommand } from './run-container';
import { shellWord } from '../../dockerfile/quoting';

/**
 * Runs a container with mounted sources: `live SOURCE… -- ARGUMENT… docker run FLAG… -- IMAGE`. It runs as another user, which can only read files that
 * everyone can read. On macOS and Windows, Docker Desktop lets every user of a container read them.
 */
export function live(...argv: string[]): void {
  const end = argv.indexOf('--');
  const sources = argv.slice(0, end);
  const { run: [program, ...flags], image } = containerCommand('docker', argv.slice(end + 1));
  const hasOtherUser = flags.some(argument => /^(--user(=|$)|-u)/.test(argument));
  const closed = process.platform === 'linux' && !hasOtherUser ? firstOf(sources, source => findClosed(source)) : undefined;
  if (closed !== undefined) {
    throw new Problem(`${closed} can only be read by you, and the container runs as another user. `
      + `Run: chmod -R go+rX ${sources.map(shellWord).join(' ')}`);
  }
  succeed(program, [...flags, ...image]);
}

/** The first module that not everyone can read. Links are not followed. Other files may be readable for their owner only, such as keys and database files. */
function findClosed(path: string, isBelowOpen = true): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  const forOthers = Number(stat?.mode.toString(8).slice(-1)); // 4 is to read, 1 to enter
  if (stat?.isDirectory()) {
    const isOpen = isBelowOpen && [5, 7].includes(forOthers);
    return firstOf(namesIn(path), name => findClosed(join(path, name), isOpen));
  }
  return stat && path.endsWith('.py') && !(isBelowOpen && forOthers >= 4) ? path : undefined;
}

/** Hidden files are not sources. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter(name => !name.startsWith('.') && name !== 'node_modules').sort();
  } catch {
    return []; // a folder that the current user cannot read
  }
}

function firstOf<T>(list: string[], find: (item: string) => T | undefined): T | undefined {
  for (const item of list) {
    const found = find(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
