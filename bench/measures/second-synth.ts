import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import type { Measure } from './measure';
import { PythonPackageManager } from '../../src';
import { copySources, FASTAPI } from '../applications';
import { progress } from '../bench';
import { run, seconds } from '../shell';

const REPOSITORY = resolve(__dirname, '../..');
const SUBJECT = 'a new project';

/** The rc files, as people have them. */
const PROJECTS = {
  ours: 'import { PythonContainerProject } from \'projen-python-container\';\n\nnew PythonContainerProject({ name: \'shop\' }).synth();\n',
  stub: 'import { StubProject } from \'stub-project\';\n\nnew StubProject(\'shop\').synth();\n',
};

export const secondSynth: Measure = {
  name: 'second-synth',
  sections: [{
    name: 'second-synth',
    title: 'Second `npx projen`',
    unit: 's',
    digits: 2,
    how: 'The whole process that `npx projen` starts, against a project type that adds nothing to projen\'s `Project`, with the same rc file runner.',
  }],
  async run({ root, locks, results, options: { runs } }) {
    if (!existsSync(join(REPOSITORY, 'lib/index.js'))) {
      throw new Error('the package is not compiled: npx projen compile');
    }
    const parent = join(root, 'second-synth');
    const modules = addModules(parent);
    const folders = Object.entries(PROJECTS).map(([name, rc]) => {
      const folder = join(parent, name);
      copySources(FASTAPI, folder);
      symlinkSync(modules, join(folder, 'node_modules'));
      writeFileSync(join(folder, '.projenrc.ts'), rc);
      locks.copy(FASTAPI, PythonPackageManager.PIP, 'before', folder);
      run(['node', '--import', 'tsx', '.projenrc.ts'], { cwd: folder, env: { PROJEN_DISABLE_POST: 'true' } });
      pin(join(folder, 'Dockerfile'));
      return { name, folder };
    });
    for (let round = 0; round <= runs; round++) {
      progress(`second-synth ${round}/${runs}`);
      for (const { name, folder } of round % 2 ? folders : [...folders].reverse()) {
        const time = seconds([join(modules, '.bin/projen')], { cwd: folder });
        if (round) { // the first one fills caches
          results.add('second-synth', SUBJECT, name, time);
        }
      }
    }
  },
};

/** Gives all images a digest, as after the first synth. */
function pin(dockerfile: string): void {
  if (existsSync(dockerfile)) {
    const text = readFileSync(dockerfile, 'utf8');
    rmSync(dockerfile); // it is read-only
    writeFileSync(dockerfile, text.replace(/^(# syntax=|FROM )([^@\s]*:[^@\s]*)/gm, `$1$2@sha256:${'0'.repeat(64)}`));
  }
}

/** A node_modules with what `npm install` puts there, and the stub as a package too. */
function addModules(parent: string): string {
  const modules = join(parent, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of ['projen', 'constructs', 'tsx', 'typescript', '.bin/projen']) {
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(modules, name));
  }
  symlinkSync(REPOSITORY, join(modules, 'projen-python-container'));
  const stub = join(modules, 'stub-project');
  run([join(REPOSITORY, 'node_modules/.bin/tsc'), '--ignoreConfig', '--noCheck', '--skipLibCheck', '--module', 'node16', '--target', 'es2022',
    '--outDir', stub, join(__dirname, '../stub-project.ts')], { cwd: REPOSITORY });
  writeFileSync(join(stub, 'package.json'), '{ "name": "stub-project", "main": "stub-project.js" }\n');
  return modules;
}
