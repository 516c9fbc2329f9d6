import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { PythonContainerProjectOptions, Service } from '../../src';
import { succeed } from '../engine/engine';
import { pypiProgram } from '../engine/pypi';
import { folderWith, newFolder, newProject, synth } from '../synth';

jest.setTimeout(120_000);

const SETS: Partial<PythonContainerProjectOptions>[] = [
  {},
  { pytest: false, port: undefined, command: ['x'] },
  {
    devContainer: true,
    secrets: { db: '.secrets/db' },
    services: [
      Service.postgres({ passwordSecret: 'db', port: 5432 }), Service.redis(), Service.rabbitmq(),
      Service.custom('search', { image: 'a/b:1', command: ['x'], ports: [7700], volumes: { data: '/data' }, secrets: ['db'], healthCheck: ['x'], environment: { A: '1' } }),
    ],
    outdir: folderWith({ 'config/a.yaml': '' }),
    sources: ['my_service', 'config/*.yaml'],
    access: { indexes: [{ name: 'acme', url: 'https://pypi.acme.example/simple/', usernameSecret: 'U', passwordSecret: 'P' }], caCertificates: { file: 'ca.pem' } },
    processes: { worker: { command: ['x'], healthCheckCommand: ['y'] }, release: { command: ['x'], job: true }, report: { command: ['x'], job: true } },
  },
];

test('the schema of the compose specification accepts every file', () => {
  const program = pypiProgram('check-jsonschema==0.39.0', 'check-jsonschema');
  const folder = newFolder();
  const paths = SETS.map((options, index) => {
    const path = join(folder, String(index), 'compose.yaml');
    mkdirSync(dirname(path));
    writeFileSync(path, synth(newProject(options))['compose.yaml']);
    return path;
  });
  expect(succeed(folder, program, '--builtin-schema', 'vendor.compose-spec', ...paths)).toContain('ok -- validation done');
});
