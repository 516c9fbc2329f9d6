import { readFileSync } from 'fs';
import { join } from 'path';
import { Framework, PythonContainerProjectOptions, Service } from '../../src';
import { Sample } from '../../src/frameworks/sample';
import { newProject } from '../synth';

const DATABASE: Partial<PythonContainerProjectOptions> = { services: [Service.postgres()], requirements: ['psycopg[binary]>=3.2'] };
const SECRET: Partial<PythonContainerProjectOptions> = { ...DATABASE, services: [Service.postgres({ passwordSecret: 'db' })], secrets: { db: '.secrets/db' } };

/** A file of the sample of a new project. */
function sampled(path: string, options: Partial<PythonContainerProjectOptions>): string {
  const project = newProject(options);
  project.components.find((component): component is Sample => component instanceof Sample)!.projectCreation();
  return readFileSync(join(project.outdir, path), 'utf8');
}

test.each([Framework.FASTAPI, Framework.FLASK])('the sample of %s with a database reads from it', (framework) => {
  const main = sampled('my_service/main.py', { framework, ...DATABASE });
  expect(main).toMatch(/^import os\n\nimport psycopg\nfrom (fastapi|flask) import (FastAPI|Flask)\n\n/);
  expect(main.replace(/^ {4}(?=[ @d])/gm, '')).toContain('@app.get("/databases")\ndef read_databases() -> list[str]:\n');
  expect(main).toContain('    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:\n');
  const test = sampled('tests/test_main.py', { framework, ...DATABASE });
  expect(test).toMatch(/^import os\n\nimport pytest\n\n?from /);
  expect(test).toContain('\n\n\n@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="npx projen compose:test has a database")\ndef test_databases() -> None:\n');
});

test.each([Framework.FASTAPI, Framework.FLASK])('the sample of %s reads the password from the file of the secret', (framework) => {
  const main = sampled('my_service/main.py', { framework, ...SECRET });
  expect(main).toMatch(/^import os\nfrom pathlib import Path\n\nimport psycopg\n/);
  expect(main).toMatch(/\n +password = Path\(os\.environ\["DATABASE_PASSWORD_FILE"\]\)\.read_text\(\)\.strip\(\)\n +with psycopg\.connect\(os\.environ\["DATABASE_URL"\], password=password\) as connection:\n/);
});

test('the settings of Django read DATABASE_URL, and the password where there is a secret', () => {
  const [plain, secret] = [DATABASE, SECRET].map(options => sampled('my_service/settings.py', { framework: Framework.DJANGO, ...options }));
  expect(plain).toContain('dj_database_url.config(');
  expect(plain).not.toContain('DATABASE_PASSWORD_FILE');
  expect(secret).toContain('if "DATABASE_PASSWORD_FILE" in os.environ:\n    DATABASES["default"]["PASSWORD"] = Path(os.environ["DATABASE_PASSWORD_FILE"]).read_text().strip()\n');
});

test('a database of any image counts', () => {
  const service = Service.custom('db', { image: 'postgis/postgis:18-3.6', applicationEnvironment: { DATABASE_URL: 'postgres://app@db/app' } });
  expect(sampled('my_service/main.py', { ...DATABASE, services: [service] })).toContain('psycopg');
});

test.each<[string, Partial<PythonContainerProjectOptions>]>([
  ['a service', { requirements: ['psycopg'] }],
  ['a database', { requirements: ['psycopg', 'redis'], services: [Service.redis()] }],
  ['one of PostgreSQL', { requirements: ['psycopg'], services: [Service.custom('db', { image: 'mariadb:12', applicationEnvironment: { DATABASE_URL: 'mysql://app@db/app' } })] }],
  ['the driver', { services: [Service.postgres()], requirements: ['psycopg2-binary'] }],
])('without %s the sample has none', (_what, options) => {
  for (const framework of [Framework.FASTAPI, Framework.FLASK]) {
    expect(sampled('my_service/main.py', { framework, ...options })).toBe(sampled('my_service/main.py', { framework }));
    expect(sampled('tests/test_main.py', { framework, ...options })).toBe(sampled('tests/test_main.py', { framework }));
  }
});
