import { spawn, spawnSync, SpawnSyncOptions } from 'node:child_process';
import { Problem } from './problem';

/** Runs a program with its output shown, and returns its exit status. */
export function run(program: string, argv: string[], options: SpawnSyncOptions = {}): number | null {
  const { status, error } = spawnSync(program, argv, { stdio: 'inherit', ...options });
  if (error) {
    throw new Problem(`${program} cannot run: ${error.message}`);
  }
  return status;
}

/** Runs a program that must succeed. Its own error message is enough. */
export function succeed(program: string, argv: string[], options: SpawnSyncOptions = {}): void {
  const status = run(program, argv, options);
  if (status !== 0) {
    process.exitCode = status ?? 1;
    throw new Problem('');
  }
}

/** The last lines of a program's output are kept, because they explain a failure. */
const KEPT_CHARACTERS = 50_000;

/** Options to run a program and show its lines. */
export interface ShownOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether its standard output is not shown. */
  readonly isSilent: boolean;
}

/** Runs a program that must succeed, and shows its lines as they are printed. If it fails, a summary is shown below them. */
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

/** For programs that only look something up: one that hangs is stopped, even if it ignores signals. */
export const BRIEFLY = { timeout: 60_000, killSignal: 'SIGKILL' } as const;

/** Whether a program exists and succeeds. */
export function succeeds(program: string, argv: string[], options: SpawnSyncOptions = {}): boolean {
  return spawnSync(program, argv, { stdio: 'ignore', ...options }).status === 0;
}

/** The output of a program, or undefined if it fails. */
export function output(program: string, argv: string[], options: SpawnSyncOptions = {}): string | undefined {
  const { status, stdout } = spawnSync(program, argv, { ...options, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 256 * 1024 * 1024 });
  return status === 0 ? stdout : undefined;
}
