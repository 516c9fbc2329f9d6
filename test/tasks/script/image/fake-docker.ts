import { spawnSync } from 'child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { delimiter, join } from 'path';
import { newFolder } from '../../../synth';
import { SCRIPT } from '../../tools';

/** What Docker does when its command line has a text in it. */
export interface Answer {
  readonly on: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly status?: number;
  /** The archive that it saves. */
  readonly saved?: Buffer;
}

/** A command that Docker was given, where, and what it found there. */
export interface Command {
  readonly argv: string[];
  readonly cwd: string;
  readonly date?: string;
  readonly code?: string;
}

const DOCKER = `#!${process.execPath}
const { appendFileSync, copyFileSync, existsSync, readFileSync } = require('fs');
const argv = process.argv.slice(2);
const code = existsSync('app.py') ? readFileSync('app.py', 'utf8') : undefined;
appendFileSync(__dirname + '/docker.log', JSON.stringify({ argv, cwd: process.cwd(), date: process.env.SOURCE_DATE_EPOCH, code }) + '\\n');
const found = JSON.parse(readFileSync(__dirname + '/docker.json', 'utf8')).find(({ on }) => argv.join(' ').includes(on)) ?? {};
const output = argv.find(word => word.startsWith('--output='));
if (found.saved && output) copyFileSync(found.saved, output.slice('--output='.length));
process.stdout.write(found.stdout ?? '');
process.stderr.write(found.stderr ?? '');
process.exitCode = found.status ?? 0;
`;

/** A folder with the script, and programs that stand in for others. */
export class ScriptFolder {
  public readonly path = newFolder();

  public constructor() {
    for (const path of ['bin', '.projen']) {
      mkdirSync(join(this.path, path));
    }
    copyFileSync(SCRIPT, join(this.path, '.projen/container.cjs'));
    this.write('.projen/container.json', '{}');
    this.program('docker', DOCKER);
    this.docker([]);
  }

  public write(path: string, content: string | Buffer): void {
    mkdirSync(join(this.path, path, '..'), { recursive: true });
    writeFileSync(join(this.path, path), content);
  }

  public read(path: string): string {
    return readFileSync(join(this.path, path), 'utf8');
  }

  public program(name: string, text: string): void {
    this.write(`bin/${name}`, text);
    chmodSync(join(this.path, 'bin', name), 0o755);
  }

  /** Sets what Docker does; the first answer that fits counts, and all other commands succeed. */
  public docker(answers: Answer[]): void {
    const places = answers.map(({ saved, ...answer }, position) => {
      if (saved) {
        this.write(`bin/saved-${position}.tar`, saved);
      }
      return { ...answer, saved: saved && join(this.path, `bin/saved-${position}.tar`) };
    });
    this.write('bin/docker.json', JSON.stringify(places));
  }

  /** The commands that Docker was given. */
  public commands(first: string): Command[] {
    const log = existsSync(join(this.path, 'bin/docker.log')) ? this.read('bin/docker.log') : '';
    return log.split('\n').filter(line => line !== '').map(line => JSON.parse(line)).filter(({ argv }: Command) => argv.join(' ').startsWith(first));
  }

  public run(...argv: string[]): { status: number | null; stdout: string; stderr: string } {
    return this.runIn('.', ...argv);
  }

  public runIn(folder: string, ...argv: string[]): { status: number | null; stdout: string; stderr: string } {
    const { SOURCE_DATE_EPOCH, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['.projen/container.cjs', ...argv], {
      cwd: join(this.path, folder), encoding: 'utf8', env: { ...env, PATH: `${join(this.path, 'bin')}${delimiter}${process.env.PATH}` },
    });
    return { status, stdout, stderr };
  }
}
