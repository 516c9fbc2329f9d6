import { chmodSync, writeFileSync } from 'fs';
import { join } from 'path';
import { BaseImage, Framework, ProcessOptions } from '../../../src';
import { folderWith } from '../../synth';
import { Change, findings, Options } from '../check';

const OPTIONS: Options = { framework: Framework.NONE, sources: ['.'], pytest: false };

/** What a rule finds in a process beside a web that it finds nothing in. */
function found(rule: string, worker: Partial<ProcessOptions>, options: Options = {}, change?: Change): string[] {
  return findings(rule, { ...OPTIONS, ...options, processes: { worker: { command: ['work'], ...worker } } }, change);
}

test.each([
  ['exec-variables', ['celery', '--pidfile=$FILE'], /^processes\.worker\.command: \$FILE is not expanded/],
  ['shell-exec', ['sh', '-c', 'migrate && work'], /^processes\.worker\.command: the last command of sh -c does not start with exec/],
  ['debug-server', ['flask', 'run'], /^processes\.worker\.command: flask run is for development/],
])('%s looks at %j', (rule, command, message) => {
  expect(found(rule, { command })).toEqual([expect.stringMatching(message)]);
  expect(found(rule, {})).toEqual([]);
});

test('the entrypoint is before every command', () => {
  const entrypoint: Change = ({ production }) => production.entrypoint(['sh', '-c', 'exec "$@"', '--']);
  expect(found('shell-exec', { command: ['sh', '-c', 'work; sleep'] }, {}, entrypoint)).toEqual([]);
  expect(found('exec-variables', { command: ['$A'] }, {}, ({ production }) => production.raw('ENTRYPOINT work'))).toEqual([]);
  expect(found('exec-variables', { command: ['$A'] }, {}, ({ production }) => production.raw('CMD $B'))).toEqual([expect.stringContaining('processes.worker.command: $A')]);
});

test('entry-script looks at the script of a process', () => {
  const outdir = folderWith({ 'work.sh': '#!/bin/sh\n' });
  chmodSync(join(outdir, 'work.sh'), 0o644);
  expect(found('entry-script', { command: ['./work.sh'] }, { outdir })).toEqual([
    'processes.worker.command: work.sh is not executable. Run: git update-index --chmod=+x work.sh && chmod +x work.sh',
  ]);
  writeFileSync(join(outdir, 'work.sh'), '#!/bin/sh\r\n');
  expect(found('entry-script', { command: ['sh', 'work.sh'] }, { outdir })).toEqual([expect.stringMatching(/^processes\.worker\.command: work\.sh has Windows line endings/)]);
});

test('debug-server and secret-variable look at the variables of a process, web too', () => {
  const message = (name: string) => `processes.${name}.environment: DEBUG=1 is for development. Remove it, and set it with docker:dev --env.`;
  const environment = { DEBUG: '1' };
  expect(found('debug-server', { environment })).toEqual([message('worker')]);
  expect(findings('debug-server', { ...OPTIONS, processes: { web: { environment } } })).toEqual([message('web')]);
  expect(found('secret-variable', { environment: { API_KEY: 'x', LEVEL: 'info' } })).toEqual([
    'processes.worker.environment API_KEY: everyone who has the files of the project can read it. Remove it, and set secrets when the container starts.',
  ]);
});

test('low-port looks at the port of a process', () => {
  expect(found('low-port', { port: 443 })).toEqual(['processes.worker.port: 443 is below 1024, where only root may listen if all capabilities are dropped. Set port to 8000 and publish it as 443.']);
  expect(found('low-port', { port: 1024 })).toEqual([]);
  expect(found('low-port', { port: 443 }, {}, ({ production }) => production.user('0'))).toEqual([]);
});

test('health-check requires a check of processes that listen and are not jobs', () => {
  expect(found('health-check', { port: 9000 })).toEqual(['processes.worker.healthCheckPath: nothing checks that it answers on port 9000. Set it, or healthCheckCommand.']);
  for (const options of [{}, { port: 9000, healthCheckPath: '/up' }, { port: 9000, healthCheckCommand: ['check'] }, { port: 9000, job: true }]) {
    expect(found('health-check', options)).toEqual([]);
  }
});

test('shell reports processes that need a missing shell', () => {
  const message = (option: string) => `processes.worker.${option}: sh is a shell, which the production image does not have. Set the program itself.`;
  const bare = { baseImage: BaseImage.distroless(), pythonVersion: '3.13' };
  const script = ['sh', '-c', 'exec work'];
  expect(found('shell', { command: script, healthCheckCommand: script }, bare)).toEqual([message('command'), message('healthCheckCommand')]);
  expect(found('shell', { command: script })).toEqual([]);
  expect(found('shell', {}, bare)).toEqual([]);
});
