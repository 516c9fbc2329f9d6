import { mkdirSync, readdirSync, rmSync } from 'fs';
import { join } from 'path';
import { Project, python } from 'projen';
import { dockle } from './dockle';
import { describeOnEngine, docker, eventually, imageConfig, inImage, RunningContainer, STRICTLY, succeed } from './engine';
import { newFolder, projen, read, synth, task, write } from './workspace';
import { Dockerfile, Framework, PipInstaller, PythonContainer, PythonContainerProject } from '../../src';
import { globPattern } from '../../src/dockerfile/context-path';
import { CODE, LEFTOVERS, SECRETS } from '../dockerfile/denied-names';

jest.setTimeout(600_000);

describeOnEngine('a requirement that has to be compiled', () => {
  const requirements = ['netifaces==0.11.0'];

  test.each(Object.values(PipInstaller))('is built with sdists and a compiler that production does not have, by %s', (installer) => {
    const folder = synth(new PythonContainerProject({
      name: 'compiled', outdir: newFolder(), framework: Framework.NONE, requirements, installer, sdists: ['netifaces'], buildPackages: ['gcc', 'libc6-dev'],
    }));
    task(folder, 'lock');
    task(folder, 'docker:build');
    expect(inImage('compiled', 'python -c "import netifaces; print(netifaces.interfaces())"; command -v gcc || true')).toMatch(/^\[.*\]$/);
    expect(docker('run', '--rm', ...STRICTLY, 'compiled', 'python', '-c', 'import netifaces; print(netifaces.interfaces())')).toMatch(/^\[.*\]$/);
    expect(task(folder, 'docker:verify')).toContain('PASS');
    expect(dockle('compiled')).toEqual([]);
  });

  test.each([
    [PipInstaller.UV, 'netifaces==0.11.0 has no usable wheels'],
    [PipInstaller.PIP, 'No matching distribution found for netifaces==0.11.0'],
  ])('is refused by %s without sdists, and the build says how to set it', (installer, message) => {
    const folder = synth(new PythonContainerProject({ name: 'refused', outdir: newFolder(), framework: Framework.NONE, requirements, installer }));
    task(folder, 'lock');
    const { status, output } = projen(folder, 'docker:build');
    expect(status).not.toBe(0);
    expect(output).toContain(message);
    expect(output).toContain('add it to sdists, and the compiler that it needs to buildPackages');
  });
});

describeOnEngine('a requirement that needs a library', () => {
  test('is compiled against its headers, and runs on the library alone', () => {
    const outdir = newFolder();
    const project = (...more: string[]) => new PythonContainerProject({
      name: 'library',
      outdir,
      framework: Framework.NONE,
      requirements: ['psycopg[c]~=3.2', ...more],
      sdists: ['psycopg-c'],
      buildPackages: ['gcc', 'libc6-dev', 'libpq-dev'],
      runtimePackages: ['libpq5'],
    });
    const folder = synth(project());
    task(folder, 'lock');
    task(folder, 'docker:build');
    expect(inImage('library', 'python -c "import psycopg; print(psycopg.pq.__impl__)"; ls -d /usr/bin/*gcc* /usr/include/postgresql 2>/dev/null || true'))
      .toBe('c');
    expect(docker('run', '--rm', ...STRICTLY, 'library', 'python', '-c', 'import psycopg; print(psycopg.pq.__impl__)')).toBe('c');
    expect(task(folder, 'docker:verify')).toContain('PASS');
    // dockle reads the command, and cannot see that apt's lists are in a cache mount and in no layer
    expect(dockle('library').map(({ code }) => code)).toEqual(['DKL-DI-0005']);
    expect(inImage('library', 'find /var/lib/apt/lists /var/cache/apt -type f')).toBe('');

    // two layers of production hold what the builder has in one folder, and a requirement in Python alone changes one of them
    succeed(folder, 'docker', 'build', '--target=builder', '--tag=library:builder', '.');
    const files = (image: string) => inImage(image, "find /opt ! -name '*.pyc' ! -name __pycache__ ! -name .lock -printf '%y %m %U:%G %p %l\\n' | sort");
    expect(files('library')).toBe(files('library:builder'));
    const layers = (): string[] => JSON.parse(docker('image', 'inspect', 'library'))[0].RootFS.Layers;
    const before = layers();
    synth(project('sniffio'));
    task(folder, 'lock');
    task(folder, 'docker:build');
    const changed = layers().map((layer, index) => layer === before[index] ? 'same' : 'new').slice(-5);
    // native libraries, Python's library, the requirements; the code, which has the date of the last change; the folder of WORKDIR
    expect(changed).toEqual(['same', 'same', 'new', 'new', 'same']);
  });
});

describeOnEngine('a program without a framework', () => {
  test('runs, and stops at its stop signal', async () => {
    const processes = {
      helper: {
        command: ['python', 'app.py'],
        environment: { WORD: "it's $HOME" },
        healthCheckCommand: ['python', '-c', "import os; assert os.environ['WORD'] == 'it\\'s $HOME'"],
        stopSignal: 'SIGINT',
      },
      release: { command: ['python', '-c', 'import sys; print("released", *sys.argv[1:])'], job: true },
    };
    const folder = synth(new PythonContainerProject({ name: 'plain', outdir: newFolder(), framework: Framework.NONE, processes }));
    task(folder, 'lock');
    task(folder, 'docker:build');
    expect(imageConfig('plain')).toMatchObject({ Cmd: ['python', 'app.py'], Healthcheck: { Test: ['NONE'] } });
    const container = new RunningContainer('plain', ...STRICTLY);
    try {
      await container.until(5, async () => expect(docker('logs', container.id)).toContain('plain is at work'));
      expect(container.stop()).toBeLessThan(2);
      expect(container.state().ExitCode).toBe(0);
    } finally {
      container.remove();
    }
    expect(task(folder, 'docker:run:release', '--', 'it')).toContain('released it\n');
    task(folder, 'docker:run:helper', '--detach', '--name=plain-helper');
    try {
      const state = '{{.State.Health.Status}} {{.Config.StopSignal}} {{.Config.StopTimeout}}';
      await eventually(30, async () => expect(docker('inspect', `--format=${state}`, 'plain-helper')).toBe('healthy SIGINT 30'));
    } finally {
      docker('rm', '--force', 'plain-helper');
    }
    expect(task(folder, 'docker:verify')).toContain('PASS');
    expect(dockle('plain')).toEqual([]);
    expect(task(folder, 'docker:test')).toContain('1 passed');
    expect(task(folder, 'docker:lint')).toContain('no warnings found');
  });
});

describeOnEngine('a container in a projen PythonProject', () => {
  test('takes its requirements and does not change its tasks', () => {
    const project = new python.PythonProject({
      name: 'hosted', moduleName: 'hosted', authorName: 'a', authorEmail: 'a@example.com', version: '0.1.0', outdir: newFolder(), deps: ['cowsay@6.1'], projenrcPython: false,
    });
    const tasks = ['install', 'test'].map(name => JSON.stringify(project.tasks.tryFind(name)!.steps));
    new PythonContainer(project);
    expect(['install', 'test'].map(name => JSON.stringify(project.tasks.tryFind(name)!.steps))).toEqual(tasks);

    const folder = synth(project);
    task(folder, 'lock');
    expect(read(folder, 'requirements.lock')).toMatch(/^cowsay==6\.1(\.0)? \\$/m);
    expect(read(folder, 'requirements-dev.lock')).toMatch(/^pytest==/m);
    task(folder, 'docker:build');
    expect(inImage('hosted', 'echo World | python -m hosted')).toContain('Hello World!');
    expect(inImage('hosted', 'python -c "import cowsay"')).toBe('');
    expect(task(folder, 'docker:test')).toContain('3 passed');
  });
});

describeOnEngine('two containers in one project', () => {
  test('share the code and the locks, and have files and tasks of their own', () => {
    const project = new PythonContainerProject({ name: 'shop', outdir: newFolder() });
    new PythonContainer(project, { name: 'worker', command: ['python', '-c', 'import shop.main; print("at work")'], framework: Framework.NONE, sources: ['shop'] });
    const folder = synth(project);
    task(folder, 'lock');
    task(folder, 'docker:build');
    task(folder, 'docker:build:worker');
    expect(docker('run', '--rm', ...STRICTLY, 'shop-worker')).toBe('at work');
    expect(imageConfig('shop').ExposedPorts).toEqual({ '8000/tcp': {} });
    expect(imageConfig('shop-worker').ExposedPorts).toBeUndefined();
    expect(task(folder, 'docker:verify:worker')).toContain('PASS');
    expect(dockle('shop-worker')).toEqual([]);
  });
});

describeOnEngine('a sub-project', () => {
  test('has a container of its own, and no rc file', () => {
    const parent = new Project({ name: 'monorepo', outdir: newFolder() });
    const child = new PythonContainerProject({ name: 'member', parent, outdir: 'services/member' });
    synth(parent);
    const folder = child.outdir;
    expect(succeed(folder, 'ls', '-A')).not.toMatch(/^(\.projenrc\.ts|package\.json)$/m);
    task(folder, 'lock');
    expect(task(folder, 'docker:test')).toContain('2 passed');
    task(folder, 'docker:build');
    expect(imageConfig('member').Cmd[0]).toBe('uvicorn');
  });
});

describeOnEngine('the build context', () => {
  test('contains exactly the files that the Dockerfile copies and mounts', () => {
    const folder = newFolder();
    for (const path of [
      'config/a.yaml', 'config/a.txt', 'config/private.pem', 'certs/public.pem', 'certs/private.pem', 'migrations/1.sql', 'migrations/.env',
      'context/.env.local', 'context/__pycache__/main.cpython-314.pyc', 'context/static/logo.svg', 'context/static/id_rsa', '.env', 'secret.txt',
      '.venv/bin/python', 'node_modules/a.js', '.git/config', 'context/Server.PEM', 'context/Prod.ENV', 'context/.aws/credentials', 'context/.streamlit/secrets.toml',
      'context/service-account.json', 'context/static/node_modules/a.js', 'context/static/node_modules/tls.key', 'certs/.env.defaults', 'migrations/terraform.tfstate',
    ]) {
      write(folder, path, 'x');
    }
    synth(new PythonContainerProject({
      name: 'context',
      outdir: folder,
      sources: ['context', 'config/*.yaml', 'certs/public.pem', 'migrations/'],
      dockerignoreExceptions: ['context/static/node_modules', 'migrations/*.tfstate', 'certs/.env.defaults'],
    }));
    mkdirSync(join(folder, 'out'));
    write(folder, 'list.Dockerfile', 'FROM scratch\nCOPY . /\n');
    task(folder, 'lock');
    succeed(folder, 'docker', 'build', '--quiet', '--file=list.Dockerfile', '--output=type=local,dest=out', '.');
    expect(succeed(join(folder, 'out'), 'find', '.', '-type', 'f').trim().split('\n').sort()).toEqual([
      './.projen/layers.py',
      './certs/public.pem',
      './config/a.yaml',
      './context/__init__.py',
      './context/main.py',
      './context/static/logo.svg',
      './context/static/node_modules/a.js',
      './migrations/1.sql',
      './migrations/terraform.tfstate',
      './requirements-dev.txt',
      './requirements.txt',
      './tests/__init__.py',
      './tests/test_main.py',
    ]);
    task(folder, 'docker:build');
    expect(inImage('context', 'find /app -type f ! -name "*.pyc" | sort')).toBe([
      '/app/certs/public.pem', '/app/config/a.yaml', '/app/context/__init__.py', '/app/context/main.py', '/app/context/static/logo.svg', '/app/context/static/node_modules/a.js',
      '/app/migrations/1.sql', '/app/migrations/terraform.tfstate',
    ].join('\n'));
  });

  test('excludes the same files in BuildKit as at synth, for each row of the table of secrets', () => {
    const folder = newFolder();
    const names = [...SECRETS, ...LEFTOVERS, ...CODE];
    const paths = ['', 'app/', 'app/a/b/'].flatMap((above, index) => names.map(name => `${above}${index}/${name}`));
    paths.forEach(path => write(folder, path, 'x'));
    const copied = (exceptions: string[], exclusions: string[] = []) => {
      const dockerfile = new Dockerfile(new Project({ name: 'table', outdir: folder }), 'list.Dockerfile');
      dockerfile.addStage('list', { image: 'scratch' }).copy(['.'], '/');
      exceptions.forEach(pattern => dockerfile.dockerignore.include(pattern));
      exclusions.forEach(pattern => dockerfile.dockerignore.exclude(pattern));
      dockerfile.project.synth();
      rmSync(join(folder, 'out'), { recursive: true, force: true });
      succeed(folder, 'docker', 'build', '--quiet', '--file=list.Dockerfile', '--output=type=local,dest=out', '.');
      const found = succeed(join(folder, 'out'), 'find', '.', '-type', 'f').trim().split('\n').map(path => path.slice(2)).filter(path => paths.includes(path)).sort();
      expect(found).toEqual(dockerfile.dockerignore.admitted(paths).sort());
      return found;
    };
    expect(copied([])).toEqual(paths.filter(path => CODE.some(name => path.endsWith(`/${name}`))).filter(path => !path.includes('/.')).sort());
    const admitted = copied(['**/1/*.[pP]em', 'app/1/node_modules', 'app/a/b/2/.aws/config', '0/.env*'], ['**/*.py', '$(', 'app/[^1]*', 'app/a+b|(c)']);
    expect(admitted).toEqual(expect.arrayContaining(['app/1/node_modules/a.js', '0/.env', '0/.envs/prod', '0/.env.defaults', '0/dump.sql']));
    expect(admitted.filter(path => path.endsWith('.py') || path.startsWith('app/a/'))).toEqual([]);
    expect(admitted.length).toBeGreaterThan(20);
  });

  test('has the files of a glob that synth expects, with negated brackets too', () => {
    const names = ['a.py', 'b.py', '^.py', '!.py', 'ab.py', 'x-1', 'x.1', 'x]1', 'é.py', '(a).py'];
    const folder = newFolder();
    names.forEach(name => write(folder, `x/${name}`, 'x'));
    for (const glob of ['[^a]*.py', '[!a]*.py', '[a-b].py', '?.py', '*a*.py', 'x?1', 'x[.]1', '[^b-z].py', '[(]a).py', '*']) {
      const dockerfile = new Dockerfile(new Project({ name: 'glob', outdir: folder }), 'list.Dockerfile');
      dockerfile.addStage('list', { image: 'scratch' }).copy([`x/${glob}`], '/x/');
      dockerfile.project.synth();
      rmSync(join(folder, 'out'), { recursive: true, force: true });
      succeed(folder, 'docker', 'build', '--quiet', '--file=list.Dockerfile', '--output=type=local,dest=out', '.');
      expect([glob, readdirSync(join(folder, 'out/x')).sort()]).toEqual([glob, names.filter(name => globPattern(glob).test(name)).sort()]);
    }
  });
});
