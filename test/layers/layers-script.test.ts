import { BaseImage, Bytecode, PackageTool, PipInstaller, PythonContainer, PythonContainerProjectOptions, PythonPackageManager, Stage, StagePlace } from '../../src';
import { folderWith, instructions, newProject, synth } from '../synth';

type Options = Partial<PythonContainerProjectOptions>;

const PYTHON = '/usr/local/bin/python';
const CACHE = '--mount=type=cache,target=/root/.cache/bytecode,id=bytecode-my-service';
const SCRIPT = '--mount=type=bind,source=.projen/layers.py,target=/tmp/layers.py';
const LIST = '--mount=type=bind,source=bytecode.txt,target=/tmp/bytecode.txt';
const OPT = '--mount=type=bind,from=builder,source=/opt/venv,target=/opt/venv';
const OWN = BaseImage.custom('acme/python', { packageTool: PackageTool.NONE, python: '/py/bin/python', buildImage: BaseImage.slim() });
const PYPROJECT = '[project]\nname = "my-service"\nversion = "1"\n[build-system]\nrequires = ["hatchling"]\n';

function dockerfile(options: Options = {}): string {
  return synth(newProject(options)).Dockerfile;
}

/** The RUNs of a stage that call the script. */
function scriptRuns(text: string, stage: string): string[] {
  return instructions(text, stage).filter(line => line.startsWith('RUN') && line.includes('"/tmp/layers.py"'));
}

/** A call of the script, without code of the requirements (-I -S), which leaves none of its own (-B). */
function call(...argv: string[]): string {
  return JSON.stringify([PYTHON, '-I', '-S', '-B', '/tmp/layers.py', ...argv]).replaceAll(',"', ', "');
}

function requirements(...argv: string[]): string {
  return `RUN --network=none ${CACHE} ${OPT} ${SCRIPT} ${call('requirements', ...argv)}`;
}

function code(mounts: string[], ...argv: string[]): string {
  return ['RUN', CACHE, ...mounts, SCRIPT, call('code', ...argv)].join(' ');
}

function source(path: string): string {
  return `--mount=type=bind,source=${path},target=/tmp/code${path === '.' ? '' : `/${path}`}`;
}

test.each<[Bytecode | undefined, string[], string[]]>([
  [undefined, [], []], [Bytecode.IMPORTED, [], []], [Bytecode.ALL, ['all'], []], [Bytecode.NONE, ['none'], ['none']],
])('bytecode %s sets the arguments of the script for the requirements and for the code', (bytecode, ofRequirements, ofCode) => {
  const text = dockerfile({ bytecode });
  expect(instructions(text, 'layers')).toEqual(['FROM base AS layers', requirements(...ofRequirements)]);
  expect(scriptRuns(text, 'production')).toEqual([code([source('my_service')], ...ofCode)]);
});

test('production copies whole layers, from what changes least, and then makes that of the code', () => {
  const lines = instructions(dockerfile(), 'production');
  expect(lines.slice(0, 8)).toEqual([
    'FROM base AS production', ...['native', 'library', 'requirements'].map(layer => `COPY --link --from=layers /layers/${layer}/ /`),
    'ARG SOURCE_DATE_EPOCH', code([source('my_service')]), 'WORKDIR /app', 'USER 10001:10001',
  ]);
  expect(lines.filter(line => /^(RUN|COPY|ADD)/.test(line))).toHaveLength(4);
});

test.each<[string, Options]>([
  ['uv', { packageManager: PythonPackageManager.UV }], ['uv for pip', {}],
  ['pip', { installer: PipInstaller.PIP }], ['poetry', { packageManager: PythonPackageManager.POETRY }],
])('with %s nothing else compiles, and no stage writes bytecode by itself', (_name, options) => {
  const project = newProject(options);
  const { Dockerfile } = synth(project);
  for (const { name } of project.container.dockerfile.stages) {
    expect(scriptRuns(Dockerfile, name)).toHaveLength(['layers', 'production'].includes(name) ? 1 : 0);
  }
  expect(Dockerfile).not.toMatch(/COMPILE_BYTECODE|compileall|--compile /);
  expect(instructions(Dockerfile, 'base')).toContainEqual(expect.stringContaining('PYTHONDONTWRITEBYTECODE="1"'));
  for (const install of Dockerfile.replace(/ \\\n\s+/g, ' ').match(/^RUN .*pip --python=\/opt\/venv.*/gm) ?? []) {
    expect(install).toContain(' install --no-compile ');
  }
});

test('the list of modules is mounted if it exists', () => {
  const outdir = folderWith({ 'bytecode.txt': 'json\n' });
  const files = synth(newProject({ outdir }));
  expect(scriptRuns(files.Dockerfile, 'layers')).toEqual([`RUN --network=none ${CACHE} ${OPT} ${LIST} ${SCRIPT} ${call('requirements')}`]);
  expect(files['.dockerignore']).toContain('\n!bytecode.txt\n');
  const without = synth(newProject());
  expect(`${without.Dockerfile}${without['.dockerignore']}`).not.toContain('bytecode.txt');
});

test('each container has a list, a cache and a choice of its own, and all have one script', () => {
  const project = newProject({ outdir: folderWith({ 'bytecode.worker.txt': 'json\n' }) });
  new PythonContainer(project, { name: 'worker', command: ['python', 'work.py'], bytecode: Bytecode.ALL });
  const files = synth(project);
  expect(scriptRuns(files.Dockerfile, 'layers')).toEqual([requirements()]);
  const [run, ...others] = scriptRuns(files['Dockerfile.worker'], 'layers');
  expect(others).toEqual([]);
  expect(run).toContain(' --mount=type=bind,source=bytecode.worker.txt,target=/tmp/bytecode.txt ');
  expect(run).toContain(',id=bytecode-my-service-worker ');
  expect(run).toContain(call('requirements', 'all'));
  expect(files['Dockerfile.worker.dockerignore']).toContain('\n!bytecode.worker.txt\n');
  expect(files['.dockerignore']).not.toMatch(/^!bytecode/m);
  expect(Object.keys(files).filter(path => path.endsWith('.py') && path.startsWith('.projen/'))).toEqual(['.projen/layers.py']);
  const traces = ['docker:trace', 'docker:trace:worker'].map(task => files['.projen/tasks.json'].tasks[task].steps.slice(-2));
  expect(traces).toEqual([
    // the Dockerfile mounts the list if it is there
    [{ execArgs: ['node', '.projen/container.cjs', 'trace', 'my-service', 'bytecode.txt', '--', '--'], receiveArgs: true }, { spawn: 'default' }],
    [{ execArgs: ['node', '.projen/container.cjs', 'trace', 'my-service-worker', 'bytecode.worker.txt', '--', '--'], receiveArgs: true }, { spawn: 'default' }],
  ]);
});

test('the script is Python with the marker above its text', () => {
  expect(synth(newProject())['.projen/layers.py']).toMatch(/^# ~~ Generated by projen\..*\n"""Makes the layers of a production image/);
});

const FILES = {
  'my_service/main.py': '',
  'my folder/a.py': '',
  'data/a,b': '',
  'data/other': '',
  'conf/a.yaml': '',
  'conf/b.txt': '',
  'deep/my folder/x/y.py': '',
  'run.py': '',
  'a=b/x': '',
  'deep/{{a}}.py': '',
  'deep/b/c.py': '',
  'deeper/d.py': '',
  'tests/test_a.py': '',
};

test.each<[string[], string[], string[]]>([
  [['my_service'], ['my_service'], []],
  [['my_service', 'run.py'], ['my_service', 'run.py'], []],
  [['.'], ['.'], []],
  [['conf/*.yaml'], ['conf'], ['imported', 'conf/*.yaml']],
  [['my_service', 'conf/*.yaml'], ['my_service', 'conf'], ['imported', 'my_service', 'conf/*.yaml']],
  [['*.py'], ['.'], ['imported', '*.py']],
  [['data/a,b'], ['data'], ['imported', 'data/a,b']],
  [['data/a,b', 'data/o*'], ['data'], ['imported', 'data/a,b', 'data/o*']],
  [['my folder'], ['.'], ['imported', 'my folder']],
  [['my_service', 'my folder'], ['.'], ['imported', 'my_service', 'my folder']],
  [['deep/{{a}}.py', 'deep/my folder/x', 'deep/b', 'deeper'], ['deep', 'deeper'], ['imported', 'deep/{{a}}.py', 'deep/my folder/x', 'deep/b', 'deeper']],
  [['deep/b', 'deep'], ['deep'], []],
  [['deep/my folder/x'], ['deep'], ['imported', 'deep/my folder/x']],
  [['deep/my folder/x/*.py'], ['deep'], ['imported', 'deep/my folder/x/*.py']],
  [['a=b'], ['.'], ['imported', 'a=b']],
  [['deep/{{a}}.py'], ['deep'], ['imported', 'deep/{{a}}.py']],
])('for %j it mounts the paths that a flag can have, and passes the others to the script: %j, %j', (sources, mounted, argv) => {
  const project = newProject({ outdir: folderWith(FILES), sources, sample: false, pytest: false, command: ['python', 'run.py'] });
  const { Dockerfile } = synth(project);
  expect(scriptRuns(Dockerfile, 'production')).toEqual([code(mounted.map(source), ...argv)]);
  // what is mounted with the sources does not reach the build
  const { contextSources } = project.container.dockerfile;
  expect(contextSources).toEqual([...sources, '.projen/layers.py', 'requirements-dev.txt', 'requirements.txt'].sort());
});

test('other files of a folder that is mounted do not reach the build', () => {
  const { dockerignore } = newProject({ outdir: folderWith(FILES), sources: ['conf/*.yaml', 'data/a,b', 'my folder'], sample: false, pytest: false, command: ['x'] }).container.dockerfile;
  const paths = ['conf/a.yaml', 'data/a,b', 'my folder/a.py'];
  expect(dockerignore.admitted([...paths, 'conf/b.txt', 'data/other', 'run.py', 'my_service/main.py', 'deep/x'])).toEqual(paths);
});

test.each([Bytecode.ALL, Bytecode.NONE])('the choice %s is before the patterns', (bytecode) => {
  const text = dockerfile({ outdir: folderWith(FILES), sources: ['conf/*.yaml'], sample: false, pytest: false, command: ['x'], bytecode });
  expect(scriptRuns(text, 'production')).toEqual([code([source('conf')], bytecode, 'conf/*.yaml')]);
});

test('a project that is installed comes from the stage that installs it', () => {
  const text = dockerfile({ outdir: folderWith({ 'pyproject.toml': PYPROJECT, 'my_service/main.py': '' }) });
  expect(scriptRuns(text, 'production')).toEqual([code(['--mount=type=bind,from=app,source=/installed,target=/tmp/installed'])]);
  expect(scriptRuns(text, 'app')).toEqual([]);
});

test('the Python that the image has calls the script, whatever it is called', () => {
  const baseImage = BaseImage.custom('debian:trixie-slim', { python: '/usr/bin/python3', packages: ['python3', 'python3-venv'] });
  const text = dockerfile({ baseImage });
  for (const stage of ['layers', 'production']) {
    expect(scriptRuns(text, stage)).toEqual([expect.stringContaining(' ["/usr/bin/python3", "-I", "-S", "-B", "/tmp/layers.py", ')]);
  }
});

test.each<[string, Options, string, string, string]>([
  ['distroless', { baseImage: BaseImage.distroless(), pythonVersion: '3.13' }, 'gcr.io/distroless/python3-debian13:nonroot', '/usr/bin/python3.13', '65532:65532'],
  ['an image of one\'s own', { baseImage: OWN }, 'acme/python', '/py/bin/python', '10001:10001'],
  ['an image of one\'s own, with a user,', { baseImage: OWN, uid: 7, gid: 8 }, 'acme/python', '/py/bin/python', '7:8'],
])('%s compiles in its own Python, as root, and may change what it mounts', (_name, options, image, python, user) => {
  const text = dockerfile(options);
  const own = (line: string) => line.replace(PYTHON, python);
  expect(instructions(text, 'runtime')).toEqual([
    `FROM ${image} AS runtime`, 'ENV PATH="/opt/venv/bin:$PATH" HOME="/tmp" PYTHONDONTWRITEBYTECODE="1" PYTHONUNBUFFERED="1"',
  ]);
  expect(instructions(text, 'layers')).toEqual(['FROM runtime AS layers', 'USER 0:0', own(requirements().replace(OPT, `${OPT},rw=true`)), `USER ${user}`]);
  const production = instructions(text, 'production');
  expect(production.slice(0, 2)).toEqual(['FROM runtime AS production', 'USER 0:0']);
  expect(production.slice(5, 9)).toEqual(['ARG SOURCE_DATE_EPOCH', own(code([source('my_service')])), 'WORKDIR /app', `USER ${user}`]);
  expect(production).toContain('ENTRYPOINT []');
  expect(production.slice(9).filter(line => /^(USER|RUN)/.test(line))).toEqual([]);
  expect(instructions(text, 'builder').join()).toContain(`${PYTHON} -m venv`);
});

test('an image that is also the build image has its user from base, and keeps its entrypoint', () => {
  const text = dockerfile();
  expect(instructions(text, 'layers').join()).not.toMatch(/USER|rw=true/);
  expect(instructions(text, 'production').filter(line => /^(USER|ENTRYPOINT)/.test(line))).toEqual(['USER 10001:10001']);
});

const CHANGES: [string, (place: { run: Stage['run']; raw: Stage['raw']; copy: Stage['copy'] }) => void][] = [
  ['RUN', place => place.run('true')], ['COPY', place => place.copy(['/x'], '/opt/x', { fromStage: 'builder' })], ['ADD', place => place.raw('ADD my_service /opt/x')],
];
const REFRESH = `RUN ${CACHE} ${SCRIPT} ${call('refresh')}`;

const CHANGED = [StagePlace.AFTER_REQUIREMENTS, StagePlace.AFTER_CODE, StagePlace.BEFORE_USER];

test.each(CHANGES.flatMap(([keyword, change]) => CHANGED.map(place => ({ keyword, change, place }))))(
  '$keyword at $place of production may change the requirements: their bytecode is made anew', ({ change, place }) => {
    const { container } = newProject();
    change(container.production.at(place));
    const { Dockerfile } = synth(container.project);
    const lines = instructions(Dockerfile, 'production');
    expect(scriptRuns(Dockerfile, 'production')).toEqual([expect.stringContaining(call('code')), REFRESH]);
    expect(lines[lines.indexOf(REFRESH) + 1]).toBe('USER 10001:10001');
  });

test.each<[string, (container: PythonContainer) => void]>([
  ['nothing', () => {}],
  ['what changes no file', ({ production }) => CHANGED.forEach(place => production.at(place).raw('ARG RUN'))],
  ['what stands above the requirements', ({ production }) => production.at(StagePlace.BEFORE_REQUIREMENTS).run('true')],
  ['what other stages do', ({ dev, builder, base }) => { dev.at(StagePlace.AFTER_CODE).run('true'); builder.at(StagePlace.AFTER_REQUIREMENTS).run('true'); base.at(StagePlace.BEFORE_USER).run('true'); }],
])('for %s no bytecode is compiled again', (_what, change) => {
  const { container } = newProject();
  change(container);
  expect(synth(container.project).Dockerfile).not.toContain('"refresh"');
});

test.each(['some', '', 'ALL', true, null])('%j is not a choice of modules', (bytecode) => {
  expect(() => newProject({ bytecode: bytecode as never })).toThrow(`bytecode must be one of 'imported', 'all', 'none', got ${JSON.stringify(bytecode)}.`);
});
