import { Project, python } from 'projen';
import { newFolder, newProject, synth } from './synth';
import { Framework, PythonContainer } from '../src';

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
  expect(files.Dockerfile).toContain('COPY --chmod=u=rwX,go=rX . /app\n');
  expect(files['.projen/tasks.json'].tasks).toMatchObject({ 'lock': {}, 'docker:build': {} });
  expect(files['.projen/tasks.json'].tasks.install).toBeUndefined();
});

test('takes the requirements of a PythonProject, and leaves its files alone', () => {
  const project = pythonProject({ deps: ['requests@^2'] });
  new PythonContainer(project);
  const files = synth(project);
  expect(files['requirements.txt']).toContain('requests>=2');
  expect(files.Dockerfile).toContain('source=requirements.lock,target=/tmp/requirements.lock');
  expect(files.Dockerfile).toContain('CMD ["python", "-m", "hosted"]');
  expect(files['.projen/container.json'].locks[0].commands[1]).toEqual(expect.arrayContaining(['--constraints=requirements.lock', 'requirements-dev.txt']));
  expect(files).not.toHaveProperty(['requirements.in']);
});

test('cannot have requirements beside those of a PythonProject', () => {
  expect(() => new PythonContainer(pythonProject(), { requirements: ['fastapi'] }))
    .toThrow('requirements: ["fastapi"] is not possible: a PythonProject has its requirements in deps and devDeps. Name them there.');
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

test('has a name of its own in its project', () => {
  const project = newProject();
  expect(() => new PythonContainer(project, { name: 'Worker' })).toThrow('name: "Worker" is not possible: a container\'s name has lower-case letters');
  expect(() => new PythonContainer(project)).toThrow();
});
