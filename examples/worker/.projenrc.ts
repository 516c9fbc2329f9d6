import { PythonContainer, PythonContainerProject } from 'projen-python-container';

// an HTTP API and a worker: two images with the same code and the same lock file
const project = new PythonContainerProject({
  name: 'shop',
  requirements: ['click>=8'],
  sample: false,
});
new PythonContainer(project, { name: 'worker', command: ['python', '-m', 'shop.worker'] });
project.synth();
