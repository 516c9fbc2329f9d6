import { BaseImage, BuildCommand, PythonContainer, PythonContainerProjectOptions } from '../../src';
import { folderWith, instructions, newProject, synth } from '../synth';

const COLLECT: BuildCommand = { command: ['python', 'manage.py', 'collectstatic'], outputs: ['static'], environment: { SECRET_KEY: 'any' } };
const BUNDLE: BuildCommand = { command: ['bundle'], outputs: ['shop/css'], inputs: ['frontend', 'styles/*.scss'] };
const FILES = { 'shop/main.py': '', 'manage.py': '', 'frontend/a.js': '', 'styles/a.scss': '', 'tests/x.py': '' };
const SHOP = { name: 'shop', sources: ['shop', 'manage.py'], sample: false };
const PYPROJECT = '[project]\nname = "shop"\nversion = "1"\n[build-system]\nrequires = ["hatchling"]\n';

function files(options: Partial<PythonContainerProjectOptions>, onDisk: { [path: string]: string } = FILES): { [path: string]: any } {
  return synth(newProject({ ...SHOP, outdir: folderWith(onDisk), ...options }));
}

function stages(dockerfile: string): string[] {
  return [...dockerfile.matchAll(/^FROM .* AS (\S+)$/gm)].map(([, name]) => name);
}

const copy = (path: string, target = path) => `COPY --chmod=u=rwX,go=rX ${path} /app/${target}`;
const script = (verb: string, ...argv: string[]) => JSON.stringify(['/usr/local/bin/python', '-I', '-S', '-B', '/tmp/layers.py', verb, ...argv]).replaceAll(',"', ', "');

/** The RUN of production that takes the outputs, and the one of the code. */
function productionRuns(dockerfile: string): string[] {
  return instructions(dockerfile, 'production').filter(line => line.startsWith('RUN')).map(line => line.replace(/ --mount=\S*(target=\/root\/.cache|layers\.py)\S*/g, ''));
}

test('a project without build commands has nothing of them', () => {
  const plain = files({});
  expect(files({ buildCommands: [] })).toEqual(plain);
  expect(plain.Dockerfile).not.toContain('outputs');
});

test('a stage has the requirements and the code, and runs the commands; production takes what they make, below the code', () => {
  const { Dockerfile, 'container-structure-test.yaml': structure } = files({ buildCommands: [COLLECT], environment: { TZ: 'UTC' } });
  expect(stages(Dockerfile)).toEqual(['base', 'uv', 'builder', 'dev', 'layers', 'outputs', 'production']);
  expect(instructions(Dockerfile, 'outputs')).toEqual([
    'FROM builder AS outputs', 'ENV PYTHONHASHSEED="0" SOURCE_DATE_EPOCH="315532800" TZ="UTC"', 'WORKDIR /app', copy('shop'), copy('manage.py'),
    'RUN ["env", "SECRET_KEY=any", "python", "manage.py", "collectstatic"]',
  ]);
  expect(productionRuns(Dockerfile)).toEqual([
    `RUN --mount=type=bind,from=outputs,source=/app/static,target=/tmp/outputs/static ${script('outputs')}`,
    'RUN --mount=type=bind,source=shop,target=/tmp/code/shop --mount=type=bind,source=manage.py,target=/tmp/code/manage.py '
    + script('code', '--without=static'),
  ]);
  const production = instructions(Dockerfile, 'production');
  // a new commit leaves them as they are
  expect(production.indexOf('ARG SOURCE_DATE_EPOCH')).toBeGreaterThan(production.findIndex(line => line.includes('"outputs"')));
  expect(instructions(Dockerfile, 'dev').join()).not.toContain('outputs');
  expect(structure).toContain('path: /app/static\n    shouldExist: true\n');
});

test('the inputs of a command are copied above it, so that it does not run again when other files change', () => {
  const { Dockerfile, '.dockerignore': ignore } = files({ buildCommands: [BUNDLE, { ...COLLECT, inputs: ['frontend', 'shop'] }, { command: ['last'], outputs: ['last'] }] });
  expect(instructions(Dockerfile, 'outputs').slice(3)).toEqual([
    copy('frontend'), 'COPY --chmod=u=rwX,go=rX "styles/*.scss" /app/styles/', 'RUN ["bundle"]',
    copy('shop'), 'RUN ["env", "SECRET_KEY=any", "python", "manage.py", "collectstatic"]',
    copy('manage.py'), 'RUN ["last"]',
  ]);
  expect(ignore).toContain('\n!frontend\n');
  // what is read for them alone is not in the image
  expect(productionRuns(Dockerfile).join()).not.toMatch(/frontend|styles/);
});

test('development has the outputs that it requests, over the code', () => {
  const { Dockerfile } = files({ buildCommands: [COLLECT, { ...BUNDLE, outputs: ['shop/css', 'shop/*_pb2.py'], inDev: true }] });
  expect(stages(Dockerfile)).toEqual(['base', 'uv', 'builder', 'layers', 'outputs', 'dev', 'production']);
  const dev = instructions(Dockerfile, 'dev');
  expect(dev.slice(dev.findIndex(line => line.endsWith(' tests /app/tests')) + 1).filter(line => line.startsWith('COPY'))).toEqual([
    'COPY --from=outputs --chmod=u=rwX,go=rX /app/shop/css /app/shop/css', 'COPY --from=outputs --chmod=u=rwX,go=rX "/app/shop/*_pb2.py" /app/shop/',
  ]);
});

test('an output that cannot be written in a flag is mounted with its parent folder, and passed to the script', () => {
  const { Dockerfile, 'container-structure-test.yaml': structure } = files({ buildCommands: [{ command: ['x'], outputs: ['shop/*_pb2.py', 'shop/two words', 'made', 'made/inner'] }] });
  expect(productionRuns(Dockerfile)).toEqual([
    'RUN --mount=type=bind,from=outputs,source=/app/shop,target=/tmp/outputs/shop --mount=type=bind,from=outputs,source=/app/made,target=/tmp/outputs/made '
    + script('outputs', 'imported', 'shop/*_pb2.py', 'shop/two words', 'made', 'made/inner'),
    expect.stringContaining(script('code', ...['shop/*_pb2.py', 'shop/two words', 'made', 'made/inner'].map(path => `--without=${path}`))),
  ]);
  expect(structure).toContain('path: /app/shop/two words\n');
  expect(structure).not.toContain('_pb2');
});

test('a command that only prepares another one leaves nothing to take', () => {
  const { Dockerfile } = files({ buildCommands: [{ command: ['npm', 'ci'], outputs: [] }, COLLECT] });
  expect(productionRuns(Dockerfile)[0]).toContain(' --mount=type=bind,from=outputs,source=/app/static,target=/tmp/outputs/static [');
});

test('tests in the sources are excluded from the outputs too', () => {
  const { Dockerfile } = files({ testSources: ['shop/tests'], buildCommands: [{ command: ['x'], outputs: ['shop'] }] }, { ...FILES, 'shop/tests/x.py': '' });
  expect(productionRuns(Dockerfile)).toEqual([expect.stringContaining(script('outputs', '--without=shop/tests')), expect.stringContaining(script('code', '--without=shop/tests', '--without=shop'))]);
});

test.each<[string, Partial<PythonContainerProjectOptions>, string[]]>([
  ['lies in a source', { sources: ['shop', 'manage.py'] }, ['shop/css']],
  ['lies in the project, all of which is copied', { sources: ['.'] }, ['shop/css', 'static']],
  ['is a source itself', { sources: ['shop', 'shop/css'] }, []],
  ['holds a source', { sources: ['.', 'static/logo.png', 'shop/css/*.css'] }, []],
])('an output that exists on disk is excluded if it %s', (_place, options, denied) => {
  const { dockerignore } = newProject({
    ...SHOP, outdir: folderWith({ ...FILES, 'static/logo.png': '', 'shop/css/a.css': '' }), buildCommands: [COLLECT, { ...BUNDLE, inputs: ['frontend'] }], ...options,
  }).container.dockerfile;
  expect(dockerignore.patterns.filter(pattern => ['shop/css', 'static'].includes(pattern)).sort()).toEqual(denied);
});

test('an input is not denied, although it is an output', () => {
  const { dockerignore } = newProject({
    ...SHOP, outdir: folderWith({ ...FILES, 'shop/locale/de.po': '' }), buildCommands: [{ command: ['msgfmt'], outputs: ['shop/locale'], inputs: ['shop/locale'] }],
  }).container.dockerfile;
  expect(dockerignore.admitted(['shop/locale/de.po', 'shop/main.py'])).toEqual(['shop/locale/de.po', 'shop/main.py']);
});

test('an installed project is installed above commands that read all of it, as in production', () => {
  const { Dockerfile } = files({ sources: undefined, command: ['serve'], buildCommands: [BUNDLE, { ...COLLECT, inDev: true }] }, { ...FILES, 'shop/__init__.py': '', 'pyproject.toml': PYPROJECT });
  expect(stages(Dockerfile)).toEqual(['base', 'uv', 'builder', 'layers', 'app', 'outputs', 'dev', 'production']);
  const lines = instructions(Dockerfile, 'outputs');
  expect(lines[1]).toContain('PYTHONPATH="/app"');
  expect(lines.slice(lines.indexOf('RUN ["bundle"]') + 1)).toEqual([
    'COPY --from=app /installed/ /opt/venv/', 'COPY --from=app /installed/lib/python3.14/site-packages/ /app/',
    'RUN ["env", "SECRET_KEY=any", "python", "manage.py", "collectstatic"]',
  ]);
});

test('production with another base image copies the outputs of the build image', () => {
  const { Dockerfile } = files({ baseImage: BaseImage.distroless(), pythonVersion: '3.13', buildCommands: [COLLECT] });
  expect(stages(Dockerfile)).toEqual(['base', 'uv', 'builder', 'dev', 'runtime', 'layers', 'outputs', 'production']);
  expect(instructions(Dockerfile, 'outputs')[0]).toBe('FROM builder AS outputs');
  expect(productionRuns(Dockerfile)[0]).toContain(script('outputs').replace('/usr/local/bin/python', '/usr/bin/python3.13'));
});

test('a further container has the build commands with the sources, unless it has its own', () => {
  const project = newProject({ ...SHOP, outdir: folderWith({ ...FILES, 'work/a.py': '' }), buildCommands: [COLLECT] });
  new PythonContainer(project, { name: 'worker', command: ['work'] });
  new PythonContainer(project, { name: 'other', command: ['other'], sources: ['work'] });
  new PythonContainer(project, { name: 'third', command: ['third'], buildCommands: [] });
  const texts = synth(project);
  expect(['worker', 'other', 'third'].map(name => stages(texts[`Dockerfile.${name}`]).includes('outputs'))).toEqual([true, false, false]);
});
