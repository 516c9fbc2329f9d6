import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Problem } from './problem';
import { succeeds } from './processes';
import { removeTraces, SignOfLife } from './sign-of-life';

/** How production runs a container. */
const STRICTLY = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges'];

/** What Docker says of a container. */
export interface State {
  readonly Running: boolean;
  readonly ExitCode: number;
  readonly Health?: { readonly Status: string; readonly Log: { readonly Output: string }[] };
}

/** A container that runs as strictly as in production, until the work with it is done. */
export class Container {
  /** Starts it, and removes it when the work has ended, also when somebody stops the whole. */
  public static async run(image: string, flags: string[], command: string[], work: (container: Container) => Promise<void>): Promise<void> {
    const stopped = new AbortController();
    ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(signal => process.on(signal, () => stopped.abort()));
    await removeTraces(docker);
    const id = `trace-${randomUUID()}`;
    const life = await SignOfLife.give(id);
    try {
      const labels = life.labels.map(label => `--label=${label}`);
      await docker('run', '--detach', `--name=${id}`, ...labels, ...STRICTLY, ...flags, image, ...command).catch((error: Error) => {
        throw new Problem(`${image} does not start: ${error.message}`);
      });
      await work(new Container(id, stopped.signal));
    } finally {
      // it has a name of ours, so that it goes even if Docker was stopped before it told one
      succeeds('docker', ['rm', '--force', '--volumes', id]);
      life.end();
    }
  }

  private constructor(private readonly id: string, private readonly signal: AbortSignal) {}

  public async state(): Promise<State> {
    return JSON.parse((await docker('inspect', '--format={{json .State}}', this.id)).stdout);
  }

  /** What it has printed. */
  public logs(...flags: string[]): Promise<{ stdout: string; stderr: string }> {
    return docker('logs', ...flags, this.id);
  }

  /** Waits a little, or until somebody stops the whole. */
  public async wait(): Promise<void> {
    await setTimeout(200, undefined, { signal: this.signal }).catch(() => {
      throw new Problem('Stopped.');
    });
  }
}

/** Runs a Docker command that has to succeed, and returns what it printed. */
async function docker(...argv: string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)('docker', argv, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).catch(({ stderr, code }) => {
    // without its flags, which can hold secrets
    throw new Problem(`docker ${argv[0]}: ${stderr.trim() || code}`);
  });
}
