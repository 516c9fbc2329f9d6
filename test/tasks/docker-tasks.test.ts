import { Project } from 'projen';
import { BaseImage, PythonContainer, PythonContainerProject, PythonPackageManager, UvWorkspace } from '../../src';
import { folderWith, newProject, synth } from '../synth';

/** The last `docker build` of a task, and the task's environment. */
function build(tasks: any, name: string): { argv: string[]; env?: { [name: string]: string } } {
  const commands: string[][] = tasks[name].steps.flatMap(({ execArgs }: { execArgs?: string[] }) => execArgs ? [execArgs] : []);
  return { argv: commands.filter(argv => argv.includes('build')).pop()!, env: tasks[name].env };
}

const EPOCH = '--build-arg=SOURCE_DATE_EPOCH';

test.each(['docker:build', 'docker:build:fresh', 'docker:trace'])('%s loads production, with the date of the sources', (name) => {
  const { argv, env } = build(synth(newProject())['.projen/tasks.json'].tasks, name);
  expect(argv).toEqual(expect.arrayContaining(['--load', EPOCH, '--tag=my-service']));
  expect(env).toEqual({ SOURCE_DATE_EPOCH: '$(node .projen/container.cjs source-date .)' });
});

test.each(['docker:build:dev', 'docker:test', 'docker:dev'])('%s loads the development image, which has no date', (name) => {
  const { argv, env } = build(synth(newProject({ compose: false }))['.projen/tasks.json'].tasks, name);
  expect(argv).toEqual(expect.arrayContaining(['--load', '--target=dev', '--tag=my-service:dev']));
  expect(argv).not.toContain(EPOCH);
  expect(env).toBeUndefined();
});

test('docker:push has the date and loads nothing; docker:verify hands it on', () => {
  const { tasks } = synth(newProject())['.projen/tasks.json'];
  const { argv, env } = build(tasks, 'docker:push');
  expect(argv).toContain(EPOCH);
  expect(argv).not.toContain('--load');
  expect([env, tasks['docker:verify'].env]).toEqual(Array(2).fill({ SOURCE_DATE_EPOCH: '$(node .projen/container.cjs source-date .)' }));
});

test('docker:trace synthesizes in the end', () => {
  const { tasks } = synth(newProject())['.projen/tasks.json'];
  expect(tasks['docker:trace'].steps.slice(-1)).toEqual([{ spawn: 'default' }]);
});

test('docker:test uses lazy imports for the tested code, and not for pytest', () => {
  const run = (options: object) => synth(newProject({ pythonVersion: '3.15', ...options }))['.projen/tasks.json'].tasks['docker:test'].steps.pop().execArgs;
  const script = ['node', '.projen/container.cjs', 'run', 'program', '--', '$@'];
  expect(run({})).toEqual([...script, 'docker', 'run', '--rm', '--', 'my-service:dev', 'python', '-m', 'pytest']);
  const lazy = [...script, 'docker', 'run', '--rm', '--env=PYTHON_LAZY_IMPORTS=normal', '--', 'my-service:dev', 'python', '-c',
    "import sys, pytest; sys.set_lazy_imports('all'); sys.exit(pytest.main(sys.argv[1:]))"];
  expect(run({ lazyImports: true })).toEqual(lazy);
  expect(run({ lazyImports: true, testCommand: ['pytest', '-q'] })).toEqual([...lazy, '-q']);
  expect(run({ lazyImports: true, testCommand: ['python', '-m', 'unittest'] })).toEqual([...script, 'docker', 'run', '--rm', '--', 'my-service:dev', 'python', '-m', 'unittest']);
});

test('another command runs the tests, without pytest among the requirements, and in further containers too', () => {
  const project = newProject({ testCommand: ['python', 'manage.py', 'test'] });
  new PythonContainer(project, { name: 'worker', command: ['python', '-m', 'my_service.work'] });
  const files = synth(project);
  const steps = (name: string) => files['.projen/tasks.json'].tasks[name].steps.pop();
  for (const [task, image] of [['docker:test', 'my-service:dev'], ['docker:test:worker', 'my-service-worker:dev']]) {
    expect(steps(task)).toEqual({
      execArgs: ['node', '.projen/container.cjs', 'run', 'program', '--', '$@', 'docker', 'run', '--rm', '--', image, 'python', 'manage.py', 'test'], receiveArgs: true,
    });
  }
  expect(steps('test')).toEqual({ execArgs: ['node', '.projen/container.cjs', 'test'], receiveArgs: true });
  expect(files['.projen/container.json'].testCommand).toEqual(['python', 'manage.py', 'test']);
  expect(files['requirements-dev.in']).not.toContain('pytest');
  expect(files['requirements-dev.in']).toContain('httpx2');
  expect(files.Dockerfile).not.toContain('PYTEST');
});

describe('the tasks of processes', () => {
  const STRICTLY = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges'];
  const worker = { command: ['celery', '--app=shop', 'worker', '$X'], healthCheckCommand: ['test', '-e', "/tmp/it's"], stopSignal: 'SIGINT', gracePeriod: 120, environment: { A: 'b $C' } };
  const release = { command: ['migrate'], job: true };
  const run = (tasks: any, name: string) => tasks[name].steps.pop().execArgs.slice(4);

  test('run the image with the command of a process, as docker:run does', () => {
    const { tasks } = synth(newProject({ processes: { worker, release, web: { gracePeriod: 60, environment: { W: 'x' } } } }))['.projen/tasks.json'];
    const start = ['--', '$@', 'docker', 'run', '--rm', ...STRICTLY];
    expect(run(tasks, 'docker:run')).toEqual([...start, '--stop-timeout=60', '--env=W=x', '--publish=8000:8000', '--', 'my-service']);
    expect(run(tasks, 'docker:run:worker')).toEqual([
      ...start, '--stop-signal=SIGINT', '--stop-timeout=120', "--health-cmd=test -e '/tmp/it'\\''s'", '--health-interval=30s', '--health-timeout=3s', '--health-start-period=30s',
      '--health-start-interval=1s', '--env=A=b $C', '--', 'my-service', ...worker.command,
    ]);
    expect(run(tasks, 'docker:run:release')).toEqual([...start, '--stop-signal=SIGTERM', '--stop-timeout=30', '--no-healthcheck', '--', 'my-service', 'migrate']);
    expect(tasks['docker:run:worker'].steps[0]).toEqual(tasks['docker:run'].steps[0]);
    expect(Object.keys(tasks).filter(name => name.startsWith('docker:run'))).toEqual(['docker:run', 'docker:run:release', 'docker:run:worker']);
  });

  test('tasks that start web pass its variables', () => {
    const { tasks } = synth(newProject({ compose: false, processes: { web: { environment: { W: 'x' } } } }))['.projen/tasks.json'];
    expect(tasks['docker:verify'].steps.pop().execArgs.slice(2)).toEqual(['verify-start', 'my-service', '--', '--env=W=x']);
    expect(tasks['docker:trace'].steps.map(({ execArgs }: { execArgs?: string[] }) => execArgs?.slice(2))).toContainEqual(['trace', 'my-service', 'bytecode.txt', '--', '--env=W=x', '--']);
    expect(run(tasks, 'docker:dev')).toEqual(expect.arrayContaining(['--env=W=x', '--publish=8000:8000']));
  });

  test('of a named container carry both names', () => {
    const project = newProject({ processes: { worker } });
    const gpu = new PythonContainer(project, { name: 'gpu', processes: { worker } });
    expect([project.container, gpu].map(({ processTasks }) => processTasks.worker.name)).toEqual(['docker:run:worker', 'docker:run:worker:gpu']);
    expect(run(synth(project)['.projen/tasks.json'].tasks, 'docker:run:worker:gpu').slice(-5)).toEqual(['my-service-gpu', ...worker.command]);
  });

  test('are no tasks of other containers', () => {
    const message = 'is not possible: the project has a process of this name, which docker:run:worker runs. Give the container another name.';
    expect(() => new PythonContainer(newProject({ processes: { worker } }), { name: 'worker', command: ['x'] })).toThrow(`name: "worker" ${message}`);
    expect(() => new PythonContainer(newProject({ processes: { worker } }), { name: 'constructor', command: ['x'] })).not.toThrow();
    const project = new Project({ name: 'shop', outdir: folderWith({}) });
    new PythonContainer(project, { name: 'worker' });
    expect(() => new PythonContainer(project, { processes: { worker } })).toThrow(
      'processes name: "worker" is not possible: the project already has a task docker:run:worker. Give the process another name.');
  });

  test('have no health check in an image without a shell, which Docker would start', () => {
    const { tasks } = synth(newProject({ pythonVersion: '3.13', baseImage: BaseImage.distroless(), processes: { worker } }))['.projen/tasks.json'];
    expect(run(tasks, 'docker:run:worker')).toContain('--no-healthcheck');
  });
});

test.each([['3.14', 'trace'], ['3.15', 'trace:lazy']])('docker:trace of Python %s is %s', (pythonVersion, verb) => {
  const { tasks } = synth(newProject({ pythonVersion }))['.projen/tasks.json'];
  expect(tasks['docker:trace'].steps).toContainEqual(expect.objectContaining({ execArgs: ['node', '.projen/container.cjs', verb, 'my-service', 'bytecode.txt', '--', '--'] }));
});

test('the sources of a service in a workspace are those of the workspace, which is its context', () => {
  const shop = new Project({ name: 'shop', outdir: folderWith({ 'services/api/api/main.py': '', 'services/api/tests/test_main.py': '' }) });
  new UvWorkspace(shop);
  new PythonContainerProject({ name: 'api', parent: shop, outdir: 'services/api', packageManager: PythonPackageManager.UV });
  const { tasks } = synth(shop)['services/api/.projen/tasks.json'];
  expect(tasks['docker:build'].env).toEqual({ SOURCE_DATE_EPOCH: '$(node .projen/container.cjs source-date ../..)' });
});
