import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join, relative } from 'path';
import { Project } from 'projen';
import { StubService } from './stub-project';
import { PythonContainerProject } from '../src';

// A process of its own, so that one size knows nothing of the others: KIND COUNT FOLDER [FILES]
// prints the milliseconds and bytes that a monorepo of COUNT services takes, and how many files each service has.
const [kind, count, folder, template] = process.argv.slice(2);
process.env.PROJEN_DISABLE_POST = 'true';

/** What is there before the synth: the code. */
const CODE = ['shop/main.py', 'tests/test_main.py'];
for (let index = 0; index < Number(count); index++) {
  for (const path of CODE.map(code => join(folder, `services/service-${index}`, code))) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
  }
}
const files = template ? readFiles(template) : {};

global.gc!();
const heap = process.memoryUsage().heapUsed;
const begin = process.hrtime.bigint();
const root = new Project({ name: 'monorepo', outdir: folder });
for (let index = 0; index < Number(count); index++) {
  const [name, outdir] = [`service-${index}`, `services/service-${index}`];
  if (kind === 'ours') {
    new PythonContainerProject({ parent: root, name, outdir, moduleName: 'shop' });
  } else {
    new StubService(root, name, outdir, files);
  }
}
root.synth();
const milliseconds = Number(process.hrtime.bigint() - begin) / 1e6;
global.gc!();
const bytes = process.memoryUsage().heapUsed - heap;
process.stdout.write(`\n${JSON.stringify({ milliseconds, bytes, files: Object.keys(readFiles(join(folder, 'services/service-0'))).length, of: root.name })}\n`);

/** All files that a synth has written into a folder: paths and contents. */
function readFiles(from: string): { [path: string]: string } {
  const entries = readdirSync(from, { withFileTypes: true, recursive: true }).filter(entry => entry.isFile());
  const paths = entries.map(entry => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map(path => [relative(from, path), path]).filter(([name]) => !CODE.includes(name))
    .map(([name, path]) => [name, readFileSync(path, 'utf8')]));
}
