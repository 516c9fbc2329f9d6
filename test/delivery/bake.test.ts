import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Project } from 'projen';
import { Framework, PythonContainer, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager, UvWorkspace } from '../../src';
import { Bake } from '../../src/delivery/bake';
import { folderWith, newProject, synth } from '../synth';

/** A plain root project. */
function tree(files: { [path: string]: string } = {}): Project {
  return new Project({ name: 'shop', outdir: folderWith(files) });
}

/** A service in the folder `services/<name>`, or in another one. */
function service(parent: Project, name: string, options: Partial<PythonContainerProjectOptions> = {}): PythonContainerProject {
  const outdir = options.outdir ?? `services/${name}`;
  mkdirSync(join(parent.outdir, outdir, 'app'), { recursive: true });
  writeFileSync(join(parent.outdir, outdir, 'app.py'), '');
  return new PythonContainerProject({ parent, name, framework: Framework.NONE, pytest: false, moduleName: 'app', sources: ['app.py'], ...options, outdir });
}

/** What docker-bake.json and docker-bake.override.json of a tree contain. */
function bakeFile(root: Project, files = synth(root)): any {
  const [production, development] = [files['docker-bake.json'], files['docker-bake.override.json']];
  return { group: { ...production.group, ...development.group }, target: { ...production.target, ...development.target } };
}

test('a project with one container has no docker-bake.json', () => {
  const files = synth(newProject());
  expect(Object.keys(files).filter(path => path.startsWith('docker-bake'))).toEqual([]);
  expect(Object.keys(files['.projen/tasks.json'].tasks).filter(name => /bake|affected/.test(name))).toEqual([]);
  expect(files['.projen/container.json'].lockFolders).toBeUndefined();
});

test('it can have one', () => {
  const project = newProject();
  Bake.of(project).enable();
  const files = synth(project);
  const [file, development] = [files['docker-bake.json'], files['docker-bake.override.json']];
  expect(file.group).toEqual({ default: { targets: ['my-service'] } });
  expect(development).toMatchObject({ group: { test: { targets: ['my-service-dev'] }, dev: { targets: ['my-service-dev'] } } });
  const shared = {
    'context': '.',
    'dockerfile': 'Dockerfile',
    'args': '${proxies}',
    'cache-from': ['${CACHE == "" ? "" : "type=registry,ref=${CACHE}/my-service:${CACHE_TAG}"}'],
  };
  expect(file.target).toEqual({
    'my-service': {
      ...shared,
      'tags': ['${repository}my-service:${TAG}'],
      'cache-to': ['${CACHE_TO == "" ? "" : "type=registry,ref=${CACHE_TO}/my-service:${CACHE_TAG},mode=max,image-manifest=true"}'],
      'attest': ['${provenance}'],
    },
  });
  expect(development.target).toEqual({
    'my-service-dev': { ...shared, target: 'dev', tags: ['${repository}my-service:dev'], attest: ['type=provenance,disabled=true'] },
  });
});

test('the containers of all projects are targets, in the order in which they were made', () => {
  const root = tree();
  const api = service(root, 'api');
  service(root, 'web', { testCommand: ['pytest'], imageName: 'acme/web.site' });
  new PythonContainer(api, { name: 'worker', command: ['python', 'work.py'] });
  const files = synth(root);
  const { group, target } = bakeFile(root, files);
  expect(group).toEqual({
    default: { targets: ['api', 'acme-web-site', 'api-worker'] },
    test: { targets: ['acme-web-site-dev'] },
    dev: { targets: ['api-dev', 'acme-web-site-dev', 'api-worker-dev'] },
  });
  expect([target.api, target['api-worker-dev'], target['acme-web-site']]).toMatchObject([
    { context: 'services/api', dockerfile: 'Dockerfile', tags: ['${repository}api:${TAG}'] },
    { context: 'services/api', dockerfile: 'Dockerfile.worker', tags: ['${repository}api-worker:dev'] },
    { 'context': 'services/web', 'tags': ['${repository}acme/web.site:${TAG}'], 'cache-from': [expect.stringContaining('/acme/web.site:')] },
  ]);
  expect(files['.projen/container.json'].lockFolders).toMatchObject({ 'api': 'services/api', 'acme-web-site-dev': 'services/web', 'api-worker': 'services/api' });
});

test('the members of a workspace share its context and its lock file', () => {
  const root = tree();
  new UvWorkspace(root);
  ['api', 'web'].forEach(name => service(root, name, { packageManager: PythonPackageManager.UV }));
  const files = synth(root);
  expect(files['docker-bake.json'].target.web).toMatchObject({ context: '.', dockerfile: 'services/web/Dockerfile' });
  expect(new Set(Object.values(files['.projen/container.json'].lockFolders))).toEqual(new Set(['.']));
});

test('the name of a registry is not doubled', () => {
  const root = tree();
  service(root, 'api');
  service(root, 'web', { imageName: 'ghcr.io/acme/web' });
  expect(bakeFile(root).target['ghcr-io-acme-web']).toMatchObject({ 'tags': ['ghcr.io/acme/web:${TAG}'], 'cache-from': [expect.stringContaining('ref=${CACHE}/acme/web:')] });
});

test('no target has the name of a group', () => {
  const root = tree();
  ['default', 'dev', 'api'].forEach(name => service(root, name));
  expect(Object.keys(bakeFile(root).target)).toEqual(expect.arrayContaining(['default-image', 'dev-image', 'dev-image-dev', 'api']));
});

test.each([
  ['api', 'api', 'services/b/Dockerfile and services/a/Dockerfile, whose image is api, would have the same target'],
  ['acme/api', 'acme.api', 'services/b/Dockerfile and services/a/Dockerfile, whose image is acme/api, would have the same target'],
  ['api', 'api-dev', 'services/b/Dockerfile and services/a/Dockerfile, whose image is api, would have the same target'],
  ['test', 'test-image', 'services/b/Dockerfile and services/a/Dockerfile, whose image is test, would have the same target'],
])('the images %s and %s are an error', (one, other, message) => {
  const root = tree();
  service(root, 'a', { imageName: one });
  expect(() => service(root, 'b', { imageName: other })).toThrow(message);
});

test('two containers of one project can have the same target, too', () => {
  const project = newProject();
  expect(() => new PythonContainer(project, { name: 'worker', imageName: 'my-service' })).toThrow('Dockerfile.worker and Dockerfile, whose image is my-service,');
});

test('secrets, keys and certificates are passed on, with paths from the root project', () => {
  const root = tree();
  service(root, 'api');
  service(root, 'web', {
    outdir: 'a$${b},"%{x}/web',
    packageManager: PythonPackageManager.UV,
    access: {
      ssh: true,
      caCertificates: { file: '../../../ca.pem' },
      indexes: [{ name: 'acme', url: 'https://pypi.acme.example/simple/', usernameSecret: 'ACME_USER', passwordSecret: 'ACME_PASSWORD' }],
    },
  });
  const secret = ['id=ACME_USER,env=ACME_USER', 'id=ACME_PASSWORD,env=ACME_PASSWORD', 'id=ca-certificates,src=../ca.pem'];
  const { target } = bakeFile(root);
  expect([target.web, target['web-dev']]).toMatchObject(Array(2).fill({ 'context': 'a$$${b},"%%{x}/web', secret, 'ssh': ['default'], 'no-cache-filter': ['certificates'] }));
  expect(target.api).not.toHaveProperty('secret');
});

test('a path with a comma is quoted, and an absolute one stays', () => {
  const root = tree();
  service(root, 'api', { outdir: 'a,"b"', access: { caCertificates: { file: 'ca.pem' } } });
  service(root, 'web', { access: { caCertificates: { file: '/etc/ca.pem' } } });
  const { api, web } = bakeFile(root).target;
  expect([api.secret, web.secret]).toEqual([['id=ca-certificates,"src=a,""b""/ca.pem"'], ['id=ca-certificates,src=/etc/ca.pem']]);
});

test('an image without provenance never has one', () => {
  const root = tree();
  service(root, 'api');
  service(root, 'function', { framework: Framework.LAMBDA, sources: ['app'] });
  expect(bakeFile(root).target.function.attest).toEqual(['type=provenance,disabled=true']);
});

test('the tasks build, push, print and find what is affected; proxies are not printed', () => {
  const root = tree();
  ['api', 'web'].forEach(name => service(root, name));
  const { bakeTask, pushTask } = Bake.of(root);
  expect([bakeTask?.name, pushTask?.name]).toEqual(['docker:bake', 'docker:bake:push']);
  const { tasks } = synth(root)['.projen/tasks.json'];
  const dated = { SOURCE_DATE_EPOCH: '$(node .projen/container.cjs source-date .)' };
  const script = (...argv: string[]) => ({ execArgs: ['node', '.projen/container.cjs', ...argv] });
  expect(tasks['docker:bake']).toMatchObject({ env: dated, steps: [script('docker'), { ...script('bake', '--load'), receiveArgs: true }] });
  expect(tasks['docker:bake:push']).toMatchObject({ env: dated, steps: [script('docker'), { ...script('bake-push'), receiveArgs: true }] });
  expect(tasks['docker:affected'].steps).toEqual([{ ...script('affected'), receiveArgs: true }]);
  expect(tasks['docker:bake:print']).toMatchObject({
    env: { HTTPS_PROXY: '', https_proxy: '' }, steps: [script('docker'), { ...script('bake', '--print'), receiveArgs: true }],
  });
});

describe('a file that the user wrote', () => {
  test.each(['docker-bake.json', 'docker-bake.override.json', 'docker-bake.hcl'])('is kept: %s', (name) => {
    const root = tree({ [name]: '{ "target": {} }' });
    ['api', 'web'].forEach(one => service(root, one));
    const files = synth(root);
    expect(Object.keys(files).filter(path => path.startsWith('docker-bake'))).toEqual([name]);
    expect(files[name]).toEqual(name.endsWith('.json') ? { target: {} } : '{ "target": {} }');
    expect(files['.projen/tasks.json'].tasks).not.toHaveProperty(['docker:bake']);
  });

  test('is an error if docker-bake.json is asked for', () => {
    const root = tree({ 'docker-bake.json': '{ "target": {} }' });
    Bake.of(root).enable();
    ['api', 'web'].forEach(one => service(root, one));
    expect(() => root.synth()).toThrow('docker-bake.json: the file exists and was not generated by projen, so it was not replaced.');
  });
});

test('clashes are found when the file is asked for, too', () => {
  const root = tree({ 'docker-bake.hcl': 'x' });
  ['a', 'b'].forEach(name => service(root, name, { imageName: 'same' }));
  expect(() => Bake.of(root).enable()).toThrow('would have the same target in docker-bake.json');
});
