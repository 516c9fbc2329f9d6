import { Container } from './container';
import { Problem } from './problem';

const MINUTE = 60_000;
/** How long a program without a health check must run to count as started. */
const A_MOMENT = 3_000;

/**
 * Starts an image like in production, and fails unless it becomes healthy; without a health check, unless it still runs after a moment or
 * has ended successfully: `verify-start IMAGE -- FLAG…`, with flags of `docker run`. Before a `--`, Node.js would read an --env-file itself.
 */
export async function verifyStart(image: string, _end?: string, ...flags: string[]): Promise<void> {
  await Container.run(image, flags, [], async (container) => {
    const problem = await problemOf(container);
    if (problem) {
      const { stdout, stderr } = await container.logs('--tail=20');
      const lines = `${stdout}${stderr}`.trim();
      throw new Problem(`${image} ${problem}${lines ? `\nIts last lines:\n${lines}` : ''}`);
    }
  });
  console.error(`${image} starts, without privileges and with a read-only file system.`);
}

/** The problem of a container that has been started, if there is one, after a minute at most. */
async function problemOf(container: Container): Promise<string | undefined> {
  for (const start = Date.now(); ;) {
    const { Running, ExitCode, Health } = await container.state();
    const age = Date.now() - start;
    if (!Running) {
      return Health || ExitCode !== 0 ? `has ended with exit code ${ExitCode}` : undefined;
    }
    if (Health ? Health.Status === 'healthy' : age > A_MOMENT) {
      return undefined;
    }
    if (Health && (Health.Status === 'unhealthy' || age > MINUTE)) {
      return `is not healthy: ${Health.Log.pop()?.Output.trim() ?? 'its health check has not run'}`;
    }
    await container.wait();
  }
}
