import { writeFileSync } from 'fs';
import { join } from 'path';
import { run } from '../engine/engine';
import { newFolder, write } from '../engine/workspace';
import { newProject, synth } from '../synth';

jest.setTimeout(120_000);

const RC_FILE = `
import { BaseImage, PythonContainerProject } from 'projen-python-container';

const versions = new Map([['a', '1']]);
const project = new PythonContainerProject({ name: [...versions.keys()].at(0) ?? 'b', baseImage: BaseImage.slim() });
project.synth();
`;

/** The oldest TypeScript that package.json allows, those that have changed its defaults, and today's. */
test.each(['5.6.3', '5.9.3', '6.0.3', '7.0.2'])('TypeScript %s checks .projenrc.ts, and nothing else of the repository', (version) => {
  const folder = newFolder();
  const { 'tsconfig.projen.json': tsconfig } = synth(newProject());
  write(folder, 'tsconfig.projen.json', typeof tsconfig === 'string' ? tsconfig : JSON.stringify(tsconfig));
  write(folder, '.projenrc.ts', RC_FILE);
  write(folder, 'frontend/app.ts', 'const text: number = "of somebody else";\n');
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  expect(run(folder, 'npm', 'install', '--no-save', '--no-audit', '--no-fund', '--silent', `typescript@${version}`)).toMatchObject({ status: 0 });
  write(folder, 'node_modules/projen-python-container/package.json', '{ "name": "projen-python-container", "types": "index.d.ts" }');
  write(folder, 'node_modules/projen-python-container/index.d.ts', `
export declare class BaseImage { static slim(): BaseImage; static readonly all: ReadonlyMap<string, Iterable<string>>; }
export declare class PythonContainerProject { constructor(options: { name: string; baseImage?: BaseImage }); synth(): void; }
`);
  const tsc = () => run(folder, 'node_modules/.bin/tsc', '--project', 'tsconfig.projen.json');
  expect(tsc()).toEqual({ status: 0, output: '' });
  write(folder, '.projenrc.ts', RC_FILE.replace("?? 'b'", '?? 5'));
  expect(tsc()).toMatchObject({ output: expect.stringMatching(/^\.projenrc\.ts[(:]/) });
});
