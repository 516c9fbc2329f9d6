import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { partedArguments } from './arguments';
import { PROJEN } from './facts';
import { Import, Startup, startup } from './startup';
import { inDraft } from '../../files/drafts';

/**
 * Starts an image like in production and writes a list of the modules that it loads: until it is healthy, or until the
 * command ends, if there is one. Flags of `docker run` come before the command, separated by `--`,
 * with another `--` before both: `trace IMAGE LIST -- FLAG… -- COMMAND…`.
 */
export async function trace(image: string, list: string, _end: string, ...argv: string[]): Promise<void> {
  const { docker, program } = parted(argv);
  const { imports } = await startup(image, docker, program);
  await writeList(list, imports);
}

/**
 * The same for a Python with lazy imports. It starts the image with lazy imports and without, and prints the difference. The list has the modules of
 * both, so that a module that is loaded later is compiled too.
 */
export async function traceLazily(image: string, list: string, _end: string, ...argv: string[]): Promise<void> {
  const { docker, program } = parted(argv);
  const [eager, lazy] = [
    await startup(image, [...docker, '--env=PYTHON_LAZY_IMPORTS=normal'], program),
    await startup(image, [...docker, '--env=PYTHON_LAZY_IMPORTS=all'], program),
  ];
  await writeList(list, [...eager.imports, ...lazy.imports]);
  const result = ({ imports, seconds }: Startup) => `${imports.length} modules, ${seconds.toFixed(1)} s`;
  console.error(`Startup: ${result(eager)}; with lazy imports: ${result(lazy)}.`);
}

/** No command starts with a dash. */
function parted(argv: string[]): { docker: string[]; program: string[] } {
  return partedArguments(argv[0]?.startsWith('-') ? 'docker' : 'program', argv);
}

async function writeList(list: string, imports: Import[]): Promise<void> {
  const lines = [...new Set(imports.map(({ module }) => module))].sort().map(name => `${name}\n`);
  await inDraft(PROJEN, (folder) => {
    writeFileSync(join(folder, 'list'), lines.join(''));
    renameSync(join(folder, 'list'), list);
  });
  console.error(`${list}: ${lines.length} modules`);
}
