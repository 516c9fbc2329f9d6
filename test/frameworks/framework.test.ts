import { Framework, PythonContainer, PythonContainerProjectOptions, PythonPackageManager } from '../../src';
import { folderWith, instructions, newProject, synth } from '../synth';

type Options = Partial<PythonContainerProjectOptions>;

/** How a stage runs: its port, its health check without the program that asks, and its command. */
function runtime(options: Options, stage = 'production'): string[] {
  const lines = instructions(synth(newProject(options)).Dockerfile, stage).filter(line => /^(EXPOSE|HEALTHCHECK|CMD) /.test(line));
  return lines.map(line => line.replace(/^(HEALTHCHECK).* H\('127\.0\.0\.1', (\d+).*request\('GET', '([^']*)'.*$/, '$1 $2 $3'));
}

const GUNICORN = '"gunicorn", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--threads=4", "--worker-tmp-dir=/dev/shm", "--access-logfile", "-", "--no-control-socket"';
const STREAMLIT = '"python", "-m", "streamlit", "run", "my_service/main.py", "--server.address=0.0.0.0", "--server.port=8501", "--server.headless=true", "--browser.gatherUsageStats=false"';

test.each<[Framework, string[], string]>([
  [Framework.FASTAPI, ['EXPOSE 8000', 'HEALTHCHECK 8000 /health', 'CMD ["uvicorn", "my_service.main:app", "--host", "0.0.0.0", "--port", "8000"]'],
    'CMD ["uvicorn", "my_service.main:app", "--host", "0.0.0.0", "--port", "8000", "--reload"]'],
  [Framework.FLASK, ['EXPOSE 8000', 'HEALTHCHECK 8000 /health', `CMD [${GUNICORN}, "my_service.main:create_app()"]`],
    'CMD ["flask", "--app", "my_service.main:create_app", "run", "--debug", "--host=0.0.0.0", "--port=8000"]'],
  [Framework.DJANGO, ['EXPOSE 8000', 'HEALTHCHECK 8000 /health', `CMD [${GUNICORN}, "my_service.wsgi:application"]`],
    'CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]'],
  [Framework.STREAMLIT, ['EXPOSE 8501', 'HEALTHCHECK 8501 /_stcore/health', `CMD [${STREAMLIT}, "--server.fileWatcherType=none"]`],
    `CMD [${STREAMLIT}, "--server.runOnSave=true"]`],
  [Framework.LAMBDA, ['HEALTHCHECK NONE', 'CMD ["python", "-m", "awslambdaric", "my_service.main.handler"]'], 'CMD ["python", "-m", "awslambdaric", "my_service.main.handler"]'],
  [Framework.NONE, ['HEALTHCHECK NONE', 'CMD ["python", "app.py"]'], 'CMD ["python", "app.py"]'],
])('%s', (framework, production, dev) => {
  expect(runtime({ framework })).toEqual(production);
  expect(runtime({ framework }, 'dev').pop()).toBe(dev);
});

test.each(Object.values(Framework))('%s follows port and path', (framework) => {
  const lines = runtime({ framework, port: 9000, healthCheckPath: '/up' });
  expect(lines.slice(0, 2)).toEqual(['EXPOSE 9000', 'HEALTHCHECK 9000 /up']);
  expect(/9000/.test(lines[2])).toBe(framework !== Framework.LAMBDA && framework !== Framework.NONE);
});

test.each(Object.values(Framework))('a new project with %s copies its sample, and requires the packages that the sample imports', (framework) => {
  const project = newProject({ framework });
  const { profile, application } = project.container._facts;
  const files = Object.keys(profile.sample(application));
  expect(files.every(file => project.container._facts.sources.some(source => file === source || file.startsWith(`${source}/`)))).toBe(true);
  expect(Object.keys(profile.sampleTest(application)).every(file => file.startsWith('tests/'))).toBe(true);
  expect(() => synth(project)).not.toThrow();
});

test('names with quotes and backslashes are unchanged in a sample', () => {
  for (const framework of Object.values(Framework)) {
    const { profile, application } = newProject({ framework, name: 'a "b" \\n', moduleName: 'shop' }).container._facts;
    const text = Object.values({ ...profile.sample(application), ...profile.sampleTest(application) }).join('\n');
    expect(text.match(/a \\"b\\" \\\\n/g)!.length).toBeGreaterThan(1);
  }
});

test.each<[string, Options & { files?: { [path: string]: string } }]>([
  ['an option', { requirements: ['flask', 'gunicorn==23.0.0'] }],
  ['requirements.in', { files: { 'requirements.in': 'flask\ngunicorn<24  # the proxy\n' } }],
  ['pyproject.toml', { packageManager: PythonPackageManager.UV, files: { 'pyproject.toml': '[project]\nname = "x"\ndependencies = ["flask", "gunicorn~=23.0"]\n' } }],
])('a gunicorn before 25.1, in %s, has no flag against a control socket', (_place, { files, ...options }) => {
  const [, , command] = runtime({ framework: Framework.FLASK, ...options, outdir: folderWith(files ?? {}) });
  expect(command).toBe(`CMD [${GUNICORN.replace(', "--no-control-socket"', '')}, "my_service.main:create_app()"]`);
});

test('Streamlit runs the script at its path in the image', () => {
  const run = (pyproject: string, stage: string) =>
    runtime({ framework: Framework.STREAMLIT, outdir: folderWith({ 'src/my_service/__init__.py': '', 'src/my_service/main.py': '', 'pyproject.toml': pyproject }), packageManager: PythonPackageManager.UV }, stage).pop();
  const plain = '[project]\nname = "my-service"\nversion = "1"\ndependencies = []\n';
  const installed = `${plain}[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n`;
  expect(run(plain, 'production')).toContain('"run", "src/my_service/main.py"');
  expect(run(installed, 'production')).toContain('"run", "my_service/main.py"');
  expect(run(installed, 'dev')).toContain('"run", "src/my_service/main.py"');
});

test('Django debugs in development and tests, and never in production', () => {
  const { Dockerfile } = synth(newProject({ framework: Framework.DJANGO }));
  expect(instructions(Dockerfile, 'dev').find(line => line.startsWith('ENV'))).toContain('DEBUG="true"');
  expect(`${['base', 'builder', 'layers', 'production'].flatMap(stage => instructions(Dockerfile, stage))}`).not.toMatch(/DEBUG|SECRET_KEY/);
  const { Dockerfile: told } = synth(newProject({ framework: Framework.DJANGO, environment: { DEBUG: 'false' } }));
  expect(instructions(told, 'dev').find(line => line.startsWith('ENV'))).toContain('DEBUG="false"');
});

test('Django has a release job and collectstatic, with a key for only that command', () => {
  const { profile, application } = newProject({ framework: Framework.DJANGO }).container._facts;
  expect(profile.processes!(application)).toEqual({ release: { command: ['python', 'manage.py', 'migrate', '--noinput'], job: true } });
  expect(profile.buildCommands!(application)).toEqual([{
    command: ['python', 'manage.py', 'collectstatic', '--noinput'], outputs: ['staticfiles'], environment: { SECRET_KEY: 'only-for-collectstatic' },
  }]);
});

test('docker:verify, docker:trace and the README set the variables that production requires', () => {
  const files = synth(newProject({ framework: Framework.DJANGO }));
  expect(files['.projen/tasks.json'].tasks['docker:verify'].steps.pop()).toEqual({
    execArgs: ['node', '.projen/container.cjs', 'verify-start', 'my-service', '--', '--env=SECRET_KEY=only-for-trying-it-out'], receiveArgs: true,
  });
  expect(files['.projen/tasks.json'].tasks['docker:trace'].steps).toContainEqual({
    execArgs: ['node', '.projen/container.cjs', 'trace', 'my-service', 'bytecode.txt', '--', '--env=SECRET_KEY=only-for-trying-it-out', '--'], receiveArgs: true,
  });
  expect(JSON.stringify(files['.projen/tasks.json'].tasks['docker:run'])).not.toContain('SECRET_KEY');
  const { steps } = synth(newProject({ framework: Framework.FLASK }))['.projen/tasks.json'].tasks['docker:verify'];
  expect(steps.pop().execArgs).toEqual(['node', '.projen/container.cjs', 'verify-start', 'my-service', '--']);
});

test('a function of Lambda is pushed without provenance, and docker:verify imports it', () => {
  const project = newProject({ framework: Framework.LAMBDA });
  new PythonContainer(project, { name: 'worker', command: ['python', '-m', 'my_service.work'], framework: Framework.FASTAPI });
  const { tasks } = synth(project)['.projen/tasks.json'];
  const words = (name: string) => tasks[name].steps.flatMap(({ execArgs }: { execArgs?: string[] }) => execArgs ?? []);
  expect(words('docker:push')).toContain('--provenance=false');
  expect(words('docker:push:worker')).toContain('--provenance=mode=min');
  expect(words('docker:verify').slice(-3)).toEqual(['python', '-c', 'from my_service.main import handler']);
  expect(words('docker:verify')).toEqual(expect.arrayContaining(['--read-only', '--cap-drop=ALL']));
  expect(words('docker:verify:worker')).toContain('verify-start');
});
