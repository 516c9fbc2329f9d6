import { spawnSync } from 'child_process';

/** Where a command runs, and what it sees beside this process's environment. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
  /** After how many seconds it has failed. */
  readonly limit?: number;
}

/** Longer than anything that works. */
const LIMIT = 1_800;

/** What a command printed. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command that has to succeed. */
export function run(command: string[], { cwd, env, limit = LIMIT }: RunOptions = {}): Printed {
  const [program, ...argv] = command;
  const { TSX_TSCONFIG_PATH, ...own } = process.env; // of the tsx that runs the benchmark
  const { status, stdout, stderr, error } = spawnSync(program, argv, {
    cwd, encoding: 'utf8', env: { ...own, ...env }, timeout: limit * 1000, maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) {
    const isLate = (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT';
    throw new Error(`${command.join(' ')}: ${isLate ? `not done after ${limit} s` : error?.message ?? `ended with ${status}\n${lastLines(stderr || stdout)}`}`);
  }
  return { stdout, stderr };
}

/** Runs a Docker command that has to succeed, and returns what it printed. */
export function docker(...argv: string[]): string {
  return run(['docker', ...argv]).stdout.trim();
}

/** Runs a command that has to succeed, and returns the seconds it took. */
export function seconds(command: string[], options?: RunOptions): number {
  const start = process.hrtime.bigint();
  run(command, options);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** Does what can be done: what cannot is no reason to stop cleaning up. */
export function attempt(action: () => unknown): void {
  try {
    action();
  } catch (error) {
    console.error(`cleaning up: ${(error as Error).message}`);
  }
}

/** What a failed command said at last, without where in its code that was. */
function lastLines(text: string): string {
  return text.trim().split('\n').filter(line => !/^\s+at |^Node\.js v|^\s*$/.test(line)).slice(-12).join('\n');
}
