import { spawnSync } from 'child_process';
import { resolve } from 'path';
import { ConfigurationError, mapAll } from '../../src/projen-patches/configuration-error';

const ERROR = JSON.stringify(resolve(__dirname, '../../src/projen-patches/configuration-error'));

/** Runs a program in which the error is a class. */
function run(program: string, env: NodeJS.ProcessEnv = {}) {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=commonjs', '--eval', `const { ConfigurationError } = require(${ERROR}); ${program}`], {
    encoding: 'utf8', cwd: resolve(__dirname, '../..'), env: { ...process.env, DEBUG: '', ...env },
  });
  return { status, stderr };
}

test('only its message is shown, also if it is thrown late', () => {
  for (const program of ['throw new ConfigurationError("port: no")', 'Promise.reject(new ConfigurationError("port: no"))']) {
    expect(run(program)).toEqual({ status: 1, stderr: 'port: no\n' });
  }
});

test('in the vm of "projen new", no line of code is shown before it', () => {
  expect(run('const vm = require("vm"); try { vm.runInContext("fail()", vm.createContext({ fail() { throw new ConfigurationError("port: no"); } })); } catch (error) { console.error(error.stack); }'))
    .toEqual({ status: 0, stderr: 'port: no\n' });
});

test('with DEBUG the stack is shown', () => {
  expect(run('throw new ConfigurationError("port: no")', { DEBUG: 'true' })).toEqual({ status: 1, stderr: expect.stringMatching(/ConfigurationError|Error: port: no\n +at /) });
});

test('other errors keep their stacks', () => {
  expect(run('new ConfigurationError("x"); throw new TypeError("other")')).toEqual({ status: 1, stderr: expect.stringMatching(/^TypeError: other\n +at /m) });
});

test('existing listeners still get such errors', () => {
  expect(run('process.on("uncaughtException", ({ message }) => console.error("caught", message)); throw new ConfigurationError("x")'))
    .toEqual({ status: 0, stderr: 'caught x\n' });
});

test('several configuration errors are reported together, and other errors unchanged', () => {
  const fail = (name: string) => {
    throw new ConfigurationError(`${name}: no`);
  };
  expect(mapAll(['a', 'b'], name => name.toUpperCase())).toEqual(['A', 'B']);
  expect(() => mapAll(['a'], fail)).toThrow(new Error('a: no'));
  expect(() => mapAll(['a', 'b', 'a'], fail)).toThrow(new Error('a: no\nb: no'));
  expect(() => mapAll(Array.from({ length: 30 }, (_, index) => String(index)), fail)).toThrow(/\n19: no\nand 10 more$/);
  expect(() => mapAll(['a'], () => (undefined as never as { x: string }).x)).toThrow(TypeError);
});
