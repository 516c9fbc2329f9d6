import { Framework, ProcessOptions } from '../../src';
import { newProject } from '../synth';

const COMMAND = { command: ['python', 'work.py'] };

/** What a project says of its processes. */
function named(processes: unknown): () => void {
  return () => newProject({ framework: Framework.NONE, processes: processes as never });
}

/** What a project says of one process. */
function worker(options: unknown): () => void {
  return named({ worker: options });
}

test.each(['worker', 'a', 'w2-x', 'constructor', 'hasownproperty', 'x'.repeat(63)])('%s is a name', (name) => {
  const { container } = newProject({ processes: { [name]: COMMAND } });
  expect(container.facts.processes.map(process => process.name)).toEqual(['web', name]);
  expect(container.processTasks[name].name).toBe(`docker:run:${name}`);
});

test.each([
  'toString', '__proto__', 'Worker', 'my_worker', '-x', 'x-', '1x', '', ' ', 'wörker', 'a b', 'a:b', 'a.b', 'a/b', 'a\nb', '$(id)', 'x'.repeat(64),
])('%j is not a name', (name) => {
  expect(named(JSON.parse(`{ ${JSON.stringify(name)}: {} }`))).toThrow(
    'is not possible: the name of a process consists of lower-case letters and digits, with - between them, starts with a letter, and has up to 63 characters.');
});

test('an object literal with __proto__ is an error', () => {
  expect(named({ __proto__: COMMAND })).toThrow('processes.command must be an object, got […]');
});

test.each([[['worker']], ['worker'], [5], [null], [() => {}]])('processes: %p is not valid', (processes) => {
  expect(named(processes)).toThrow(/^processes must be an object of names and processes, got .*\. Write for example \{ worker: \{ command: \['python', 'worker\.py'\] \} \}\.$/);
});

test.each<[string, unknown, string]>([
  ['a command line', 'python work.py', 'processes.worker must be an object, got "…"'],
  ['a list', ['python'], 'processes.worker must be an object, got […]'],
  ['null', null, 'processes.worker must be an object, got null'],
  ['no command', {}, 'processes.worker.command: undefined is not possible: every process except web needs a command.'],
  ['a slip', { ...COMMAND, replica: 1 }, 'processes.worker.replica: unknown option. Did you mean replicas?'],
  ['an unknown name', { ...COMMAND, schedule: '* * * * *' }, 'processes.worker.schedule: unknown option. The options are command, devCommand, port,'],
  ['a command of no words', { command: [] }, 'processes.worker.command: [] is not possible: a command needs at least the name of a program'],
  ['a command that is a string', { command: 'python' }, 'processes.worker.command must be a list of strings, got "python"'],
  ['a word with NUL', { command: ['a', 'b\0'] }, 'processes.worker.command: "b\\u0000" is not possible'],
  ['half a letter', { ...COMMAND, devCommand: ['\ud800'] }, 'processes.worker.devCommand: "\\ud800" is not possible'],
  ['port 0', { ...COMMAND, port: 0 }, 'processes.worker.port must be a whole number from 1 to 65535, got 0.'],
  ['a port in quotes', { ...COMMAND, port: '80' }, 'processes.worker.port must be a whole number from 1 to 65535, got "80".'],
  ['a path without a port', { ...COMMAND, healthCheckPath: '/up' }, 'processes.worker.healthCheckPath: "/up" is not possible: a health check needs the port to ask. Set processes.worker.port.'],
  ['a path without /', { ...COMMAND, port: 1, healthCheckPath: 'up' }, 'processes.worker.healthCheckPath must be a path that starts with /'],
  ['two health checks', { ...COMMAND, port: 9000, healthCheckPath: '/up', healthCheckCommand: ['x'] }, 'processes.worker.healthCheckCommand: ["x"] is not possible: healthCheckPath is set too'],
  ['an empty health check', { ...COMMAND, healthCheckCommand: [] }, 'processes.worker.healthCheckCommand: [] is not possible'],
  ['no signal', { ...COMMAND, stopSignal: 'SIGSTOPPED' }, 'processes.worker.stopSignal must be the name of a signal, or a number from 1 to 64 in quotes, got "SIGSTOPPED". Write for example \'SIGTERM\'.'],
  ['a signal as a number', { ...COMMAND, stopSignal: 15 }, 'processes.worker.stopSignal must be the name of a signal'],
  ['a negative time', { ...COMMAND, gracePeriod: -1 }, 'processes.worker.gracePeriod must be a whole number from 0 to 86400, got -1. It is a number of seconds.'],
  ['a time with a unit', { ...COMMAND, gracePeriod: '30s' }, 'processes.worker.gracePeriod must be a whole number from 0 to 86400, got "30s".'],
  ['NaN replicas', { ...COMMAND, replicas: NaN }, 'processes.worker.replicas must be a whole number from 0 to 1000'],
  ['replicas of a job', { ...COMMAND, job: true, replicas: 1 }, 'processes.worker.replicas: 1 is not possible: a job runs only once. Remove it.'],
  ['a job in quotes', { ...COMMAND, job: 'true' }, 'processes.worker.job must be true or false, got "true".'],
  ['PATH', { ...COMMAND, environment: { PATH: '/bin' } }, 'processes.worker.environment PATH: "…" is not possible: the virtual environment must come first in PATH.'],
  ['a variable that is none', { ...COMMAND, environment: { 'A-B': 'x' } }, 'processes.worker.environment name: "A-B" is not possible'],
  ['a number as a variable', { ...COMMAND, environment: { A: 1 } }, 'processes.worker.environment A must be a string, got a number.'],
  ['too long a variable', { ...COMMAND, environment: { A: 'ä'.repeat(50_001) } }, 'processes.worker.environment A: "…" is not possible: a variable must be a string without NUL characters and unpaired surrogates, of up to 100000 bytes.'],
  ['NUL in a variable', { ...COMMAND, environment: { A: '\0' } }, 'processes.worker.environment A: "…" is not possible: a variable must be a string without NUL'],
])('%s', (_, options, message) => {
  expect(worker(options)).toThrow(message);
});

test('no error shows the value of a variable', () => {
  const secret = 'do-not-show-me';
  const environment = { A: secret };
  const wrong: unknown[] = [
    [{ ...COMMAND, environment }], `A=${secret}`, { ...COMMAND, environment: secret }, { ...COMMAND, environment: [secret] }, { ...COMMAND, environment: { [`A=${secret}`]: '' } },
    { ...COMMAND, environment: { A: { b: secret } } }, { ...COMMAND, environment: { A: `${secret}\0` } }, { ...COMMAND, environment: { PATH: secret } },
  ];
  for (const options of [...wrong.map(worker), named([{ environment }]), named({ Worker: { environment } })]) {
    expect(options).toThrow();
    expect(() => {
      try {
        options();
      } catch (error) {
        throw new Error((error as Error).message.includes(secret) ? 'shown' : 'hidden');
      }
    }).toThrow('hidden');
  }
});

test('undefined options count as not set', () => {
  const options: ProcessOptions = { ...COMMAND, port: undefined, job: undefined, environment: undefined };
  expect(newProject({ processes: { worker: options, beat: undefined as never } }).container.facts.processes).toHaveLength(2);
  expect(() => newProject({ processes: undefined })).not.toThrow();
});
