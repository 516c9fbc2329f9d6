import { spawn, spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { copyFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { newFolder } from '../synth';

const REPOSITORY = resolve(__dirname, '../..');
const SLOW = join(__dirname, 'slow-files.cjs');

/** A program, its arguments and the folder it runs in. */
export interface Program {
  readonly command: string[];
  readonly cwd: string;
  readonly environment?: { readonly [name: string]: string };
  /** Whether what it does to files takes a while. */
  readonly isSlow?: boolean;
  /** Whether it prints something when it starts to work. */
  readonly saysReady?: boolean;
}

export interface Finished {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a program to its end. */
export function run({ command: [program, ...argv], cwd, ...options }: Program): Finished {
  const { status, stdout, stderr } = spawnSync(program, argv, { cwd, encoding: 'utf8', env: environment(options) });
  return { status, output: `${stdout}${stderr}` };
}

/** A program that runs, and all that it starts. */
export class Running {
  /** Its status, or null if it was killed, and for how many milliseconds it was at work. */
  public readonly end: Promise<{ readonly status: number | null; readonly duration: number }>;
  private readonly pid: number;
  private readonly atWork: Promise<number>;

  public constructor({ command: [program, ...argv], cwd, saysReady, ...options }: Program) {
    const child = spawn(program, argv, { cwd, stdio: ['ignore', 'pipe', 'ignore'], detached: true, env: environment(options) });
    this.pid = child.pid!;
    const start = Date.now();
    this.atWork = saysReady ? new Promise(done => child.stdout.once('data', () => done(Date.now()))) : Promise.resolve(start);
    this.end = new Promise(done => child.on('exit', async (status) => {
      const now = Date.now();
      done({ status, duration: now - await Promise.race([this.atWork, now]) });
    }));
  }

  /** Kills it when it has been at work for so many milliseconds. */
  public async killAfter(milliseconds: number): Promise<void> {
    await Promise.race([this.atWork, this.end]);
    await Promise.race([new Promise(done => setTimeout(done, milliseconds)), this.end]);
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // it has ended
    }
  }
}

/** Kills a program at random points until so many kills were in time, and looks each time at what is left. */
export async function killOften(times: number, program: (round: number) => Program, look: (round: number) => void): Promise<void> {
  const seed = Number(process.env.ROBUSTNESS_SEED ?? Date.now() % 1_000_000);
  process.stderr.write(`${expect.getState().currentTestName}: ROBUSTNESS_SEED=${seed}\n`);
  const random = generator(seed);
  let { duration } = await new Running(program(0)).end;
  look(0);
  for (let round = 1, kills = 0; kills < times; round++) {
    const running = new Running(program(round));
    await running.killAfter(random() * duration);
    const end = await running.end;
    if (end.status === null) {
      kills++;
    } else {
      duration = Math.min(duration, end.duration);
    }
    look(round);
  }
}

/** Numbers from 0 to 1, the same for a seed (Park and Miller's). */
function generator(seed: number): () => number {
  let state = seed % 2147483646 + 1;
  return () => {
    state = state * 48271 % 2147483647;
    return state / 2147483647;
  };
}

function environment({ environment: own = {}, isSlow }: Pick<Program, 'environment' | 'isSlow'>): NodeJS.ProcessEnv {
  const { NODE_ENV, JEST_WORKER_ID, ...env } = process.env;
  return { ...env, ...own, ...isSlow ? { NODE_OPTIONS: `--require=${SLOW}` } : {} };
}

/** What every file of a folder holds: paths and hashes. */
export function hashes(folder: string, isWanted = (_path: string) => true): { [path: string]: string } {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => isWanted(path) && lstatSync(join(folder, path)).isFile());
  return Object.fromEntries(paths.sort().map(path => [path, createHash('sha256').update(readFileSync(join(folder, path))).digest('hex')]));
}

/** The sources as JavaScript: programs that are started often have no time to compile them. */
export function compiledSources(): string {
  const source = join(REPOSITORY, 'src');
  const target = newFolder();
  for (const path of readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(name => /\.\w+$/.test(name))) {
    const [from, to] = [join(source, path), join(target, path)];
    mkdirSync(dirname(to), { recursive: true });
    if (path.endsWith('.ts')) {
      const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
      writeFileSync(to.replace(/ts$/, 'js'), transpileModule(readFileSync(from, 'utf8'), { compilerOptions }).outputText);
    } else {
      copyFileSync(from, to);
    }
  }
  return target;
}

/** Synthesizes a project in a process of its own, which prints something when everything is loaded. */
export function synthProgram(source: string, options: { readonly outdir: string }): Program {
  const text = `const { PythonContainerProject } = require(${JSON.stringify(source)});
process.stdout.write('ready');
new PythonContainerProject(${JSON.stringify(options)}).synth();`;
  return {
    command: [process.execPath, '-e', text],
    cwd: options.outdir,
    environment: { NODE_PATH: join(REPOSITORY, 'node_modules'), NODE_ENV: 'test' },
  };
}
