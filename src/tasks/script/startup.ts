import { Container } from './container';
import { facts } from './facts';
import { Problem } from './problem';

const MINUTE = 60_000;
/** The lines that Python prints for each import with -X importtime. */
const IMPORT = /^import time:\s+(\d+) \|\s+(\d+) \|\s*(\S+)$/gm;

/** A module that was imported. */
export interface Import {
  readonly module: string;
  /** How long it took without the modules that it imports, in microseconds. */
  readonly own: number;
}

/** One startup of an image. */
export interface Startup {
  /** The modules in the order in which they were loaded. */
  readonly imports: Import[];
  /** The time until it was healthy, or until the command ended. */
  readonly seconds: number;
}

/** Starts an image like in production, until it is healthy, or until the command ends, if there is one. */
export async function startup(image: string, flags: string[], command: string[]): Promise<Startup> {
  const begin = Date.now();
  let found: Startup | undefined;
  await Container.run(image, ['--env=PYTHONPROFILEIMPORTTIME=1', ...flags], command, async (container) => {
    await (command.length ? untilEnd(container, command) : untilHealthy(container));
    const seconds = (Date.now() - begin) / 1000;
    const imports = new Map<string, Import>();
    for (const [, own, , module] of (await container.logs()).stderr.matchAll(IMPORT)) {
      if (!imports.has(module)) { // each process of a server prints its own
        imports.set(module, { module, own: Number(own) });
      }
    }
    if (!imports.size) {
      throw new Problem('Python did not report its imports: it must not run with -I or -E.');
    }
    found = { imports: [...imports.values()], seconds };
  });
  return found!;
}

/** Waits until a container's command has ended successfully. */
async function untilEnd(container: Container, command: string[]): Promise<void> {
  for (;;) {
    const { Running, ExitCode } = await container.state();
    if (!Running) {
      if (ExitCode !== 0) {
        throw new Problem(`${command.join(' ')} failed:\n${(await container.logs()).stderr}`);
      }
      return;
    }
    await container.wait();
  }
}

/** Waits until a container's health check succeeds, for a minute. */
async function untilHealthy(container: Container): Promise<void> {
  for (const end = Date.now() + MINUTE; ;) {
    const { Running, Health } = await container.state();
    if (Running && !Health) {
      throw new Problem(`The image has no health check. Add a command that ends: ${facts().projenCommand} docker:trace python -c "import hello.work"`);
    }
    if (Health?.Status === 'healthy') {
      return;
    }
    if (!Running || Date.now() > end) {
      const { stderr } = await container.logs('--tail=20');
      throw new Problem(`The container is not healthy:\n${stderr.replace(/^import time:.*\n/gm, '')}`);
    }
    await container.wait();
  }
}
