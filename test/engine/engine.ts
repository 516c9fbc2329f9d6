import { spawnSync } from 'child_process';
import { get } from 'http';

const info = spawnSync('docker', ['info', '--format', '{{.ServerVersion}}'], { encoding: 'utf8' });
const isThere = info.status === 0 && info.stdout.trim() !== '';

/**
 * Tests that build and run images. Without an engine they are skipped, and say so; in CI they fail, because there a
 * missing engine would go unnoticed.
 */
export function describeOnEngine(name: string, tests: () => void): void {
  if (isThere) {
    describe(name, tests);
  } else if (process.env.CI) {
    test(`${name}: needs a Docker engine`, () => {
      throw new Error(`docker info: ${info.error?.message ?? info.stderr}`);
    });
  } else {
    describe.skip(`${name} (skipped: docker info finds no engine)`, tests);
  }
}

/** What a finished command left: both of its streams in one text. */
export interface Finished {
  readonly status: number | null;
  readonly output: string;
}

/** Engines of builds at once may lose a layer while they unpack an image: https://github.com/moby/buildkit/issues/6521 */
const LOST_LAYER = /(parent|lower) snapshot \S+ does not exist/;

export function run(cwd: string, program: string, ...argv: string[]): Finished {
  const finished = runOnce(cwd, program, ...argv);
  return finished.status !== 0 && LOST_LAYER.test(finished.output) ? runOnce(cwd, program, ...argv) : finished;
}

function runOnce(cwd: string, program: string, ...argv: string[]): Finished {
  // CI makes npm and pip quieter, but also changes what projen does: the generated projects see a person's machine
  const { CI, NODE_ENV, JEST_WORKER_ID, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(program, argv, { cwd, encoding: 'utf8', env, maxBuffer: 64 * 1024 * 1024 });
  return { status, output: `${stdout}${stderr}${error?.message ?? ''}` };
}

/** Runs a command that has to succeed, and returns what it printed. */
export function succeed(cwd: string, program: string, ...argv: string[]): string {
  const { status, output } = run(cwd, program, ...argv);
  if (status !== 0) {
    throw new Error(`${program} ${argv.join(' ')} ended with ${status}:\n${output}`);
  }
  return output;
}

/** Runs a Docker command that has to succeed. */
export function docker(...argv: string[]): string {
  return succeed('.', 'docker', ...argv).trim();
}

/** Fails where the engine, because it is elsewhere, cannot mount a folder of this machine. */
export function requireMounts(folder: string): void {
  if (!docker('run', '--rm', `--volume=${folder}:/mounted`, 'python:3.14-slim-trixie', 'ls', '-A', '/mounted')) {
    throw new Error(`the engine does not see ${folder}: set TMPDIR to a folder that it shares with this machine`);
  }
}

/** What `docker inspect` says of an image. */
export function imageConfig(image: string) {
  return JSON.parse(docker('image', 'inspect', image))[0].Config;
}

/** Runs a shell command in an image and returns what it printed. */
export function inImage(image: string, command: string): string {
  return docker('run', '--rm', '--user=0', '--entrypoint=sh', image, '-c', command);
}

/** How production would run a container. */
export const STRICTLY = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges'];

/** Asks once. */
export function answer(url: string): Promise<{ status?: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, timeout: 1000 }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', chunk => body += chunk).on('end', () => resolve({ status: response.statusCode, body }));
    });
    request.on('error', reject).on('timeout', () => request.destroy(new Error('no answer')));
  });
}

/** Tries again until it works, for this number of seconds. */
export async function eventually<T>(seconds: number, attempt: () => Promise<T>): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}

/** A container that runs in the background. */
export class RunningContainer {
  public readonly id: string;

  public constructor(image: string, ...flags: string[]) {
    this.id = docker('run', '--detach', ...flags, image);
  }

  /** Its own address: a published port of localhost would be another machine in a build. */
  public get address(): string {
    return docker('inspect', '--format={{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', this.id);
  }

  /** Asks until there is an answer, for half a minute: the machine may be busy. */
  public async get(port: number, path: string): Promise<{ status?: number; body: string }> {
    const address = docker('port', this.id, String(port)).split('\n')[0];
    return this.until(30, () => answer(`http://${address}${path}`));
  }

  /** Tries again until it works, for this number of seconds. */
  public async until<T>(seconds: number, attempt: () => Promise<T>): Promise<T> {
    return eventually(seconds, attempt).catch((error) => {
      throw new Error(`${error}\n${docker('logs', this.id)}`);
    });
  }

  public state() {
    return JSON.parse(docker('inspect', this.id))[0].State;
  }

  /** Stops it and returns how many seconds its process took to end; `docker stop` also waits for a busy engine to clean up. */
  public stop(): number {
    const since = (Date.now() - 1000) / 1000;
    docker('stop', this.id);
    const [signalled] = docker('events', `--since=${since}`, `--until=${Date.now() / 1000}`, `--filter=container=${this.id}`, '--filter=event=kill', '--format={{.TimeNano}}').split('\n');
    return (Date.parse(this.state().FinishedAt) - Number(signalled) / 1e6) / 1000;
  }

  public remove(): void {
    docker('rm', '--force', '--volumes', this.id);
  }
}
