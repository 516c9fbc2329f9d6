import { symlinkSync } from 'fs';
import { join } from 'path';
import { DockerCompose, Project } from 'projen';
import { parse } from 'yaml';
import { composed, composeOf } from './composed';
import { Compose, PythonContainer, PythonPackageManager, Service } from '../../src';
import { folderWith, newFolder, newProject, synth } from '../synth';

const SERVICES = [Service.postgres(), Service.redis()];

test('a new project has a compose file with its processes', () => {
  const text: string = synth(newProject())['compose.yaml'];
  expect(text).toMatchSnapshot();
});

test('processes start after the services, and have their addresses in variables', () => {
  const text: string = synth(newProject({
    services: [...SERVICES, Service.rabbitmq()],
    processes: {
      worker: { command: ['celery', '--app=my_service', 'worker'], gracePeriod: 60, stopSignal: 'SIGINT', environment: { POOL: '$5' } },
      release: { command: ['alembic', 'upgrade', 'head'], job: true },
      report: { command: ['python', '-m', 'my_service.report'], job: true },
    },
  }))['compose.yaml'];
  expect(text).toMatchSnapshot();
});

test('jobs are run by hand, but for release: the others wait until it has succeeded', () => {
  const job = { command: ['x'], job: true };
  const { services } = composed({ services: SERVICES, processes: { release: job, report: job, worker: { command: ['x'] } } });
  const ready = { postgres: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' } };
  expect(services.release).toMatchObject({ depends_on: ready });
  expect(services.release).not.toHaveProperty('profiles');
  expect(services.report.profiles).toEqual(['jobs']);
  for (const name of ['web', 'worker', 'report']) {
    expect(services[name].depends_on).toEqual({ ...ready, release: { condition: 'service_completed_successfully' } });
  }
  expect(services.tests.depends_on).toEqual(ready);
});

test('a variable of a process replaces the same variable of a service', () => {
  const { services } = composed({ services: SERVICES, processes: { worker: { command: ['x'], environment: { REDIS_URL: 'redis://other' } } } });
  expect(services.worker.environment).toEqual({ DATABASE_URL: 'postgresql://app@postgres:5432/app', REDIS_URL: 'redis://other' });
});

test('processes, services and variables can have the names of members of objects', () => {
  const { services } = composed({
    services: [Service.custom('to-string', { image: 'acme/a:1', environment: { constructor: 'a' } })],
    processes: { constructor: { command: ['x'], environment: { constructor: 'b', toString: 'c' } as never } },
  });
  expect(services.constructor).toMatchObject({ command: ['x'] });
  expect({ ...services.constructor.environment }).toEqual({ constructor: 'b', toString: 'c' });
  expect({ ...services['to-string'].environment }).toEqual({ constructor: 'a' });
  expect(Object.keys(services)).toEqual(expect.arrayContaining(['web', 'constructor', 'to-string']));
});

test('ports are published on localhost only, and a second process gets a free port', () => {
  const { services } = composed({
    services: [Service.postgres({ port: 5433 }), Service.custom('search', { image: 'search:1', ports: [9000] })],
    processes: { admin: { command: ['x'], port: 8000 }, metrics: { command: ['x'], port: 9000 } },
  });
  const ports = Object.fromEntries(Object.entries<any>(services).map(([name, service]) => [name, service.ports]));
  expect(ports).toEqual({ web: ['127.0.0.1:8000:8000'], admin: ['127.0.0.1::8000'], metrics: ['127.0.0.1::9000'], postgres: ['127.0.0.1:5433:5432'], search: ['127.0.0.1:9000:9000'] });
});

test('a service can be any image, with its values as they are', () => {
  const { services, volumes } = composed({
    services: [Service.custom('search', {
      image: 'getmeili/meilisearch:v1.16',
      command: ['run', '$HOME'],
      environment: { A: '${B}\n"\'' },
      applicationEnvironment: { SEARCH_URL: 'http://search:7700' },
      volumes: { data: '/meili_data' },
      healthCheck: ['curl', '$X'],
    }), Service.custom('plain', { image: 'plain:1' })],
  });
  expect(services.search).toEqual({
    image: 'getmeili/meilisearch:v1.16',
    command: ['run', '$$HOME'],
    environment: { A: '$${B}\n"\'' },
    volumes: ['search_data:/meili_data'],
    healthcheck: expect.objectContaining({ test: ['CMD', 'curl', '$$X'] }),
    stop_grace_period: '30s',
  });
  expect(volumes).toEqual({ search_data: {} });
  expect(services.web).toMatchObject({
    environment: { SEARCH_URL: 'http://search:7700' }, depends_on: { search: { condition: 'service_healthy' }, plain: { condition: 'service_started' } },
  });
});

test('further containers have services of their own', () => {
  const project = newProject({ processes: { worker: { command: ['x'] } } });
  new PythonContainer(project, { name: 'gpu', command: ['python', '-m', 'my_service.gpu'], processes: { beat: { command: ['y'] } } });
  const { services } = composeOf(project);
  expect(Object.keys(services)).toEqual(['web', 'worker', 'gpu', 'gpu-beat', 'tests']);
  expect(services.gpu.build).toMatchObject({ context: '.', dockerfile: 'Dockerfile.gpu', target: 'dev' });
});

test('images come from the mirror of their registry', () => {
  const services = () => Object.values<any>(composed({ services: SERVICES, imageRegistry: 'mirror.example.com/hub' }).services).map(({ image }) => image).filter(Boolean);
  expect(services()).toEqual(['mirror.example.com/hub/postgres:18-trixie', 'mirror.example.com/hub/redis:8']);
  const { services: others } = composed({ services: SERVICES, imageRegistries: { 'docker.io': 'harbor.example.com/hub' } });
  expect(others.redis.image).toBe('harbor.example.com/hub/library/redis:8');
});

test('compose builds with the same flags as docker build', () => {
  const { services, secrets } = composed({
    packageManager: PythonPackageManager.UV,
    access: {
      indexes: [{ name: 'acme', url: 'https://pypi.acme.example/simple/', usernameSecret: 'ACME_USER', passwordSecret: 'ACME_PASSWORD' }],
      ssh: true,
      caCertificates: { file: 'certs/a$b.pem' },
    },
  });
  expect(services.web.build).toEqual({
    context: '.',
    dockerfile: 'Dockerfile',
    target: 'dev',
    args: expect.arrayContaining(['HTTPS_PROXY']),
    secrets: ['ACME_USER', 'ACME_PASSWORD', 'ca-certificates'],
    ssh: ['default'],
  });
  expect(secrets).toEqual({ 'ACME_USER': { environment: 'ACME_USER' }, 'ACME_PASSWORD': { environment: 'ACME_PASSWORD' }, 'ca-certificates': { file: 'certs/a$$b.pem' } });
});

test('secrets are files that are in neither git nor an image', () => {
  const project = newProject({
    sources: ['.'],
    secrets: { 'api-key': '.secrets/api-key', 'db': '.secrets/db' },
    services: [Service.postgres({ passwordSecret: 'db' }), Service.custom('search', { image: 'a:1', secrets: ['api-key'] })],
  });
  const files = synth(project);
  const { services, secrets } = parse(files['compose.yaml']);
  expect(secrets).toEqual({ 'api-key': { file: './.secrets/api-key' }, 'db': { file: './.secrets/db' } });
  expect(services.web).toMatchObject({
    secrets: ['api-key', 'db'], environment: { DATABASE_URL: 'postgresql://app@postgres:5432/app', DATABASE_PASSWORD_FILE: '/run/secrets/db' },
  });
  expect(services.postgres).toMatchObject({ secrets: ['db'], environment: { POSTGRES_PASSWORD_FILE: '/run/secrets/db' } });
  expect(services.postgres.environment).not.toHaveProperty('POSTGRES_HOST_AUTH_METHOD');
  expect(services.search.secrets).toEqual(['api-key']);
  expect(services.tests.secrets).toEqual(['api-key', 'db']);
  expect(files['.gitignore'].split('\n')).toEqual(expect.arrayContaining(['/.secrets/api-key', '/.secrets/db']));
  expect(files['.dockerignore'].split('\n')).toEqual(expect.arrayContaining(['.secrets/api-key', '.secrets/db']));
});

test.each<[object, string]>([
  [{ secrets: { A: 'a' } }, 'secrets name: "A" is not possible: the name of a secret consists of lower-case letters'],
  [{ secrets: { a: '/etc/passwd' } }, 'secrets a: "/etc/passwd" is not possible'],
  [{ secrets: { a: '../a' } }, 'secrets a: "../a" is not possible'],
  [{ secrets: { a: '#a' } }, 'secrets a: "#a" is not possible: a pattern must be inside the build context'],
  [{ secrets: { a: '*.key' } }, 'secrets a: "*.key" is not possible: expected the path of a file'],
  [{ secrets: { 'ca-certificates': 'a' } }, 'builds already have a secret with this name'],
  [{ secrets: { a: 5 } }, 'secrets a must be a string'],
  [{ services: [Service.postgres({ passwordSecret: 'db' })] }, 'services.postgres secrets: "db" is not possible: the secrets are none. Add it there with a file, such as .secrets/db.'],
  [{ services: ['postgres'] }, 'services must be a list of services, got ["postgres"]. Write for example [Service.postgres()].'],
  [{ services: Service.postgres() }, 'services must be a list of services'],
  [{ services: [Service.redis(), Service.redis()] }, 'services'],
  [{ services: [Service.custom('web', { image: 'a:1' })] }, 'services: "web" is not possible: compose.yaml already has a service with this name'],
  [{ services: [Service.custom('tests', { image: 'a:1' })] }, 'services: "tests" is not possible'],
  [{ processes: { tests: { command: ['x'] } } }, 'services: "tests" is not possible'],
  [{ services: [Service.redis({ port: 1 }), Service.postgres({ port: 1 })] }, 'services.postgres port: 1 is not possible: another service has this host port'],
  [{ services: [Service.redis(), Service.custom('b', { image: 'a:1', applicationEnvironment: { REDIS_URL: 'x' } })] }, 'services.b.applicationEnvironment name: "REDIS_URL" is not possible'],
  [{ devContainer: 'yes' }, 'devContainer must be true or false'],
  [{ compose: false, services: [Service.redis()] }, 'services: '],
  [{ compose: false, devContainer: true }, 'devContainer: true is not possible: it has no effect if compose is false'],
])('%j is an error before anything is written', (options, message) => {
  expect(() => synth(newProject(options as never))).toThrow(message);
});

test('without the option no compose files are generated', () => {
  const project = newProject({ compose: false, devContainer: false });
  const files = synth(project);
  expect(project.compose).toBeUndefined();
  expect(Object.keys(files).filter(path => /compose|devcontainer/.test(path))).toEqual([]);
  expect(files['.projen/tasks.json'].tasks).not.toHaveProperty('compose:up');
  expect(files['.projen/tasks.json'].tasks['docker:dev'].steps.pop().execArgs).toContain('live');
});

test.each(['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'])('a %s that people wrote stays the only one', (name) => {
  const outdir = folderWith({ [name]: 'services: {}\n' });
  const message = `compose: ${name} exists and was not generated. Docker would read only one of the compose files. Move its services to .projenrc.ts and remove the file, or set compose to false.`;
  expect(() => newProject({ outdir, compose: true })).toThrow(message);
  expect(() => newProject({ outdir, services: SERVICES })).toThrow(message);
  const project = newProject({ outdir });
  expect(project.compose).toBeUndefined();
  expect(synth(project)['.projen/tasks.json'].tasks).not.toHaveProperty('compose:up');
});

test('a link to a compose file is one too', () => {
  const outdir = folderWith({ 'deploy/compose.yml': 'services: {}\n' });
  symlinkSync('deploy/compose.yml', join(outdir, 'docker-compose.yml'));
  expect(newProject({ outdir }).compose).toBeUndefined();
  expect(() => newProject({ outdir, compose: true })).toThrow('compose: docker-compose.yml exists and was not generated.');
});

test('a compose file that another component generates is an error, because Docker would read one of the two', () => {
  const project = newProject();
  new DockerCompose(project, { services: { db: { image: 'a:1' } } });
  expect(() => synth(project)).toThrow('compose: the project generates docker-compose.yml too. Docker would read only one of the compose files.'
    + ' Move its services to the option services, or set compose to false.');
  const alone = newProject({ compose: false });
  new DockerCompose(alone, { services: { db: { image: 'a:1' } } });
  expect(() => synth(alone)).not.toThrow();
});

test('a generated compose file is replaced', () => {
  const outdir = folderWith({ 'compose.yaml': '# ~~ Generated by projen. To modify, edit .projenrc.ts and run "npx projen".\n\nservices: {}\n' });
  expect(newProject({ outdir }).compose).toBeInstanceOf(Compose);
});

test('any projen project can have it', () => {
  const project = new Project({ name: 'other', outdir: newFolder() });
  expect(() => new Compose(project)).toThrow('Compose: the project has no container. Add one first: new PythonContainer(project)');
  const other = new Project({ name: 'other', outdir: newFolder() });
  new PythonContainer(other, { sources: ['other'] });
  expect(() => new Compose(other, { service: [] } as never)).toThrow('service: unknown option. Did you mean services?');
});

test('overrides add to it', () => {
  const project = newProject({ services: SERVICES });
  project.compose!.file.addOverride('services.redis.command', ['redis-server', '--save', '']);
  expect(composeOf(project).services.redis.command).toEqual(['redis-server', '--save', '']);
});
