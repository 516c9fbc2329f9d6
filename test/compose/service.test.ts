import { PostgresOptions, Service } from '../../src';

const FINE = { image: 'a/b:1' };

test.each<[string, object, string]>([
  ['Search', FINE, 'Service.custom name: "Search" is not possible: the name of a service consists of lower-case letters'],
  ['a_b', FINE, 'Service.custom name: "a_b"'],
  ['web\n  x', FINE, 'Service.custom name: "web\\n  x"'],
  ['a-', FINE, 'Service.custom name: "a-"'],
  ['x'.repeat(64), FINE, 'has up to 63 characters'],
  ['__proto__', FINE, 'Service.custom name'],
  ['a', {}, 'services.a.image: undefined is not possible: every service needs an image.'],
  ['a', [], 'services.a must be an object'],
  ['a', { image: 'redis' }, 'services.a.image: "redis" is not possible: without a tag, the version would change with each release. Write for example \'redis:1\'.'],
  ['a', { image: 'localhost:5000/redis' }, 'without a tag'],
  ['a', { image: 'redis:8\n    privileged: true' }, 'an image is [registry/]name[:tag]'],
  ['a', { image: 'redis:${TAG}' }, 'an image is [registry/]name[:tag]'],
  ['a', { ...FINE, imag: 'x' }, 'services.a.imag: unknown option. Did you mean image?'],
  ['a', { ...FINE, command: 'run' }, 'services.a.command must be a list of strings'],
  ['a', { ...FINE, command: [] }, 'a command needs at least the name of a program'],
  ['a', { ...FINE, command: ['a\0'] }, 'services.a.command'],
  ['a', { ...FINE, environment: { 'A B': '' } }, 'services.a.environment name: "A B" is not possible'],
  ['a', { ...FINE, environment: { A: 'hunter2\0' } }, 'services.a.environment A: "…" is not possible: a variable must be a string without NUL characters'],
  ['a', { ...FINE, applicationEnvironment: { A: 5 } }, 'services.a.applicationEnvironment A must be a string, got a number'],
  ['a', { ...FINE, healthCheck: [''] }, 'services.a.healthCheck'],
  ['a', { ...FINE, volumes: { data: 'data' } }, 'services.a.volumes.data: "data" is not possible: expected the absolute path of a folder'],
  ['a', { ...FINE, volumes: { data: '/a/..' } }, 'expected the absolute path of a folder'],
  ['a', { ...FINE, volumes: { a: '/data', b: '/data' } }, 'services.a.volumes: "/data" is not possible: two volumes cannot have the same path. Remove one of them.'],
  ['a', { ...FINE, volumes: { data: '/a:/b' } }, 'expected the absolute path of a folder'],
  ['a', { ...FINE, volumes: { 'a:b': '/a' } }, 'services.a.volumes name: "a:b"'],
  ['a', { ...FINE, ports: [0] }, 'services.a.ports must be a whole number from 1 to 65535, got 0'],
  ['a', { ...FINE, ports: '80' }, 'services.a.ports must be a list of ports'],
  ['a', { ...FINE, secrets: 'x' }, 'services.a.secrets must be a list of strings'],
])('a service %j with %j is an error', (name, options, message) => {
  expect(() => Service.custom(name, options as never)).toThrow(message);
});

test.each<[object, string]>([
  [{ image: 'postgres' }, 'Service.postgres image: "postgres" is not possible: without a tag'],
  [{ port: '5432' }, 'Service.postgres port must be a whole number from 1 to 65535'],
  [{ version: '17' }, 'Service.postgres.version: unknown option'],
  [{ passwordSecret: 5 }, 'Service.postgres passwordSecret must be a string'],
  [[], 'Service.postgres must be an object'],
])('PostgreSQL with %j is an error', (options, message) => {
  expect(() => Service.postgres(options as PostgresOptions)).toThrow(message);
});

test('services have the names of their hosts', () => {
  expect([Service.postgres(), Service.redis(), Service.rabbitmq(), Service.custom('search', FINE)].map(({ name }) => name)).toEqual(['postgres', 'redis', 'rabbitmq', 'search']);
});
