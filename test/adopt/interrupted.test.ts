import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { finish } from '../../src/adopt/replacement';
import { compiledSources, hashes, killOften, Program } from '../robustness/programs';
import { newFolder } from '../synth';

jest.setTimeout(300_000);

const TIMES = 50;
const NEW = ['.gitignore', 'Dockerfile', 'requirements.txt', '.projenrc.ts', '.projen/tasks.json'];
const OLD = ['.gitignore', 'Dockerfile', 'requirements.txt', 'app.py'];
const KEPT = ['Dockerfile', 'requirements.txt'];

let source: string;
let folder: string;
let from: string;

function fill(target: string, paths: string[], text: string): void {
  for (const path of paths) {
    mkdirSync(join(target, path, '..'), { recursive: true });
    writeFileSync(join(target, path), `${path} ${text}\n`.repeat(100));
  }
}

/** Replaces the files in a process of its own: by itself, or by another one that goes on. */
function program(name: 'replace' | 'replaceApart'): Program {
  folder = newFolder();
  fill(folder, OLD, 'old');
  const text = `const replacement = require(${JSON.stringify(join(source, 'adopt/replacement.js'))});
process.stdout.write('ready');
replacement.${name}(${JSON.stringify({ folder, from, files: NEW, kept: KEPT })});`;
  return { command: [process.execPath, '-e', text], cwd: folder, isSlow: true, saysReady: true };
}

/** Whether all is as it was, or all is new, with copies of what was there. */
function expectWhole(): void {
  const found = hashes(folder);
  const [old, made] = [newFolder(), newFolder()];
  fill(old, OLD, 'old');
  fill(made, [...OLD, ...KEPT.map(path => `${path}.before`)], 'old');
  KEPT.forEach(path => writeFileSync(join(made, `${path}.before`), readFileSync(join(old, path))));
  fill(made, NEW, 'new');
  expect([hashes(old), hashes(made)]).toContainEqual(found);
}

/** Waits for a process that outlives the one that was killed. */
async function settled(): Promise<void> {
  for (let last = ''; ;) {
    const now = JSON.stringify(hashes(folder));
    if (now === last && !existsSync(join(folder, '.projen/adopting'))) {
      return;
    }
    last = now;
    await new Promise(done => setTimeout(done, 150));
  }
}

beforeAll(() => {
  source = compiledSources();
  from = newFolder();
  fill(from, NEW, 'new');
});

test(`after a stop at ${TIMES} points, either all old files or all new files exist, without another run`, async () => {
  let pending = Promise.resolve();
  const folders: string[] = [];
  await killOften(TIMES, () => program('replaceApart'), () => {
    folders.push(folder);
  });
  for (const path of folders) {
    folder = path;
    pending = pending.then(settled);
    await pending;
    expectWhole();
  }
});

test(`where everything stops at ${TIMES} points, as in a power cut, the next run finds the old state or finishes the new one`, async () => {
  let finished = 0;
  await killOften(TIMES, () => program('replace'), () => {
    finished += finish(folder) ? 1 : 0;
    expectWhole();
  });
  expect(finished).toBeGreaterThan(0);
});
