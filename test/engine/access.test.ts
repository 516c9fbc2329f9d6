import { chmodSync, existsSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { describeOnEngine, docker, succeed, STRICTLY } from './engine';
import { GitServer } from './git-server';
import { PrivateIndex } from './private-index';
import { Proxy } from './proxy';
import { addPoetrySource, edit, newFolder, projen, read, synth, task, withoutPython, write } from './workspace';
import { AccessOptions, Framework, PackageIndex, PipInstaller, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager } from '../../src';

jest.setTimeout(600_000);

describeOnEngine('a private index', () => {
  const { USERNAME, PASSWORD } = PrivateIndex;
  const environment = { ...process.env };
  let index: PrivateIndex;
  let authority: string;

  beforeAll(() => {
    index = new PrivateIndex();
    const folder = newFolder('authority');
    authority = join(folder, 'ca.pem');
    write(folder, 'ca.pem', index.ca());
    // this machine does not know the authority either
    const system = process.env.SSL_CERT_FILE ?? '/etc/ssl/certs/ca-certificates.crt';
    write(folder, 'bundle.pem', `${readFileSync(system, 'utf8')}\n${index.ca()}`);
    const bundle = join(folder, 'bundle.pem');
    Object.assign(process.env, { ACME_USER: USERNAME, ACME_PASSWORD: PASSWORD, SSL_CERT_FILE: bundle, REQUESTS_CA_BUNDLE: bundle });
  });

  afterAll(() => {
    index.remove();
    process.env = environment;
  });

  function access(options: Partial<PackageIndex>): AccessOptions {
    const acme = { name: 'acme', url: index.url, usernameSecret: 'ACME_USER', passwordSecret: 'ACME_PASSWORD', ...options };
    return { indexes: [acme], caCertificates: { file: authority, atRuntime: true } };
  }

  function project(name: string, isAlone: boolean, options: Partial<PythonContainerProjectOptions>): string {
    const container = new PythonContainerProject({
      name,
      outdir: newFolder(),
      framework: Framework.NONE,
      pytest: false,
      requirements: ['acme-greeting>=1', ...isAlone ? [] : ['idna']],
      access: access({}),
      ...options,
    });
    // pip 24.2 cannot check the certificate of an address without a name: https://github.com/pypa/pip/issues/12906
    container.container.base.addEnvironment('PIP_USE_DEPRECATED', 'legacy-certs');
    const folder = synth(container);
    write(folder, 'app.py', 'from acme_greeting import GREETING\nimport os, ssl\nprint(GREETING, len(ssl.create_default_context().get_ca_certs()))\n');
    return folder;
  }

  /** The layers, the configuration and the history of an image that have one of some texts. */
  function findInImage(image: string, ...texts: string[]): string {
    const folder = newFolder('image');
    succeed(folder, 'docker', 'save', `--output=${join(folder, 'image.tar')}`, image);
    succeed(folder, 'tar', '--extract', '--file=image.tar');
    write(folder, 'history', docker('history', '--no-trunc', image));
    write(folder, 'texts', texts.join('\n'));
    return succeed(folder, 'sh', '-c', 'for file in history $(find blobs -type f); do if zcat -f "$file" | grep -qaF -f texts; then echo "$file"; fi; done');
  }

  test.each<[string, boolean, Partial<PythonContainerProjectOptions>]>([
    ['pip-and-uv', false, {}],
    ['pip', false, { installer: PipInstaller.PIP }],
    ['uv', false, { packageManager: PythonPackageManager.UV }],
    ['poetry', true, { packageManager: PythonPackageManager.POETRY }],
  ])('serves %s, and no layer, history or log has its password', (manager, isAlone, options) => {
    const name = `indexed-${manager}`;
    const folder = project(name, isAlone, options);
    const lock = task(folder, 'lock');
    const log = task(folder, 'docker:build', '--progress=plain', '--no-cache');
    const devLog = task(folder, 'docker:build:dev', '--progress=plain');
    expect(docker('run', '--rm', ...STRICTLY, name)).toMatch(/^hello from acme \d+$/);
    const authorities = (image: string) => Number(docker('run', '--quiet', '--rm', image, 'python', '-c', 'import ssl; print(len(ssl.create_default_context().get_ca_certs()))'));
    expect(authorities(name)).toBeGreaterThan(authorities('python:3.14-slim-trixie'));

    const secrets = [PASSWORD, encodeURIComponent(PASSWORD), USERNAME];
    for (const text of secrets) {
      expect([lock, log, devLog, ...['Dockerfile', '.projen/tasks.json', '.projen/container.json'].map(file => read(folder, file))].join()).not.toContain(text);
    }
    expect(findInImage(name, ...secrets)).toBe('');
    expect(findInImage(`${name}:dev`, ...secrets)).toBe('');
    expect(findInImage(name, 'hello from acme')).toContain('blobs'); // so it finds what is there
  });

  test.each<[PythonPackageManager, string]>([
    [PythonPackageManager.UV, 'uv.lock'], [PythonPackageManager.POETRY, 'poetry.lock'],
  ])('that is for one package is asked for no other by %s', (packageManager, lock) => {
    const folder = project(`explicit-${packageManager}`, false, { packageManager, access: access({ packages: ['acme-greeting'] }) });
    if (packageManager === PythonPackageManager.POETRY) {
      addPoetrySource(folder); // in the place of PyPI
      write(folder, 'pyproject.toml', read(folder, 'pyproject.toml').replace(/\[\[tool\.poetry\.source\]\]\s+name = "PyPI"\s+priority = "primary"\n/, ''));
    }
    const { length } = index.log();
    task(folder, 'lock');
    const asked = index.log().slice(length);
    expect(asked).toContain('GET /simple/acme-greeting/ 200');
    expect(asked).not.toContain('idna');
    const [, idna] = /name = "idna"\n([^]*?)(?:\n\n\[\[package\]\]|$)/.exec(read(folder, lock))!;
    expect(idna).toContain('.whl');
    expect(idna).not.toContain(index.url);
  });

  test('requires a password, which the build must pass', () => {
    const folder = project('indexed-without', true, {});
    task(folder, 'lock');
    delete process.env.ACME_PASSWORD;
    const { status, output } = projen(folder, 'docker:build', '--no-cache');
    process.env.ACME_PASSWORD = PASSWORD;
    expect(status).not.toBe(0);
    expect(output).toContain('ACME_PASSWORD');
  });

  test.each<[string, boolean, Partial<PythonContainerProjectOptions>]>([
    ['pip and uv', false, {}],
    ['pip', false, { installer: PipInstaller.PIP }],
    ['uv', false, { packageManager: PythonPackageManager.UV }],
    ['poetry', true, { packageManager: PythonPackageManager.POETRY }],
  ])('serves %s in Docker on a machine without Python; the lock files are the same', (manager, isAlone, options) => {
    // a path of a checkout can have what --output and --secret would read as their own
    const folder = project(`locked-${manager}`, isAlone, { ...options, pytest: !isAlone, outdir: newFolder('a, "b" and=\'c\'') });
    task(folder, 'lock');
    const locks = ['requirements.txt', 'requirements-dev.txt', 'uv.lock', 'poetry.lock', '.projen/locked.json'].filter(path => existsSync(join(folder, path)));
    const here = locks.map(path => read(folder, path));
    locks.forEach(path => rmSync(join(folder, path)));
    withoutPython(folder);
    // as the images of the Dockerfile do
    chmodSync(join(folder, '.projen/lock.Dockerfile'), 0o644);
    edit(folder, '.projen/lock.Dockerfile', 'USER 0:0\n', 'USER 0:0\nENV PIP_USE_DEPRECATED=legacy-certs\n');
    expect(task(folder, 'lock')).toContain('Docker makes');
    expect(locks.map(path => read(folder, path))).toEqual(here);
    task(folder, 'lock:upgrade', 'acme-greeting');
    task(folder, 'lock:upgrade');
    expect(locks.map(path => read(folder, path))).toEqual(here);
  });

  afterEach(() => {
    process.env.PATH = environment.PATH;
  });
});

describeOnEngine('a git repository over SSH', () => {
  const environment = { ...process.env };
  let server: GitServer;

  beforeAll(() => {
    server = new GitServer();
    const GIT_SSH_COMMAND = 'ssh -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=/dev/null';
    Object.assign(process.env, server.startAgent(), { GIT_SSH_COMMAND });
  });

  afterAll(() => {
    server.remove();
    process.env = environment;
  });

  test.each([PythonPackageManager.UV, PythonPackageManager.POETRY])('gives %s a requirement at the commit in the lock', (packageManager) => {
    const name = `shapes-${packageManager}`;
    const folder = synth(new PythonContainerProject({
      // a Python that this machine has: its own SSH client knows the host
      name, outdir: newFolder(), framework: Framework.NONE, pytest: false, pythonVersion: '3.11', packageManager, access: { ssh: true }, requirements: [`acme-shapes @ git+${server.url}`, 'idna'],
    }));
    write(folder, 'app.py', 'import acme_shapes\nprint(acme_shapes.SIDES)\n');
    if (packageManager === PythonPackageManager.POETRY) {
      addPoetrySource(folder);
    }
    task(folder, 'lock');
    task(folder, 'docker:build', '--no-cache');
    expect(docker('run', '--rm', ...STRICTLY, name)).toBe("{'square': 4}");
    expect(docker('run', '--rm', name, 'sh', '-c', 'which git ssh || true')).toBe('');
  });

  test('locks in Docker from a known host, and refuses other hosts', () => {
    const shapes = (name: string, access: AccessOptions) => {
      process.env.PATH = environment.PATH;
      const outdir = newFolder();
      write(outdir, 'known_hosts', server.knownHosts());
      write(outdir, 'other_hosts', server.knownHosts().replace(/^\S+/gm, 'other.example'));
      const folder = synth(new PythonContainerProject({
        name, outdir, framework: Framework.NONE, pytest: false, packageManager: PythonPackageManager.UV, access: { ssh: true, ...access }, requirements: [`acme-shapes @ git+${server.url}`, 'idna'],
      }));
      withoutPython(folder);
      return folder;
    };
    for (const access of [{}, { sshKnownHosts: 'other_hosts' }]) {
      const { status, output } = projen(shapes('shapes-unknown', access), 'lock');
      expect([status, output]).toEqual([1, expect.stringContaining('Host key verification failed')]);
    }
    const folder = shapes('shapes-known', { sshKnownHosts: 'known_hosts' });
    task(folder, 'lock');
    expect(read(folder, 'uv.lock')).toContain('acme-shapes');
    write(folder, 'app.py', 'import acme_shapes\nprint(acme_shapes.SIDES)\n');
    task(folder, 'docker:build');
    expect(docker('run', '--rm', ...STRICTLY, 'shapes-known')).toBe("{'square': 4}");
  });

  afterEach(() => {
    process.env.PATH = environment.PATH;
  });
});

describeOnEngine('a proxy', () => {
  test.each<[string, Partial<PythonContainerProjectOptions>]>([
    ['pip and uv', {}],
    ['pip', { installer: PipInstaller.PIP }],
    ['uv', { packageManager: PythonPackageManager.UV }],
    ['Poetry', { packageManager: PythonPackageManager.POETRY }],
  ])('is used by apt and %s', (manager, options) => {
    const name = `behind-a-proxy-${manager.toLowerCase().replace(/ /g, '-')}`;
    const project = new PythonContainerProject({
      name, outdir: newFolder(), framework: Framework.NONE, pytest: false, requirements: ['idna'], buildPackages: ['netbase'], ...options,
    });
    // what is in a cache is not asked for
    Object.entries({ UV_NO_CACHE: '1', PIP_NO_CACHE_DIR: '1', POETRY_CACHE_DIR: '/tmp/poetry' })
      .forEach(([variable, value]) => project.container.builder.addEnvironment(variable, value));
    const folder = synth(project);
    if (options.packageManager === PythonPackageManager.POETRY) {
      addPoetrySource(folder);
    }
    task(folder, 'lock');
    const proxy = new Proxy();
    try {
      Object.assign(process.env, { HTTP_PROXY: proxy.url, https_proxy: proxy.url });
      task(folder, 'docker:build', '--no-cache');
      const asked = proxy.log();
      expect(asked).toMatch(/^GET \S+$/m); // apt
      expect(asked).toMatch(/^CONNECT \S+:443$/m);
    } finally {
      delete process.env.HTTP_PROXY;
      delete process.env.https_proxy;
      proxy.remove();
    }
  });
});
