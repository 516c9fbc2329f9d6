import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Project } from 'projen';
import { instructions, newFolder, newProject, synth } from './synth';
import { BaseImage, Framework, PythonContainer, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager, PackageTool, Stage, StagePlace } from '../src';

test('a FastAPI service', () => {
  const files = synth(newProject({
    buildPackages: ['gcc', 'libc6-dev'],
    runtimePackages: ['libpq5=17.*'],
    sdists: ['netifaces'],
    labels: { 'org.opencontainers.image.title': 'My service' },
    environment: { GREETING: 'costs $5' },
  }));
  expect(files.Dockerfile).toMatchSnapshot();
  expect(files['.dockerignore']).toMatchSnapshot();
});

test('a program without a framework', () => {
  expect(synth(newProject({ framework: Framework.NONE, pytest: false })).Dockerfile).toMatchSnapshot();
});

test('one option changes every file that depends on it', () => {
  const files = synth(newProject({ port: 9000, pythonVersion: '3.12', imageName: 'registry.example.com/team/service', uid: 2000, gid: 3000 }));
  expect(files.Dockerfile).toContain('FROM python:3.12-slim-trixie AS base');
  expect(files.Dockerfile).toMatch(/USER 2000:3000\nEXPOSE 9000\n/);
  expect(files['.python-version']).toBe('3.12\n');
  expect(files['container-structure-test.yaml']).toContain('user: 2000:3000');
  expect(JSON.stringify(files['.projen/container.json'])).toContain('--python-version=3.12');
  expect(JSON.stringify(files['.projen/tasks.json'].tasks['docker:run'])).toContain('"--publish=9000:9000","--","registry.example.com/team/service"');
});

test('a requirement of the user replaces that of the framework', () => {
  const files = synth(newProject({ requirements: ['FastAPI==0.116.*', 'orjson'], devRequirements: ['pytest~=8.3', 'ruff'] }));
  expect(files['requirements.in'].split('\n').slice(1)).toEqual(['FastAPI==0.116.*', 'orjson', 'uvicorn[standard]>=0.34', '']);
  expect(files['requirements-dev.in'].split('\n').slice(1)).toEqual(['-c requirements.txt', 'httpx2>=2.0', 'pytest~=8.3', 'ruff', '']);
});

test.each<[string[], string[], string[]]>([
  [['pytest==7.4.0'], [], ['httpx2>=2.0']],
  [['httpx2<2'], [], ['pytest>=8']],
  [['httpx~=0.27'], [], ['pytest>=8']],
  [[], ['HTTPX<0.28'], ['HTTPX<0.28', 'pytest>=8']],
])('default test requirements are replaced by the requirements: %j, %j', (requirements, devRequirements, result) => {
  expect(synth(newProject({ requirements, devRequirements }))['requirements-dev.in'].split('\n').slice(2, -1)).toEqual(result);
});

test.each<[string, string, string[]]>([
  ['requirements.in', 'pytest\nhttpx2\n', []],
  ['requirements.in', '# pytest\nfastapi\n', ['httpx2>=2.0', 'pytest>=8']],
  ['requirements.txt', 'httpx==0.27.0 \\\n    --hash=sha256:00\n    # via pytest\n', ['pytest>=8']],
  ['pyproject.toml', '[project]\nname = "x"\ndependencies = ["PyTest==7"]\n', ['httpx2>=2.0']],
])('default test requirements are replaced by an existing %s: %j', (path, text, result) => {
  const outdir = newFolder();
  writeFileSync(join(outdir, path), text);
  expect(synth(newProject({ outdir }))['requirements-dev.in'].split('\n').slice(2, -1)).toEqual(result);
});

test.each<[boolean, Partial<PythonContainerProjectOptions>]>([
  [false, {}], [true, { sdists: ['psycopg-c'] }],
  [true, { packageManager: PythonPackageManager.UV, requirements: ['shapes @ git+https://example.com/shapes.git'] }],
])('debug information is not compiled (%s) if packages are built', (expected, options) => {
  expect(instructions(synth(newProject(options)).Dockerfile, 'builder').join().includes('CFLAGS="-g0"')).toBe(expected);
});

test('stages can be extended, and stages added', () => {
  const project = newProject();
  project.container.production.addEnvironment('MODE', 'fast');
  project.container.builder.addEnvironment('CFLAGS', '-O2');
  project.container.dockerfile.addStage('docs', { fromStage: 'dev' }).run('make docs');
  const { Dockerfile } = synth(project);
  expect(Dockerfile).toContain('FROM base AS builder\nENV UV_LINK_MODE="copy" \\\n');
  expect(Dockerfile).toContain('    CFLAGS="-O2"\n# If a package has no wheel ');
  expect(Dockerfile.indexOf('FROM dev AS docs')).toBeLessThan(Dockerfile.indexOf('FROM base AS production'));
  expect(Dockerfile.split('AS production')[1]).toContain('ENV MODE="fast"');
});

test('build runs the whole pipeline, down to the image', () => {
  const { tasks } = synth(newProject())['.projen/tasks.json'];
  expect(tasks.build.steps.map((step: { spawn: string }) => step.spawn)).toEqual(['default', 'pre-compile', 'compile', 'post-compile', 'test', 'package']);
  expect(tasks.package.steps).toEqual([{ spawn: 'docker:build' }]);
  expect(tasks.default.steps).toEqual([{ execArgs: ['node', '--import', 'tsx', '.projenrc.ts'] }]);
});

test('one base image changes every line that depends on it', () => {
  const { Dockerfile } = synth(newProject({
    baseImage: BaseImage.alpine(), imageRegistry: 'registry.example.com/mirror', buildPackages: ['gcc', 'musl-dev'], runtimePackages: ['libpq~17'],
  }));
  expect(Dockerfile.match(/^(# syntax=|FROM ).*/gm)).toEqual([
    '# syntax=registry.example.com/mirror/docker/dockerfile:1', 'FROM registry.example.com/mirror/python:3.14-alpine3.22 AS base',
    'FROM registry.example.com/mirror/astral-sh/uv:0.13.9 AS uv', 'FROM base AS builder',
    'FROM builder AS dev', 'FROM base AS layers', 'FROM base AS production',
  ]);
  expect(Dockerfile).toContain('addgroup -S -g 10001 app');
  expect(Dockerfile).toContain('    && apk add gcc musl-dev \\\n');
  expect(Dockerfile).not.toContain('apt');
});

test('a mirror can have a path for each registry, with the whole name of the image behind it; further containers have it too', () => {
  const project = newProject({ imageRegistries: { 'docker.io': 'harbor.example.com/hub', 'ghcr.io': 'harbor.example.com/ghcr' } });
  new PythonContainer(project, { name: 'worker', command: ['python', '-m', 'my_service.work'] });
  const files = synth(project);
  expect(files['.projen/lock.Dockerfile']).toContain('# syntax=harbor.example.com/hub/docker/dockerfile:1\n');
  for (const path of ['Dockerfile', 'Dockerfile.worker']) {
    expect([...new Set(files[path].match(/^# syntax=.*|(?<=^FROM )\S+[:/]\S+/gm))].sort()).toEqual([
      '# syntax=harbor.example.com/hub/docker/dockerfile:1', 'harbor.example.com/ghcr/astral-sh/uv:0.13.9', 'harbor.example.com/hub/library/python:3.14-slim-trixie',
    ]);
  }
});

test('a custom image can have its Python at any path, and no shell', () => {
  const baseImage = BaseImage.custom('registry.example.com/hardened/python:{version}', {
    packageTool: PackageTool.NONE, python: '/usr/bin/python3', buildImage: BaseImage.slim({ release: 'bookworm' }),
  });
  const { Dockerfile } = synth(newProject({ baseImage }));
  expect(Dockerfile).toContain('FROM python:3.14-slim-bookworm AS base');
  expect(instructions(Dockerfile, 'builder').join()).toContain(' /usr/local/bin/python -m venv --without-pip /opt/venv ');
  expect(instructions(Dockerfile, 'runtime')[0]).toBe('FROM registry.example.com/hardened/python:3.14 AS runtime');
  for (const stage of ['layers', 'production']) {
    const [from, ...lines] = instructions(Dockerfile, stage);
    expect(from).toBe(`FROM runtime AS ${stage}`);
    expect(lines.filter(line => line.startsWith('RUN'))).toEqual([expect.stringMatching(/ \["\/usr\/bin\/python3", "-I", "-S", /)]);
  }
});

test('the snapshot of the package archive is set before any package is installed', () => {
  const aptSnapshot = '20261101T235900Z';
  const snapshot = (options: Partial<PythonContainerProjectOptions>) =>
    instructions(synth(newProject(options)).Dockerfile, 'base').findIndex(line => line.includes('http://snapshot.debian.org/archive/\\1/20261101T235900Z,'));
  expect(snapshot({ baseImage: BaseImage.slim({ aptSnapshot }) })).toBe(2);
  expect(snapshot({ baseImage: BaseImage.slim({ release: 'bookworm', aptSnapshot }) })).toBe(2);
  expect(snapshot({ pythonVersion: '3.13', baseImage: BaseImage.distroless({ aptSnapshot }) })).toBe(2);
  expect(snapshot({ baseImage: BaseImage.hardened({ aptSnapshot }) })).toBeGreaterThan(1);
  const { Dockerfile } = synth(newProject({ baseImage: BaseImage.custom('acme/python', { packages: ['curl'], aptSnapshot }) }));
  expect(Dockerfile.indexOf('snapshot.debian.org')).toBeLessThan(Dockerfile.indexOf('apt-get install --yes --no-install-recommends curl'));
  expect(Dockerfile).toContain('Acquire::Check-Valid-Until "false";');
  expect(synth(newProject()).Dockerfile).not.toContain('snapshot');
});

test.each(['', '20261101', '2026-11-01', '20261101T000000', '20261101T000000z', '20261301T000000Z', '20261101T240000Z', '19991101T000000Z', '20261101T000000Z,x', '20261101T000000Z\n'])(
  'the archive has no time %j', (aptSnapshot) => {
    expect(() => BaseImage.slim({ aptSnapshot: aptSnapshot as never })).toThrow(
      `baseImage aptSnapshot: ${JSON.stringify(aptSnapshot)} is not possible: expected a time in UTC, as in the URLs of snapshot.debian.org. Write for example '20261101T000000Z'.`);
  });

test.each([PackageTool.APK, PackageTool.DNF, PackageTool.NONE])('an image with %s cannot have aptSnapshot', (packageTool) => {
  expect(() => BaseImage.custom('acme/python', { packageTool, aptSnapshot: '20261101T000000Z' })).toThrow(
    'baseImage aptSnapshot: "20261101T000000Z" is not possible: the image has no apt. Remove it, or set it for buildImage.');
});

test('two images can have different snapshots', () => {
  const baseImage = BaseImage.custom('acme/python', { aptSnapshot: '20261101T000000Z', buildImage: BaseImage.slim({ aptSnapshot: '20261001T000000Z' }) });
  const { Dockerfile } = synth(newProject({ baseImage, runtimePackages: ['libpq5'] }));
  expect(instructions(Dockerfile, 'base').join()).toContain('/20261001T000000Z,');
  expect(instructions(Dockerfile, 'runtime').join()).toMatch(/\/20261101T000000Z,.* libpq5 /);
});

test.each(['bookworm', null, []])('%j are not options of a slim image', (options) => {
  expect(() => BaseImage.slim(options as never)).toThrow(
    `baseImage: ${JSON.stringify(options)} is not possible: its options must be an object. Write for example { release: 'bookworm' }.`);
});

test('changes of system files have one date in every stage', () => {
  const baseImage = BaseImage.custom('acme/python', { buildImage: BaseImage.slim() });
  for (const options of [{ baseImage: BaseImage.slim({ aptSnapshot: '20261101T000000Z' }) }, { baseImage: BaseImage.alpine() }, { baseImage }]) {
    const { Dockerfile } = synth(newProject({ ...options, buildPackages: ['gcc'], runtimePackages: ['curl'] }));
    const runs: string[] = Dockerfile.replace(/ \\\n\s+/g, ' ').match(/^RUN .*(useradd|adduser|apt-get|apk add|snapshot).*$/gm)!;
    const all = / touch \/tmp\/start && sleep 0\.1 && .* && find \/ -xdev -newer \/tmp\/start -exec touch -h -d @315532800 \{\} \+$/;
    // what useradd changes is known: nothing has to be looked for
    const user = / && touch -h -d @315532800 (\/etc[\w./?*-]*( |$))+$/;
    expect(runs.length).toBeGreaterThan(2);
    runs.forEach(run => expect(run).toMatch(run.includes('useradd') ? user : all));
    expect(runs.filter(run => all.test(run) && !run.includes('--mount=type=tmpfs,target=/tmp '))).toEqual([]);
  }
});

test('only the code has the date of the commit: the layers below it do not change', () => {
  const baseImage = BaseImage.custom('acme/python', { buildImage: BaseImage.slim() });
  for (const options of [{ baseImage: BaseImage.slim({ aptSnapshot: '20261101T000000Z' }) }, { baseImage, runtimePackages: ['curl'] }, { packageManager: PythonPackageManager.POETRY }]) {
    const { Dockerfile } = synth(newProject(options));
    expect(Dockerfile.match(/^ARG SOURCE_DATE_EPOCH.*/gm)).toEqual(['ARG SOURCE_DATE_EPOCH="315532800"', 'ARG SOURCE_DATE_EPOCH']);
    const lines = instructions(Dockerfile, 'production');
    const declared = lines.indexOf('ARG SOURCE_DATE_EPOCH');
    expect(lines.findIndex(line => line.includes('"code"'))).toBe(declared + 1);
    expect(lines.map(line => line.startsWith('COPY')).lastIndexOf(true)).toBeLessThan(declared);
  }
});

test('with the source "." everything is copied except the tools', () => {
  const { dockerignore } = newProject({ sources: ['.'] }).container.dockerfile;
  expect(dockerignore.admitted(['main.py', '.projen/tools/bin/uv', 'libs/a/.projen/tools/x', '.projen/layers.py'])).toEqual(['main.py', '.projen/layers.py']);
});

test('uv and Poetry keep the requirements in pyproject.toml', () => {
  for (const packageManager of [PythonPackageManager.UV, PythonPackageManager.POETRY]) {
    const files = synth(newProject({ packageManager, requirements: ['orjson'], pythonVersion: '3.12' }));
    expect(files['pyproject.toml']).toMatch(/requires-python = ">=3.12"\ndependencies = \[\s*"fastapi>=0.115",\s*"orjson",\s*"uvicorn\[standard\]>=0.34"\s*\]/);
    expect(files['pyproject.toml']).toMatch(/\[dependency-groups\]\ndev = \[\s*"httpx2>=2.0",\s*"pytest>=8"\s*\]/);
    expect(files).not.toHaveProperty(['requirements.in']);
  }
});

test('an existing lock file is used unchanged', () => {
  const outdir = newFolder();
  writeFileSync(join(outdir, 'requirements.txt'), 'fastapi==0.116.0 \\\n    --hash=sha256:00\n');
  expect(() => newProject({ outdir, requirements: ['flask'] }))
    .toThrow('requirements: ["flask","fastapi>=0.115","uvicorn[standard]>=0.34"] is not possible: requirements.txt exists and was not generated');
  const files = synth(newProject({ outdir }));
  expect(files).not.toHaveProperty(['requirements.in']);
  expect(files['.projen/container.json'].locks).toMatchObject([{ inputs: ['requirements-dev.in', 'requirements.txt'], outputs: ['requirements-dev.txt'] }]);
});

test('existing requirements are locked', () => {
  const outdir = newFolder();
  writeFileSync(join(outdir, 'requirements.in'), 'fastapi\n');
  const files = synth(newProject({ outdir }));
  expect(files['requirements.in']).toBe('fastapi\n');
  expect(files['.projen/container.json'].locks[0].inputs).toEqual(['requirements.in', 'requirements-dev.in']);
});

test('a requirements.txt that is not a lock file is never overwritten', () => {
  const outdir = newFolder();
  writeFileSync(join(outdir, 'requirements.txt'), 'fastapi\n');
  expect(() => newProject({ outdir })).toThrow('requirements.txt: "fastapi" is not possible: the file is not a lock file, '
    + 'because this requirement has no hash, and the task "lock" would overwrite it. Rename it to requirements.in');
});

test('each requirement of an existing lock file must have a hash', () => {
  const outdir = newFolder();
  const lock = '# by hand\n--index-url https://pypi.example.com/simple/\nidna==3.1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:01\n    # via app\n';
  writeFileSync(join(outdir, 'requirements.txt'), lock);
  expect(() => newProject({ outdir })).not.toThrow();
  writeFileSync(join(outdir, 'requirements.txt'), `${lock}foo==1  # why\n`);
  expect(() => newProject({ outdir })).toThrow('requirements.txt: "foo==1" is not possible: the file is not a lock file, because this requirement has no hash');
});

test('an existing pyproject.toml is used unchanged', () => {
  const outdir = newFolder();
  writeFileSync(join(outdir, 'pyproject.toml'), '[project]\nname = "mine"\n');
  expect(() => newProject({ outdir, packageManager: PythonPackageManager.UV, devRequirements: ['ruff'] }))
    .toThrow('pyproject.toml exists and was not generated, so the requirements come from it. Remove devRequirements, or remove pyproject.toml');
  expect(synth(newProject({ outdir, packageManager: PythonPackageManager.UV }))['pyproject.toml']).toBe('[project]\nname = "mine"\n');
});

test('lines can be added at the places of every stage', () => {
  const { container } = newProject();
  const { base, builder, dev, production } = container;
  const places: [Stage, StagePlace[]][] = [
    [base, [StagePlace.BEFORE_PACKAGES, StagePlace.BEFORE_USER]], [builder, [StagePlace.BEFORE_REQUIREMENTS, StagePlace.AFTER_REQUIREMENTS]],
    [dev, [StagePlace.BEFORE_REQUIREMENTS, StagePlace.AFTER_REQUIREMENTS, StagePlace.AFTER_CODE, StagePlace.BEFORE_USER]],
    [production, [StagePlace.BEFORE_REQUIREMENTS, StagePlace.AFTER_REQUIREMENTS, StagePlace.AFTER_CODE, StagePlace.BEFORE_USER]],
  ];
  const members = new Map(Object.entries(StagePlace).map(([member, place]) => [place, member]));
  for (const [stage, names] of places) {
    names.forEach(name => stage.at(name).raw(`# ${name} in ${stage.name}`));
    expect(() => stage.at('nowhere' as never)).toThrow(`at: "nowhere" is not possible: the places of ${stage.name} are ${names.map(name => `StagePlace.${members.get(name)}`).join(', ')}.`);
  }
  const { Dockerfile } = synth(container.project);
  expect(Dockerfile).toMatch(/\n# before-packages in base\n# before-user in base\nRUN groupadd/);
  expect(Dockerfile).toMatch(/\n# before-requirements in builder\nENV [^]*\nRUN [^]*\n# after-requirements in builder\n\n/);
  expect(Dockerfile).toMatch(/\n# before-requirements in dev\nRUN [^]*\n# after-requirements in dev\nCOPY [^]*\nWORKDIR \/app\n[^]*# after-code in dev\n# before-user in dev\nUSER 10001:10001\n/);
  expect(Dockerfile).toMatch(/\n# before-requirements in production\nCOPY [^]*\n# after-requirements in production\nARG [^]*\nWORKDIR \/app\n# after-code in production\n# before-user in production\nUSER 10001:10001\n/);
});

test('a module in src/ is found', () => {
  const outdir = newFolder();
  mkdirSync(join(outdir, 'src/my_service'), { recursive: true });
  const { Dockerfile } = synth(newProject({ outdir }));
  expect(Dockerfile).toContain('COPY --chown=10001:10001 --chmod=u=rwX,go=rX src /app/src');
  expect(Dockerfile).toContain('ENV PYTHONPATH="/app/src"');
  expect(existsSync(join(outdir, 'my_service'))).toBe(false);
});

test('the rc file can be left out', () => {
  const files = synth(newProject({ projenrcTs: false }));
  expect(Object.keys(files)).not.toEqual(expect.arrayContaining(['package.json']));
  expect(files['tsconfig.projen.json']).toBeUndefined();
});

test('a sub-project has no rc file, no package.json and no GitHub', () => {
  const parent = new Project({ name: 'monorepo', outdir: newFolder() });
  const project = newProject({ parent, outdir: 'services/a' });
  const files = synth(parent);
  expect(files).toHaveProperty(['services/a/Dockerfile']);
  expect(files).not.toHaveProperty(['services/a/package.json']);
  expect(project.github).toBeUndefined();
  expect(PythonContainer.of(project)).toBe(project.container);
});

test('package.json keeps its content', () => {
  const outdir = newFolder();
  const manifest = { name: 'mine', devDependencies: { 'acme-service': '^2', 'tsx': '4.0.0' }, scripts: { start: 'x' } };
  writeFileSync(join(outdir, 'package.json'), JSON.stringify(manifest));
  const project = newProject({ outdir });
  project.synth();
  expect(JSON.parse(readFileSync(join(outdir, 'package.json'), 'utf8'))).toEqual({
    ...manifest, private: true, devDependencies: { 'acme-service': '^2', 'tsx': '4.0.0', 'typescript': '>=5.6.0' },
  });
});

const REFUSED: [string, Partial<PythonContainerProjectOptions>][] = [
  ['port must be a whole number from 1 to 65535, got 0.', { port: 0 }],
  ['port must be a whole number from 1 to 65535, got 70000.', { port: 70000 }],
  ['port must be a whole number from 1 to 65535, got 80.5', { port: 80.5 }],
  ['pythonVersion: "3.1" is not possible: the minor versions with an image are 3.10, 3.11, 3.12, 3.13, 3.14, 3.15. Write \'3.10\'.', { pythonVersion: '3.1' }],
  ['pythonVersion: "3.13.1" is not possible', { pythonVersion: '3.13.1' }],
  ['requirements: "fastapi>>1" is not possible: ">>1" is not a version specifier', { requirements: ['fastapi>>1'] }],
  ['requirements: "git+https://example.com/a.git" is not possible: the lock file contains a hash of every package', { requirements: ['git+https://example.com/a.git'] }],
  ['devRequirements: "./tools" is not possible', { devRequirements: ['./tools'] }],
  ['environment name: "A B" is not possible: a name consists of letters, digits and underscores', { environment: { 'A B': 'x' } }],
  ['environment A: "…" is not possible: it must be on one line', { environment: { A: 'x\ny' } }],
  ['labels title: "…" is not possible: it must be on one line', { labels: { title: 'two\nlines' } }],
  ['command: [] is not possible: a command needs at least the name of a program. Write it as a list, for example [\'python\', \'app.py\'].', { command: [] }],
  ['devCommand: [] is not possible', { devCommand: [] }],
  ['uid must be a whole number from 1 to 2147483647, got 0. The application does not run as root', { uid: 0 }],
  ['gid must be a whole number from 1 to 2147483647, got 2147483648. The application does not run as root (0), and Docker does not start containers with larger IDs.', { gid: 2147483648 }],
  ['healthCheckHost must be the name of a host, with or without a port, got "a b". Write', { healthCheckHost: 'a b' }],
  ['healthCheckHost must be the name of a host, with or without a port, got "a\\nX-Header: b"', { healthCheckHost: 'a\nX-Header: b' }],
  ['healthCheckHost must be the name of a host, with or without a port, got 1.', { healthCheckHost: 1 as never }],
  ['healthCheckHost: "shop.example.com" is not possible: there is no health check. Set healthCheckPath.', { framework: Framework.NONE, healthCheckHost: 'shop.example.com' }],
  ['lazyImports: true is not possible: Python 3.14 has no lazy imports. Set pythonVersion to \'3.15\' or later.', { lazyImports: true, pythonVersion: '3.14' }],
  ['lazyImports must be true or false, got "all"', { lazyImports: 'all' as never, pythonVersion: '3.15' }],
  ['gid must be a whole number from 1 to 2147483647, got -1', { gid: -1 }],
  ['buildPackages: "gcc; id" is not possible: a Debian package is a name', { buildPackages: ['gcc; id'] }],
  ['runtimePackages: "libpq5=$(id)" is not possible', { runtimePackages: ['libpq5=$(id)'] }],
  ...['tar-', 'python3.+', 'python3.', 'a-=1'].map((name): [string, object] => [`runtimePackages: "${name}" is not possible: a Debian package is a name`, { runtimePackages: [name] }]),
  ['pytest must be true or false, got "no"', { pytest: 'no' as never }],
  ["dependencyUpdates must be one of 'renovate', 'dependabot', 'task', 'none', got \"x\"", { dependencyUpdates: 'x' as never }],
  ['sdists: "net ifaces" is not possible', { sdists: ['net ifaces'] }],
  ['sources: "../other" is not possible: a path must be inside the build context', { sources: ['../other'] }],
  ['sources: "app\\\\x" is not possible: folders are separated by / on every system. Write \'app/x\'.', { sources: ['app\\x'] }],
  ['sources: "app/**/*.py" is not possible: only the last part of a path can have wildcards, because COPY would lose the folders. Write \'app\'.', { sources: ['app/**/*.py'] }],
  ['requirements must be a list of strings, got "flask". Write for example', { requirements: 'flask' as never }],
  ['command must be a list of strings, got "python app.py"', { command: 'python app.py' as never }],
  ['dockerignoreExceptions must be a list of strings, got ".env"', { dockerignoreExceptions: '.env' as never }],
  ['dockerignoreExceptions: "../x.pem" is not possible: a pattern must be inside the build context', { dockerignoreExceptions: ['../x.pem'] }],
  ['environment A must be a string, got a number. Write it in quotes.', { environment: { A: 1 as never } }],
  ['labels a must be a string, got null', { labels: { a: null as never } }],
  ["framework must be one of 'fastapi', 'flask', 'django', 'streamlit', 'lambda', 'none', got \"rails\"", { framework: 'rails' as never }],
  ['environment PATH: "…" is not possible: the virtual environment must come first in PATH', { environment: { PATH: '/x' } }],
  ['pythonVersion: "3.12" is not possible: distroless images have Python 3.11 or 3.13', { pythonVersion: '3.12', baseImage: BaseImage.distroless() }],
  ['runtimePackages: ["libpq5"] is not possible: the base image has no package manager', { runtimePackages: ['libpq5'], baseImage: BaseImage.distroless() }],
  ['imageRegistry: "https://registry.example.com" is not possible: a registry is a host', { imageRegistry: 'https://registry.example.com' }],
  ['imageRegistries docker.io: "https://harbor.example.com" is not possible: a registry is a host', { imageRegistries: { 'docker.io': 'https://harbor.example.com' } }],
  ['imageRegistries must be an object of names and strings, got "harbor.example.com"', { imageRegistries: 'harbor.example.com' as never }],
  ['moduleName: "email" is not possible: a module of this name would hide a module of the standard library', { name: 'email' }],
  ['moduleName: "pytest" is not possible: a module of this name would hide a package', { name: 'pytest' }],
  ['name: "a\\nb" is not possible: it must be on one line', { name: 'a\nb' }],
  ['healthCheckPath must be a path that starts with / and has no white space, got "health".', { healthCheckPath: 'health' }],
  ['healthCheckPath: "/health" is not possible: a health check needs a port', { framework: Framework.NONE, healthCheckPath: '/health' }],
  ['imageName: "My Service" is not possible: a name is [registry/]name in lower case', { imageName: 'My Service' }],
  ['imageName: "service:1.0" is not possible', { imageName: 'service:1.0' }],
  ['moduleName: "my-service" is not possible: the name of a module must be a Python identifier', { moduleName: 'my-service' }],
  ['moduleName: "class" is not possible', { moduleName: 'class' }],
  ['moduleName: "fastapi" is not possible: a module of this name would hide a package that the application requires', { name: 'fastapi' }],
  ['moduleName: "tests" is not possible: a module of this name would hide the tests', { name: 'tests' }],
];

test.each(REFUSED)('%s', (message, options) => {
  expect(() => newProject(options)).toThrow(message);
});

test('a source that does not exist is an error before anything is written', () => {
  const outdir = newFolder();
  const project = new PythonContainerProject({ name: 'my-service', outdir, sources: ['missing'], pytest: false });
  expect(() => project.synth()).toThrow(`sources: Dockerfile copies or mounts "missing", and there is no missing in ${outdir}. Create it`);
  expect(existsSync(join(outdir, 'Dockerfile'))).toBe(false);
});

test.each([
  ['My Café', 'my-cafe', 'my_cafe'], ['under_score', 'under-score', 'under_score'], ['東京', 'app', 'app'],
])('%s makes an image %s and a module %s', (name, image, module) => {
  const { container } = newProject({ name });
  expect([container.imageName, container.dockerfile.contextSources]).toEqual([
    image, ['.projen/layers.py', module, 'requirements-dev.txt', 'requirements.txt', 'tests'].sort(),
  ]);
});
