import { connect, createServer, Server } from 'node:net';
import { hostname } from 'node:os';
import { BRIEFLY, succeeds } from './processes';

const LABEL = 'projen-python-container.trace';
const PORT = `${LABEL}.port`;
/** Distinguishes containers of other checkouts and machines on the same engine, which must not be removed. */
const OWNER = `${LABEL}=${hostname()}:${process.cwd()}`;
const [LOCALHOST, PATIENCE] = ['127.0.0.1', 10_000];

/**
 * Shows other processes that this process is alive while it has a container: it listens on the port in the container's label. A process ID could
 * be reused, and a time would depend on clocks.
 */
export class SignOfLife {
  public static give(container: string): Promise<SignOfLife> {
    return new Promise((resolve, reject) => {
      const server = createServer(socket => socket.on('error', () => {}).end(container));
      server.on('error', reject).listen(0, LOCALHOST, () => resolve(new SignOfLife(server)));
    });
  }

  private constructor(private readonly server: Server) {}

  /** The labels of the container. */
  public get labels(): string[] {
    const address = this.server.address();
    return [OWNER, `${PORT}=${typeof address === 'object' ? address?.port : ''}`];
  }

  public end(): void {
    this.server.close();
  }
}

/** Removes the containers of traces that were killed in this folder. */
export async function removeTraces(docker: (...argv: string[]) => Promise<{ stdout: string }>): Promise<void> {
  const { stdout } = await docker('ps', '--all', `--filter=label=${OWNER}`, `--format={{.Names}} {{.Label "${PORT}"}}`);
  for (const [, container, port] of stdout.matchAll(/^(trace-[\w.-]+) (\d{0,5})$/gm)) {
    if (!await isAlive(container, Math.min(Number(port), 65535))) {
      succeeds('docker', ['rm', '--force', '--volumes', container], BRIEFLY);
    }
  }
}

/** Whether the process of a container is alive: a process that accepts the connection but does not respond is busy. */
function isAlive(container: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ host: LOCALHOST, port });
    socket.setEncoding('utf8').setTimeout(PATIENCE, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('data', text => answer += text).on('end', () => resolve(answer === container)).on('error', () => resolve(false));
  });
}
