import { spawnSync } from 'child_process';
import { cpSync, readdirSync, renameSync } from 'fs';
import { basename, dirname, join } from 'path';
import * as projenPythonContainer from '../../src';
import { adopt, AdoptOptions, Surroundings } from '../../src/adopt/adopt';
import { readRepository } from '../../src/adopt/adoption';
import { Decisions } from '../../src/adopt/decisions';
import { projenrcText } from '../../src/adopt/projenrc';
import { replace } from '../../src/adopt/replacement';
import { projenrcOf } from '../../src/adopt/settings';
import { Tools } from '../../src/adopt/tools';
import { newFolder } from '../synth';

const FIXTURES = join(__dirname, 'fixtures');
const { toolsFor } = require('./in-process.cjs') as { toolsFor(source: unknown): Tools }; // eslint-disable-line @typescript-eslint/no-require-imports

/** The tools of adopt, of which synth runs in this process. */
export function inProcess(): Tools {
  return toolsFor(projenPythonContainer);
}

/** A copy of a fixture. Its files of git have an underscore in place of the dot, so that they do not count here. */
export function fixture(name: string): string {
  const folder = join(newFolder(), name);
  cpSync(join(FIXTURES, name), folder, { recursive: true });
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => basename(file).startsWith('_git'))) {
    renameSync(join(folder, path), join(folder, dirname(path), basename(path).replace('_', '.')));
  }
  return folder;
}

export function git(folder: string, ...argv: string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'core.autocrlf=false'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...argv], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`git ${argv.join(' ')}: ${stderr}`);
  }
  return stdout;
}

/** Makes a folder a repository with one commit of all that is there. */
export function commit(folder: string): string {
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message=all');
  return folder;
}

/** What a repository comes to, without writing: the text of .projenrc.ts, the files of requirements, and the notes. */
export async function read(folder: string, answers: { [option: string]: string } = {}) {
  const adoption = await readRepository(folder, new Decisions(new Map(Object.entries(answers))));
  return {
    projenrc: projenrcText(projenrcOf(adoption)),
    written: adoption.source.written,
    notes: adoption.notes.map(({ evidence, text }) => `${evidence}: ${text}`).join('\n'),
  };
}

/** Adopts a repository without npm and uv, and returns what was printed. */
export async function adopted(folder: string, options: Partial<AdoptOptions> & { surroundings?: Partial<Surroundings> } = {}): Promise<string> {
  const printed: string[] = [];
  const { surroundings, ...own } = options;
  await adopt({ folder, isDryRun: false, isConfirmed: true, answers: new Map(), spec: '^1.0.0', ...own },
    { print: text => printed.push(text), tools: inProcess(), replace, ...surroundings });
  return printed.join('\n');
}
