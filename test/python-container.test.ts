import { Project, python } from 'projen';
import { newFolder, newProject, synth } from './synth';
import { Framework, PythonContainer, PythonContainerProject, PythonPackageManager } from '../src';

function pythonProject(options: Partial<python.PythonProjectOptions> = {}): python.PythonProject {
  return new python.PythonProject({
    name: 'hosted', moduleName: 'hosted', authorName: 'a', authorEmail: 'a@example.com', version: '0.1.0', outdir: newFolder(), ...options,
  });
}

test('works in any project', () => {
  const project = new Project({ name: 'host', outdir: newFolder() });
  const container = new PythonContainer(project, { framework: Framework.NONE, sources: ['.'], pytest: false });
  expect(PythonContainer.of(project)).toBe(container);
  const files = synth(project);
  expect(files.Dockerfile).toContain('COPY --chown=10001:10001 --chmod=u=rwX,go=rX . /app\n');
  expect(files['.projen/tasks.json'].tasks).toMatchObject({ 'lock': {}, 'docker:build': {} });
  expect(files['.projen/tasks.json'].tasks.install).toBeUndefined();
});

test('takes the requirements of a PythonProject, and does not change its files', () => {
  const project = pythonProject({ deps: ['requests@^2'] });
  new PythonContainer(project);
  const files = synth(project);
  expect(files['requirements.txt']).toContain('requests>=2');
  expect(files.Dockerfile).toContain('source=requirements.lock,target=/tmp/requirements.lock');
  expect(files.Dockerfile).toContain('CMD ["python", "-m", "hosted"]');
  expect(files['.projen/container.json'].locks[0].commands[1]).toEqual(expect.arrayContaining(['--constraints=requirements.lock', 'requirements-dev.txt']));
  expect(files).not.toHaveProperty(['requirements.in']);
});

test('cannot have requirements in addition to those of a PythonProject', () => {
  expect(() => new PythonContainer(pythonProject(), { requirements: ['fastapi'] }))
    .toThrow('requirements: ["fastapi"] is not possible: a PythonProject has its requirements in deps and devDeps. Add them there.');
});

test('brings the requirements of a framework into a PythonProject', () => {
  const project = pythonProject({ deps: ['fastapi@^0.116.0'] });
  new PythonContainer(project, { framework: Framework.FASTAPI });
  const requirements = synth(project)['requirements.txt'].split('\n').slice(1);
  expect(requirements).toEqual(expect.arrayContaining(['fastapi>=0.116.0, <0.117.0', 'uvicorn[standard]>=0.34']));
});

test.each<[string, Partial<python.PythonProjectOptions>, PythonPackageManager, string]>([
  ['uv', { pip: false, venv: false, setuptools: false, uv: true }, PythonPackageManager.UV, 'uv sync --project=/tmp --locked'],
  ['Poetry', { pip: false, venv: false, setuptools: false, poetry: true }, PythonPackageManager.POETRY, 'poetry install --directory=/tmp'],
])('installs what the pyproject.toml of a PythonProject with %s requires, and leaves that alone', (_name, options, packageManager, line) => {
  const project = pythonProject({ deps: ['idna@^3'], pytest: false, ...options });
  new PythonContainer(project, { packageManager });
  const files = synth(project);
  expect(files.Dockerfile).toContain(line);
  expect(files['pyproject.toml']).toMatch(/idna/);
  expect(files['pyproject.toml']).not.toContain('package = false');
  expect(files['.projen/tasks.json'].tasks).toHaveProperty('lock');
});

test('needs a PythonProject that uses pip', () => {
  expect(() => new PythonContainer(pythonProject({ pip: false, poetry: true }))).toThrow('packageManager: "pip" is not possible: the PythonProject has no requirements.txt');
});

test('a second container with a command of its own has no port and no health check', () => {
  const project = newProject();
  const worker = new PythonContainer(project, { name: 'worker', command: ['python', '-m', 'my_service.work'] });
  expect(worker.production.toString()).toMatch(/HEALTHCHECK NONE\nCMD \["python", "-m", "my_service.work"\]$/);
  expect(worker.production.ports).toEqual([]);
  expect(() => new PythonContainer(project, { name: 'other', pythonVersion: '3.12' }))
    .toThrow('pythonVersion: "3.12" is not possible: container other does not set requirements, so it shares the lock files of the first container. Set requirements too');
});

test('the checks of docker:verify follow the stage', () => {
  const { container } = newProject();
  container.production.cmd(['other']);
  container.production.expose(9999);
  expect(synth(container.project)['container-structure-test.yaml']).toMatch(/- "8000"\n {4}- "9999"\n {2}entrypoint: \[\]\n {2}cmd:\n {4}- other\n/);
});

test('docker:verify checks entrypoint and Python, and starts the image', () => {
  const { container } = newProject({ pythonVersion: '3.13' });
  container.production.entrypoint(['tini', '--']);
  const files = synth(container.project);
  expect(files['container-structure-test.yaml']).toMatch(/entrypoint:\n {4}- tini\n {4}- --\n/);
  expect(files['container-structure-test.yaml']).toContain('- ^3\\.13\\n$');
  expect(files['.projen/tasks.json'].tasks['docker:verify'].steps.pop())
    .toEqual({ execArgs: ['node', '.projen/container.cjs', 'verify-start', 'my-service', '--'], receiveArgs: true });
});

test('docker:verify looks for the programs of all processes; with an entrypoint, a command is its arguments', () => {
  const options = { processes: { worker: { command: ['celery', 'worker'], healthCheckCommand: ['./alive'] }, release: { command: ['celery', 'migrate'], job: true } } };
  const programs = (project: PythonContainerProject) => /sys\.argv\[1:\] if not shutil\.which\(name\)\]\)\n((?: {6}- .*\n)*)/.exec(synth(project)['container-structure-test.yaml'])![1]
    .trim().split(/\s*- /).filter(name => name !== '');
  expect(programs(newProject(options))).toEqual(['uvicorn', 'celery', 'python', './alive']);
  const project = newProject(options);
  project.container.production.entrypoint(['tini', '--']);
  expect(programs(project)).toEqual(['tini', 'python', './alive']);
});

test('a second container shares the locks, unless it has requirements of its own', () => {
  const project = newProject();
  new PythonContainer(project, { name: 'worker', framework: Framework.NONE, sources: ['my_service'], command: ['python', '-m', 'my_service.work'] });
  new PythonContainer(project, { name: 'cron', framework: Framework.NONE, sources: ['my_service'], requirements: ['croniter'] });
  expect(PythonContainer.of(project)).toBe(project.container);
  const files = synth(project);
  expect(files['Dockerfile.worker']).toContain('source=requirements.txt,');
  expect(files['Dockerfile.cron']).toContain('source=requirements.cron.txt,');
  expect(files['requirements.cron.in']).toContain('croniter');
  expect(files['Dockerfile.worker.dockerignore']).toContain('!my_service');
  expect(files['.projen/container.json'].locks.map((lock: { outputs: string[] }) => lock.outputs)).toEqual([
    ['requirements.txt', 'requirements-dev.txt'], ['requirements.cron.txt', 'requirements-dev.cron.txt'],
  ]);
  expect(Object.keys(files['.projen/tasks.json'].tasks)).toEqual(expect.arrayContaining(['docker:build', 'docker:build:worker', 'docker:verify:cron', 'lock']));
});

test('has one pyproject.toml', () => {
  const project = newProject({ packageManager: PythonPackageManager.UV });
  expect(new PythonContainer(project, { name: 'worker', command: ['python'] }).dockerfile.contextSources).toContain('uv.lock');
  expect(() => new PythonContainer(project, { name: 'other', requirements: ['x'], packageManager: PythonPackageManager.UV }))
    .toThrow('is not possible: the project has only one pyproject.toml, for its first container');
});

test('must have a unique name in its project', () => {
  const project = newProject();
  expect(() => new PythonContainer(project, { name: 'Worker' })).toThrow('name: "Worker" is not possible: the name of a container consists of lower-case letters');
  new PythonContainer(project, { name: 'worker' });
  expect(() => new PythonContainer(project, { name: 'worker' })).toThrow('name: "worker" is not possible: the project already has a container with this name');
});

test('files that a task creates can be copied before they exist', () => {
  const container = () => new PythonContainer(new Project({ name: 'host', outdir: newFolder() }), { framework: Framework.NONE, sources: ['dist', 'gen/*.json'], pytest: false });
  expect(() => synth(container().project)).toThrow('copies or mounts "dist", and there is no dist in');
  const declared = container();
  declared.addTaskOutput('./dist/');
  declared.addTaskOutput('gen/a.json');
  expect(() => synth(declared.project)).not.toThrow();
  expect(() => declared.addTaskOutput('../dist')).toThrow('taskOutput: "../dist" is not possible: a path must be inside the build context.');
});
