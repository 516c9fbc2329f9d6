import { cdk8s, javascript, JsonFile } from 'projen';
import { PythonContainerProject } from 'projen-python-container';

// one image for an HTTP API, a worker, a scheduler and two jobs; deploy/ makes Kubernetes manifests from the facts of the image
const project = new PythonContainerProject({
  name: 'shop',
  requirements: ['celery>=5.5'],
  processes: {
    worker: {
      command: ['celery', '--app=shop.tasks', 'worker', '--concurrency=2'],
      healthCheckCommand: ['python', '-m', 'shop.alive'],
      gracePeriod: 120, // a task may take a minute
      replicas: 2,
    },
    beat: { command: ['celery', '--app=shop.tasks', 'beat', '--schedule=/tmp/beat'] },
    release: { command: ['python', '-m', 'shop.release'], job: true },
    cleanup: { command: ['python', '-m', 'shop.cleanup'], environment: { KEEP_DAYS: '30' }, job: true },
  },
  sample: false,
});

const deploy = new cdk8s.Cdk8sTypeScriptApp({
  parent: project,
  outdir: 'deploy',
  name: 'shop-deploy',
  defaultReleaseBranch: 'main',
  cdk8sVersion: '2.70.0',
  cdk8sPlus: false,
  packageManager: javascript.NodePackageManager.NPM,
  jest: false,
  eslint: false,
});
new JsonFile(deploy, 'src/facts.json', { obj: project.container.facts });

project.synth();
