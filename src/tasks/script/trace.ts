import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { partedArguments } from './arguments';
import { Container } from './container';
import { facts, PROJEN } from './facts';
import { Problem } from './problem';
import { inDraft } from '../../files/drafts';

const MINUTE = 60_000;
/** The lines that Python prints for each import with -X importtime. */
const IMPORT = /^import time:\s+\d+ \|\s+\d+ \|\s*(\S+)$/gm;

/** The result of one startup. */
interface Start {
  readonly modules: string[];
  readonly seconds: number;
}

/**
 * Starts an image like in production and writes a list of the modules that it loads: until it is healthy, or until the
 * command ends, if there is one: `trace IMAGE LIST -- FLAG… -- ARGUMENT…`, with flags of `docker run`, and the arguments of the
 * task: more flags, a command that does not start with a dash, or both with a `--` between them.
 */
export async function trace(image: string, list: string, _end: string, ...argv: string[]): Promise<void> {
  const { docker, program } = parted(argv);
  const { modules } = await start(image, docker, program);
  await writeList(list, modules);
}

/**
 * The same for a Python with lazy imports. It starts the image with lazy imports and without, and prints the difference. The list has the modules of
 * both, so that a module that is loaded later is compiled too.
 */
export async function traceLazily(image: string, list: string, _end: string, ...argv: string[]): Promise<void> {
  const { docker, program } = parted(argv);
  const [eager, lazy] = [
    await start(image, [...docker, '--env=PYTHON_LAZY_IMPORTS=normal'], program),
    await start(image, [...docker, '--env=PYTHON_LAZY_IMPORTS=all'], program),
  ];
  await writeList(list, [...eager.modules, ...lazy.modules]);
  const result = ({ modules, seconds }: Start) => `${modules.length} modules, ${seconds.toFixed(1)} s`;
  console.error(`Startup: ${result(eager)}; with lazy imports: ${result(lazy)}.`);
}

function parted(argv: string[]): { docker: string[]; program: string[] } {
  const end = argv.indexOf('--');
  const given = argv.slice(end + 1);
  const { docker, program } = partedArguments(given[0]?.startsWith('-') ? 'docker' : 'program', given);
  return { docker: [...argv.slice(0, end), ...docker], program };
}

async function start(image: string, flags: string[], command: string[]): Promise<Start> {
  const begin = Date.now();
  let found: Start | undefined;
  await Container.run(image, ['--env=PYTHONPROFILEIMPORTTIME=1', ...flags], command, async (container) => {
    await (command.length ? untilEnd(container, command) : untilHealthy(container));
    const seconds = (Date.now() - begin) / 1000;
    const modules = [...(await container.logs()).stderr.matchAll(IMPORT)].map(([, name]) => name);
    if (!modules.length) {
      throw new Problem('Python did not report its imports: it must not run with -I or -E.');
    }
    found = { modules: [...new Set(modules)], seconds };
  });
  return found!;
}

async function writeList(list: string, modules: string[]): Promise<void> {
  const lines = [...new Set(modules)].sort().map(name => `${name}\n`);
  await inDraft(PROJEN, (folder) => {
    writeFileSync(join(folder, 'list'), lines.join(''));
    renameSync(join(folder, 'list'), list);
  });
  console.error(`${list}: ${lines.length} modules`);
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
