import { spawn, spawnSync, SpawnSyncOptions } from 'node:child_process';
import { Problem } from './problem';

/** Runs a program, whose output everyone sees, and returns its status. */
export function run(program: string, argv: string[], options: SpawnSyncOptions = {}): number | null {
  const { status, error } = spawnSync(program, argv, { stdio: 'inherit', ...options });
  if (error) {
    throw new Problem(`${program} cannot run: ${error.message}`);
  }
  return status;
}

/** Runs a program that has to succeed. What it says of its failure is enough. */
export function succeed(program: string, argv: string[], options: SpawnSyncOptions = {}): void {
  const status = run(program, argv, options);
  if (status !== 0) {
    process.exitCode = status ?? 1;
    throw new Problem('');
  }
}

/** What a program has printed last is kept: its end tells why it failed. */
const KEPT_CHARACTERS = 50_000;

/** How a program is run whose lines everyone sees while they come. */
export interface ShownOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether its standard output tells nothing to people. */
  readonly isSilent: boolean;
}

/** Runs a program that has to succeed, and shows its lines while they come. If it fails, what they come to is said below them. */
export async function succeedShown(
  program: string, argv: string[], { cwd, env, isSilent }: ShownOptions, explain: (lines: string) => string,
): Promise<void> {
  const child = spawn(program, argv, { cwd, env, stdio: ['ignore', isSilent ? 'ignore' : 'pipe', 'pipe'] });
  let lines = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      process.stderr.write(text);
      lines = (lines + text).slice(-KEPT_CHARACTERS);
    });
  }
  const status = await new Promise<number | null>((done, fail) => {
    child.on('error', error => fail(new Problem(`${program} cannot run: ${error.message}`))).on('close', done);
  });
  if (status !== 0) {
    process.exitCode = status ?? 1;
    throw new Problem(explain(lines));
  }
}

/** Whether a program is there and succeeds. */
export function succeeds(program: string, argv: string[], options: SpawnSyncOptions = {}): boolean {
  return spawnSync(program, argv, { stdio: 'ignore', ...options }).status === 0;
}

/** What a program says, or undefined if it fails. */
export function output(program: string, argv: string[]): string | undefined {
  const { status, stdout } = spawnSync(program, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 256 * 1024 * 1024 });
  return status === 0 ? stdout : undefined;
}
