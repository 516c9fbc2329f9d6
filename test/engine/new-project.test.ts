import { spawn } from 'child_process';
import { rmSync } from 'fs';
import { join } from 'path';
import { answer, describeOnEngine, docker, eventually, imageConfig, inImage, requireMounts, RunningContainer, run, STRICTLY, succeed } from './engine';
import { edit, HOST_PYTHON, newFolder, pack, projen, read, shareTools, task, write } from './workspace';

jest.setTimeout(600_000);

describeOnEngine('projen new --from the tarball', () => {
  const folder = newFolder();
  const status = () => succeed(folder, 'git', 'status', '--porcelain');

  beforeAll(() => {
    succeed(folder, 'npx', '--prefix', process.cwd(), 'projen', 'new', '--from', pack());
  });

  test('commits the locks and package-lock.json, and nothing that .gitignore names', () => {
    const files = succeed(folder, 'git', 'ls-files').trim().split('\n');
    expect(files).toEqual(expect.arrayContaining(['requirements.txt', 'requirements-dev.txt', 'package-lock.json', 'my_service/main.py']));
    expect(succeed(folder, 'git', 'ls-files', '--cached', '--ignored', '--exclude-standard')).toBe('');
    expect(status()).toBe('');
  });

  test('writes an rc file that tsc accepts', () => {
    succeed(folder, 'npx', 'tsc', '--noEmit', '--project', 'tsconfig.projen.json');
  });

  test('can be configured by an ES module', () => {
    write(folder, 'names.mjs', 'import { BaseImage, PythonContainerProject } from "projen-python-container";\nconsole.log(BaseImage.name, PythonContainerProject.name);\n');
    expect(succeed(folder, 'node', 'names.mjs')).toContain('BaseImage PythonContainerProject');
    rmSync(join(folder, 'names.mjs'));
  });

  test('synthesizes without a diff, again and again', () => {
    task(folder);
    task(folder);
    expect(status()).toBe('');
  });

  test('can be cloned: npm ci, then projen without a diff', () => {
    const clone = newFolder('clone');
    succeed(clone, 'git', 'clone', '--quiet', folder, '.');
    succeed(clone, 'npm', 'ci');
    task(clone);
    expect(succeed(clone, 'git', 'status', '--porcelain')).toBe('');
  });

  test('restores an edited Dockerfile, and leaves a deleted sample deleted', () => {
    succeed(folder, 'chmod', 'u+w', 'Dockerfile');
    edit(folder, 'Dockerfile', 'WORKDIR /app', 'WORKDIR /elsewhere');
    rmSync(join(folder, 'tests/test_main.py'));
    task(folder);
    expect(status()).toBe(' D tests/test_main.py\n');
    succeed(folder, 'git', 'checkout', '--quiet', 'tests');
  });

  test('builds an image that answers, is healthy and stops at once', async () => {
    const log = task(folder, 'docker:build');
    expect(log).toContain('[production ');
    expect(log).not.toMatch(/\[(dev|test) /);

    const container = new RunningContainer('my-service', ...STRICTLY, '--publish=127.0.0.1::8000');
    try {
      expect(await container.get(8000, '/')).toEqual({ status: 200, body: '{"message":"Hello from my-service"}' });
      expect(docker('exec', container.id, 'python', '-c', 'import os; print(os.getuid(), os.getgid())')).toBe('10001 10001');
      await container.until(10, async () => expect(container.state().Health.Status).toBe('healthy'));
      expect(container.stop()).toBeLessThan(2);
      expect([0, 143]).toContain(container.state().ExitCode);
    } finally {
      container.remove();
    }
  });

  test('keeps managers, tests and development requirements out of production', () => {
    expect(inImage('my-service', 'ls /app /opt/venv/bin /opt/venv/lib/*/site-packages')).not.toMatch(/tests|pytest|^pip$/m);
    expect(inImage('my-service', 'find /app /opt ! -user 0 -o -perm /022 ! -type l')).toBe('');
    expect(imageConfig('my-service').User).toBe('10001:10001');
  });

  test('passes its own checks', () => {
    shareTools(folder);
    expect(task(folder, 'docker:lint')).toContain('no warnings found');
    expect(task(folder, 'docker:verify')).toContain('PASS');
  });

  test('runs the tests in the container, with arguments', () => {
    expect(task(folder, 'docker:test', '-k', 'health')).toMatch(/1 passed, 1 deselected/);
  });

  test('reloads edited files, in the development image and without compose', async () => {
    requireMounts(folder);
    const port = 18000 + process.pid % 1000;
    edit(folder, '.projenrc.ts', 'name: "my-service",', `name: "my-service", port: ${port}, compose: false,`);
    task(folder);
    const dev = spawn(join(folder, 'node_modules/.bin/projen'), ['docker:dev', '--name=my-service-dev'], { cwd: folder, stdio: 'ignore' });
    try {
      await eventually(60, async () => expect(await answer(`http://127.0.0.1:${port}/`)).toMatchObject({ body: '{"message":"Hello from my-service"}' }));
      edit(folder, 'my_service/main.py', 'Hello from', 'Changed in');
      await eventually(20, async () => expect(await answer(`http://127.0.0.1:${port}/`)).toMatchObject({ body: '{"message":"Changed in my-service"}' }));
    } finally {
      run(folder, 'docker', 'rm', '--force', 'my-service-dev');
      await new Promise(done => dev.on('exit', done));
      succeed(folder, 'git', 'checkout', '--quiet', '.');
      task(folder);
    }
  });

  test('is readable in the image, whatever the modes of the checkout', () => {
    const clone = newFolder('clone');
    succeed(clone, 'sh', '-c', `umask 077 && git clone --quiet ${folder} .`);
    docker('build', '--quiet', '--target=dev', '--tag=my-service:umask', clone);
    expect(docker('run', '--rm', 'my-service:umask', 'python', '-m', 'pytest')).toContain('2 passed');
  });

  test('builds although its tests fail, and docker:test fails', () => {
    edit(folder, 'tests/test_main.py', 'status_code == 200', 'status_code == 404');
    expect(projen(folder, 'docker:test')).toMatchObject({ status: 1, output: expect.stringContaining('1 failed') });
    task(folder, 'docker:build');
    succeed(folder, 'git', 'checkout', '--quiet', 'tests');
  });

  test('follows .projenrc.ts in every file', async () => {
    edit(folder, '.projenrc.ts', 'name: "my-service",',
      'name: "my-service", port: 9000, requirements: ["orjson"], buildPackages: ["gcc"], runtimePackages: ["libpq5"],');
    expect(task(folder)).toContain('lock | node .projen/container.cjs lock');
    expect(read(folder, 'requirements.txt')).toContain('orjson==');
    expect(task(folder)).not.toContain('lock');
    task(folder, 'docker:build');

    expect(read(folder, 'container-structure-test.yaml')).toContain('- "9000"');
    expect(read(folder, '.projen/tasks.json')).toContain('--publish=9000:9000');
    expect(imageConfig('my-service').ExposedPorts).toEqual({ '9000/tcp': {} });
    expect(imageConfig('my-service').Healthcheck.Test.join(' ')).toContain('9000');
    expect(inImage('my-service', 'command -v gcc || ls /usr/lib/*/libpq.so.5')).toMatch(/^\/usr\/lib\/.*libpq.so.5$/);
    docker('build', '--quiet', '--target=builder', '--tag=my-service:builder', folder);
    expect(inImage('my-service:builder', 'command -v gcc')).toBe('/usr/bin/gcc');
    expect(task(folder, 'docker:verify')).toContain('PASS');
    expect(task(folder, 'docker:lint')).toContain('no warnings found');

    const container = new RunningContainer('my-service', ...STRICTLY, '--publish=127.0.0.1::9000');
    try {
      expect(await container.get(9000, '/health')).toMatchObject({ status: 200 });
    } finally {
      container.remove();
    }
  });

  test('fails docker:verify if the user is root', () => {
    edit(folder, '.projenrc.ts', 'project.synth();', 'project.container.production.raw("USER root");\nproject.synth();');
    expect(projen(folder)).toMatchObject({ status: 1, output: expect.stringContaining('Dockerfile: production-user: production ends with USER root') });
    edit(folder, '.projenrc.ts', 'name: "my-service",', 'name: "my-service", standards: { acceptedFindings: [{ rule: "production-user", reason: "docker:verify sees it" }] },');
    task(folder);
    expect(read(folder, 'Dockerfile')).toContain('# accepted: production-user: docker:verify sees it\n');
    expect(projen(folder, 'docker:verify')).toMatchObject({ status: 1, output: expect.stringContaining('FAIL') });
  });

  test('upgrades only the named packages', () => {
    const check = projen(folder, 'lock:check');
    expect(check).toMatchObject({ status: 0 });
    succeed(folder, 'sed', '-i', 's/^click==.*/click==8.1.0 \\\\/', 'requirements.txt');
    const before = read(folder, 'requirements.txt');
    expect(projen(folder, 'lock:check')).toMatchObject({ status: 1, output: expect.stringContaining('not up to date with the requirements') });
    expect(read(folder, 'requirements.txt')).toBe(before);
    task(folder, 'lock:upgrade', 'click');
    expect(read(folder, 'requirements.txt')).not.toContain('click==8.1.0');
    expect(projen(folder, 'lock:check')).toMatchObject({ status: 0 });
  });

  test('leaves the old locks whole when a lock fails', () => {
    const before = read(folder, 'requirements.txt');
    edit(folder, '.projenrc.ts', '"orjson"', '"orjson", "no-such-package-anywhere-1"');
    const output = task(folder);
    expect(output).toContain('\nno-such-package-anywhere-1 (requirements.in) cannot be satisfied.\n');
    expect(output).toContain('requirements.txt and requirements-dev.txt outdated, because the requirements have changed: run "npx projen lock".');
    expect(projen(folder, 'docker:build').output).toContain('requirements.txt is outdated: requirements.in or requirements-dev.in has changed since. Run: npx projen lock');
    expect(run(folder, 'npx', 'projen', 'lock')).toMatchObject({ status: 1, output: expect.stringContaining('no-such-package-anywhere-1') });
    expect(read(folder, 'requirements.txt')).toBe(before);
    expect(succeed(folder, 'git', 'status', '--porcelain', '.projen').split('\n').filter(line => line.includes('draft-'))).toEqual([]);
  });

  test('makes .venv and runs the tests there', () => {
    succeed(folder, 'git', 'checkout', '--quiet', '.');
    edit(folder, '.projenrc.ts', 'name: "my-service",', `name: "my-service", pythonVersion: '${HOST_PYTHON}',`);
    task(folder);
    expect(task(folder, 'test', '-k', 'root')).toMatch(/1 passed, 1 deselected/);
  });
});
