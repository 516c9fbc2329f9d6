import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Container } from './container';
import { facts, PROJEN } from './facts';
import { Problem } from './problem';
import { inDraft } from '../../files/drafts';

const MINUTE = 60_000;
/** Python tells of each import, in this form, when it is asked for the times. */
const IMPORT = /^import time:\s+\d+ \|\s+\d+ \|\s*(\S+)$/gm;

/**
 * Starts an image as production does and writes a list of the modules that it loads: until it is healthy, or until the
 * command ends, if there is one.
 */
export async function trace(image: string, list: string, ...command: string[]): Promise<void> {
  await Container.run(image, ['--env=PYTHONPROFILEIMPORTTIME=1'], command, async (container) => {
    await (command.length ? untilEnd(container, command) : untilHealthy(container));
    const names = [...(await container.logs()).stderr.matchAll(IMPORT)].map(([, name]) => name);
    if (!names.length) {
      throw new Problem('Python told of no imports: it must not run with -I or -E.');
    }
    const lines = [...new Set(names)].sort().map(name => `${name}\n`);
    inDraft(PROJEN, (folder) => {
      writeFileSync(join(folder, 'list'), lines.join(''));
      renameSync(join(folder, 'list'), list);
    });
    console.error(`${list}: ${lines.length} modules`);
  });
}

/** Waits until a container's command has ended, and ended well. */
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
      throw new Problem(`The image has no health check. Name a command that ends: ${facts().projenCommand} docker:trace python -c "import hello.work"`);
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
