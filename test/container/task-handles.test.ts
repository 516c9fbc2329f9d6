import { PythonContainer, PythonContainerProject, PythonPackageManager, DependencyUpdates, Framework } from '../../src';
import { folderWith, newFolder, newProject } from '../synth';

test('the tasks of a container are at hand', () => {
  const { container, installTask, upgradeTask } = newProject({ dependencyUpdates: DependencyUpdates.TASK });
  const handles = Object.entries(container).filter(([name]) => name.endsWith('Task')).map(([name, task]) => [name, task?.name]);
  expect(Object.fromEntries(handles)).toEqual({
    buildTask: 'docker:build',
    buildDevTask: 'docker:build:dev',
    buildFreshTask: 'docker:build:fresh',
    testTask: 'docker:test',
    runTask: 'docker:run',
    devTask: 'docker:dev',
    traceTask: 'docker:trace',
    pushTask: 'docker:push',
    lintTask: 'docker:lint',
    verifyTask: 'docker:verify',
    reproduceTask: 'docker:reproduce',
    sbomTask: 'docker:sbom',
    scanTask: 'docker:scan',
    licensesTask: 'docker:licenses',
    signTask: 'docker:sign',
    verifySignatureTask: 'docker:verify:signature',
    reportTask: 'docker:report',
    pinTask: 'docker:pin',
    pinCheckTask: 'docker:pin:check',
    lockTask: 'lock',
    lockUpgradeTask: 'lock:upgrade',
    lockCheckTask: 'lock:check',
  });
  expect([installTask.name, upgradeTask?.name]).toEqual(['install', 'upgrade']);
});

test('a further container has tasks of its own, and the locks and digests of all', () => {
  const project = newProject({ pytest: false });
  const worker = new PythonContainer(project, { name: 'worker', command: ['python', 'work.py'] });
  expect([worker.buildTask.name, worker.verifyTask.name, worker.testTask]).toEqual(['docker:build:worker', 'docker:verify:worker', undefined]);
  expect([worker.lockTask, worker.lockCheckTask, worker.pinTask])
    .toEqual([project.container.lockTask, project.container.lockCheckTask, project.container.pinTask]);
  expect(worker.lockTask?.name).toBe('lock');
});

test('a sub-project pins its own Dockerfiles', () => {
  const root = newProject();
  const child = new PythonContainerProject({ name: 'child', parent: root, outdir: 'child', framework: Framework.NONE });
  expect(child.container.pinTask).toBe(child.tasks.tryFind('docker:pin'));
  expect(child.container.pinTask).not.toBe(root.container.pinTask);
});

test('there is no task for an existing lock file without its requirements', () => {
  const lock = `idna==3.10 --hash=sha256:${'a'.repeat(64)}\n`;
  const outdir = folderWith({ 'requirements.txt': lock, 'requirements-dev.txt': lock });
  const { container } = newProject({ outdir, pytest: false, framework: Framework.NONE });
  expect([container.lockTask, container.lockUpgradeTask, container.lockCheckTask]).toEqual([undefined, undefined, undefined]);
  expect(newProject({ outdir: newFolder(), packageManager: PythonPackageManager.POETRY }).container.lockTask?.name).toBe('lock');
});
