import { github, gitlab, javascript, Project, python } from 'projen';
import { deliveringProject, workflow } from './delivered';
import { Delivery, DeliveryProvider, Framework, PythonContainer, PythonContainerProject } from '../../src';
import { folderWith, newFolder, newProject, synth } from '../synth';
import { parse } from '../workflows/yaml';

const GITHUB = { provider: DeliveryProvider.GITHUB };

/** An application in each folder, and what the rc file needs. */
const FILES = Object.fromEntries(['.', 'services/api', 'services/worker', 'our services/api'].flatMap(folder =>
  [`${folder}/main.py`, `${folder}/tests/test_main.py`].map(path => [path, '']).concat([['package.json', '{}']])));

function runs(file: any, job: string): string[] {
  return file.jobs[job].steps.map((step: any) => step.run).filter(Boolean);
}

test('it needs docker-bake.json, which is made for one image too', () => {
  expect(Object.keys(synth(deliveringProject(GITHUB))['docker-bake.json'].target)).toEqual(['my-service']);
  expect(synth(newProject())).not.toHaveProperty(['docker-bake.json']);
});

test('any root project can deliver the containers of its tree', () => {
  const root = new Project({ name: 'shop', outdir: folderWith(FILES) });
  new Delivery(root, GITHUB);
  for (const name of ['api', 'worker']) {
    new PythonContainer(new Project({ parent: root, name, outdir: `services/${name}` }), { sources: ['main.py'] });
  }
  const files = synth(root);
  expect(files['.projen/container.json'].tests).toEqual({
    api: { folder: 'services/api', task: 'docker:test' }, worker: { folder: 'services/worker', task: 'docker:test' },
  });
  expect(runs(parse(files['.github/workflows/delivery.yml']), 'test')).toEqual(['npm ci', 'node .projen/container.cjs deliver:test']);
});

test('the tests of one image in a sub-project run in its folder', () => {
  const root = new Project({ name: 'shop', outdir: folderWith(FILES) });
  new Delivery(root, GITHUB);
  new PythonContainer(new Project({ parent: root, name: 'api', outdir: 'our services/api' }), { sources: ['main.py'] });
  expect(runs(parse(synth(root)['.github/workflows/delivery.yml']), 'test')).toContain("cd 'our services/api' && npx projen docker:test");
});

test('a NodeProject installs with its own package manager', () => {
  const root = new javascript.NodeProject({ name: 'shop', defaultReleaseBranch: 'main', packageManager: javascript.NodePackageManager.YARN_CLASSIC, outdir: folderWith(FILES) });
  new PythonContainer(root, { sources: ['main.py'] });
  new Delivery(root, GITHUB);
  expect(runs(parse(synth(root)['.github/workflows/delivery.yml']), 'test')).toContain('yarn install --check-files --frozen-lockfile');
});

test('what sets up the package manager of a NodeProject is a commit, too', () => {
  const codeArtifactOptions = { authProvider: javascript.CodeArtifactAuthProvider.GITHUB_OIDC, roleToAssume: 'a' };
  const scopedPackagesOptions = [{ registryUrl: 'https://acme-111122223333.d.codeartifact.us-west-2.amazonaws.com/npm/acme/', scope: '@acme' }];
  for (const packageManager of [javascript.NodePackageManager.PNPM, javascript.NodePackageManager.BUN]) {
    const root = new javascript.NodeProject({ name: 'shop', defaultReleaseBranch: 'main', packageManager, codeArtifactOptions, scopedPackagesOptions, outdir: folderWith(FILES) });
    new PythonContainer(root, { sources: ['main.py'] });
    new Delivery(root, GITHUB);
    const { jobs } = parse(synth(root)['.github/workflows/delivery.yml']);
    const actions = jobs.test.steps.flatMap(({ uses }: any) => uses ?? []);
    expect(actions.join()).toMatch(/pnpm\/action-setup|oven-sh\/setup-bun/);
    actions.forEach((action: string) => expect(action).toMatch(/@[0-9a-f]{40}$/));
  }
});

test('an image without tests is delivered without them', () => {
  expect(runs(workflow({}, { pytest: false }), 'test').join()).not.toContain('docker:test');
});

test('the jobs are added to the pipeline that a project has', () => {
  const root = new Project({ name: 'shop', outdir: folderWith(FILES) });
  const own = new gitlab.GitlabConfiguration(root, { jobs: { lint: { script: ['make lint'] } } });
  new PythonContainer(root, { sources: ['main.py'] });
  expect(new Delivery(root, { provider: DeliveryProvider.GITLAB }).pipeline).toBe(own);
  expect(Object.keys(parse(synth(root)['.gitlab-ci.yml']))).toEqual(expect.arrayContaining(['lint', 'test', 'build-linux-amd64', 'scan', 'merge']));
});

describe('it is an error', () => {
  test('in a sub-project', () => {
    const parent = new Project({ name: 'shop', outdir: newFolder() });
    expect(() => new PythonContainerProject({ parent, outdir: 'api', name: 'api', delivery: GITHUB }))
      .toThrow('delivery: "api" is not possible: it applies to the whole repository. Set it in the root project only.');
  });

  test('without a container', () => {
    const root = new Project({ name: 'shop', outdir: folderWith(FILES) });
    new Delivery(root, GITHUB);
    expect(() => synth(root)).toThrow('delivery: "github" is not possible: the project has no container.');
  });

  test('if an image belongs to a registry that the workflow does not log in to', () => {
    expect(() => workflow({}, { imageName: 'registry.example.com/shop' })).toThrow('imageName: "registry.example.com/shop" is not possible: the workflow logs in to ghcr.io.');
    expect(runs(workflow({ registry: 'registry.example.com' }, { imageName: 'registry.example.com/shop' }), 'merge').length).toBeGreaterThan(0);
  });

  test('if GitHub gets no workflows, or GitLab a package manager that its jobs do not have', () => {
    const silent = new Project({ name: 'shop', outdir: folderWith(FILES) });
    new github.GitHub(silent, { workflows: false });
    expect(() => new Delivery(silent, GITHUB)).toThrow('delivery.provider: "github" is not possible: the GitHub component of the project writes no workflows.');
    const yarn = new javascript.NodeProject({ name: 'shop', defaultReleaseBranch: 'main', packageManager: javascript.NodePackageManager.YARN_CLASSIC, outdir: folderWith(FILES) });
    new PythonContainer(yarn, { sources: ['main.py'] });
    new Delivery(yarn, { provider: DeliveryProvider.GITLAB });
    expect(() => synth(yarn)).toThrow('delivery.provider: "gitlab" is not possible: the image of the jobs has npm, and the project uses yarn_classic.');
  });

  test('for several platforms, if Lambda would not accept it', () => {
    const root = deliveringProject({ ...GITHUB, platforms: ['linux/amd64', 'linux/arm64'] });
    new PythonContainer(root, { name: 'function', framework: Framework.LAMBDA });
    expect(() => synth(root)).toThrow('delivery.platforms: ["linux/amd64","linux/arm64"] is not possible: my-service-function is for AWS Lambda, which only accepts an image for one platform. Set one platform.');
  });

  test('without a package.json', () => {
    const root = new python.PythonProject({ name: 'shop', moduleName: 'shop', authorName: 'a', authorEmail: 'a@b.example', version: '1', outdir: folderWith({ 'main.py': '' }) });
    new PythonContainer(root, { sources: ['main.py'] });
    new Delivery(root, GITHUB);
    expect(() => synth(root)).toThrow('the workflow installs what the rc file needs with npm, and there is no package.json.');
  });
});
