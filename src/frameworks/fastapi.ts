import type { FrameworkProfile } from './framework';
import { databaseImports, databaseTest, databaseTestImports, databaseView } from './sample-database';

/** @see https://fastapi.tiangolo.com/deployment/docker/ */
export const fastapi: FrameworkProfile = {
  requirements: ['fastapi>=0.115', 'uvicorn[standard]>=0.34'],
  devRequirements: ['httpx2>=2.0'], // fastapi.testclient needs it
  port: 8000,
  healthCheckPath: '/health',
  sources: ({ moduleName }) => [moduleName],
  command: ({ moduleName, port }) => ['uvicorn', `${moduleName}.main:app`, '--host', '0.0.0.0', '--port', String(port)],
  devCommand: application => [...fastapi.command(application), '--reload'],
  sample: ({ name, moduleName, healthCheckPath, database }) => ({
    [`${moduleName}/__init__.py`]: '',
    [`${moduleName}/main.py`]: `${databaseImports(database)}from fastapi import FastAPI

app = FastAPI(title=${JSON.stringify(name)})


@app.get("/")
def read_root() -> dict[str, str]:
    return {"message": ${JSON.stringify(`Hello from ${name}`)}}


@app.get(${JSON.stringify(healthCheckPath)})
def health() -> dict[str, str]:
    """Answers the container's health check."""
    return {"status": "ok"}
${database ? `\n\n@app.get("/databases")\n${databaseView(database)}` : ''}`,
  }),
  sampleTest: ({ name, moduleName, healthCheckPath, database }) => ({
    'tests/__init__.py': '',
    'tests/test_main.py': `${databaseTestImports(database)}from fastapi.testclient import TestClient

from ${moduleName}.main import app

client = TestClient(app)


def test_root() -> None:
    assert client.get("/").json() == {"message": ${JSON.stringify(`Hello from ${name}`)}}


def test_health() -> None:
    assert client.get(${JSON.stringify(healthCheckPath)}).status_code == 200
${databaseTest(database, '"postgres" in client.get("/databases").json()')}`,
  }),
};
