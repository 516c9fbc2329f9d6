import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Problem } from './problem';
import { BRIEFLY, succeeds } from './processes';
import { removeTraces, SignOfLife } from './sign-of-life';

/** How production runs a container. */
const STRICTLY = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges'];

/** Docker's state of a container. */
export interface State {
  readonly Running: boolean;
  readonly ExitCode: number;
  readonly Health?: { readonly Status: string; readonly Log: { readonly Output: string }[] };
}

/** A container with the same restrictions as in production, which is removed after use. */
export class Container {
  /** Starts it, and removes it afterwards, even if the user stops the task. */
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
      // the name is set here, so that the container can be removed even if Docker was stopped before it printed a name
      succeeds('docker', ['rm', '--force', '--volumes', id], BRIEFLY);
      life.end();
    }
  }

  private constructor(private readonly id: string, private readonly signal: AbortSignal) {}

  public async state(): Promise<State> {
    const { stdout } = await docker('inspect', '--format={{json .State}}', this.id);
    const state = parsed(stdout) as State | undefined | null;
    if (typeof state?.Running !== 'boolean') {
      throw new Problem(`docker inspect printed no state of the container: ${JSON.stringify(stdout.slice(0, 200))}`);
    }
    return state;
  }

  /** The output of the container. */
  public logs(...flags: string[]): Promise<{ stdout: string; stderr: string }> {
    return docker('logs', ...flags, this.id);
  }

  /** Waits a little, or until the user stops the task. */
  public async wait(): Promise<void> {
    await setTimeout(200, undefined, { signal: this.signal }).catch(() => {
      throw new Problem('Stopped.');
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Runs a Docker command that must succeed, and returns its output. */
async function docker(...argv: string[]): Promise<{ stdout: string; stderr: string }> {
  const limit = argv[0] === 'run' ? {} : BRIEFLY; // it may pull the image
  return promisify(execFile)('docker', argv, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...limit }).catch(({ stderr, code, killed, signal }) => {
    // without its flags, which can contain secrets
    throw new Problem(`docker ${argv[0]}: ${stderr.trim() || (killed && !code ? 'no answer for a minute' : code ?? signal)}`);
  });
}
