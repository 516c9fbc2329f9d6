import { spawnSync } from 'child_process';
import { processFacts } from '../../src/processes/process-facts';
import { healthCheckFlags, processFlags, stopFlags } from '../../src/tasks/process-flags';

const facts = (options: object) => processFacts({ web: { command: ['x'] }, named: { worker: { command: ['work'], ...options } } })[1];

test('variables and the port', () => {
  expect(processFlags(facts({}))).toEqual([]);
  expect(processFlags(facts({ environment: { A: 'b c', B: '' }, port: 9000 }))).toEqual(['--env=A=b c', '--env=B=', '--publish=9000:9000']);
});

test('how it stops', () => {
  expect(stopFlags(facts({}))).toEqual(['--stop-signal=SIGTERM', '--stop-timeout=30']);
  expect(stopFlags(facts({ stopSignal: '9', gracePeriod: 0 }))).toEqual(['--stop-signal=9', '--stop-timeout=0']);
});

test('its health check, and not that of web', () => {
  expect(healthCheckFlags(facts({}), true)).toEqual(['--no-healthcheck']);
  expect(healthCheckFlags(facts({ healthCheckCommand: ['check'] }), false)).toEqual(['--no-healthcheck']);
  expect(healthCheckFlags(facts({ healthCheckCommand: ['check', '-x'] }), true)).toEqual([
    '--health-cmd=check -x', '--health-interval=30s', '--health-timeout=3s', '--health-start-period=30s', '--health-start-interval=1s',
  ]);
});

test.each(["it's", '$HOME `id` $(id)', '"', '', 'a\nb', '\\', '; false', '#', '日本', "'; id; '"])('a shell reads the word %j of a health check as it was written', (word) => {
  const [flag] = healthCheckFlags(facts({ healthCheckCommand: ['printf', '%s|', word, 'end'] }), true);
  expect(spawnSync('sh', ['-c', flag.replace('--health-cmd=', '')], { encoding: 'utf8' }).stdout).toBe(`${word}|end|`);
});
