import { PythonContainer, PythonContainerProject } from 'projen-python-container';

// an HTTP API, and a worker beside it: two images, one code, one lock
const project = new PythonContainerProject({
  name: 'shop',
  requirements: ['click>=8'],
  sample: false,
});
new PythonContainer(project, { name: 'worker', command: ['python', '-m', 'shop.worker'] });
project.synth();
