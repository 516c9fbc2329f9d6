import { PythonContainerProject } from 'projen-python-container';

// an HTTP API: FastAPI, which uvicorn serves on port 8000
const project = new PythonContainerProject({
  name: 'greetings',
  requirements: ['pydantic-settings>=2'],
  environment: { GREETING: 'Hello' },
  sample: false,
});
project.synth();
