import { spawnSync, SpawnSyncOptions } from 'node:child_process';
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

/** Whether a program is there and succeeds. */
export function succeeds(program: string, argv: string[], options: SpawnSyncOptions = {}): boolean {
  return spawnSync(program, argv, { stdio: 'ignore', ...options }).status === 0;
}

/** What a program says, or undefined if it fails. */
export function output(program: string, argv: string[]): string | undefined {
  const { status, stdout } = spawnSync(program, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 256 * 1024 * 1024 });
  return status === 0 ? stdout : undefined;
}
