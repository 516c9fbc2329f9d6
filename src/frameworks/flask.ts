import { flaskTarget } from './flask-target';
import type { FrameworkProfile } from './framework';
import { GUNICORN, gunicornCommand } from './gunicorn';
import { databaseImports, databaseTest, databaseTestImports, databaseView } from './sample-database';

/** @see https://flask.palletsprojects.com/en/stable/deploying/gunicorn/ */
export const flask: FrameworkProfile = {
  requirements: ['flask>=3.1', GUNICORN],
  devRequirements: [],
  port: 8000,
  healthCheckPath: '/health',
  sources: ({ moduleName }) => [moduleName],
  command: application => gunicornCommand(application, flaskTarget(application)),
  devCommand: application => [
    'flask', '--app', flaskTarget(application).replace('()', ''), 'run', '--debug', '--host=0.0.0.0', `--port=${application.port}`,
  ],
  sample: ({ name, moduleName, healthCheckPath, database }) => ({
    [`${moduleName}/__init__.py`]: '',
    [`${moduleName}/main.py`]: `${databaseImports(database)}from flask import Flask


def create_app() -> Flask:
    app = Flask(__name__)

    @app.get("/")
    def read_root() -> dict[str, str]:
        return {"message": ${JSON.stringify(`Hello from ${name}`)}}

    @app.get(${JSON.stringify(healthCheckPath)})
    def health() -> dict[str, str]:
        """Answers the container's health check."""
        return {"status": "ok"}
${database ? `\n    @app.get("/databases")\n${databaseView(database, '    ')}` : ''}
    return app
`,
  }),
  sampleTest: ({ name, moduleName, healthCheckPath, database }) => ({
    'tests/__init__.py': '',
    'tests/test_main.py': `${databaseTestImports(database)}${database ? '\n' : ''}from ${moduleName}.main import create_app

client = create_app().test_client()


def test_root() -> None:
    assert client.get("/").json == {"message": ${JSON.stringify(`Hello from ${name}`)}}


def test_health() -> None:
    assert client.get(${JSON.stringify(healthCheckPath)}).status_code == 200
${databaseTest(database, '"postgres" in client.get("/databases").json')}`,
  }),
};
