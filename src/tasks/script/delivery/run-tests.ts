import { targetNames } from './targets';
import { facts } from '../facts';
import { Problem } from '../problem';
import { run } from '../processes';

/** Runs the tests of the images in TARGETS, each in the folder of its project. All of them run, although one fails. */
export function runTests(): void {
  const { projenCommand, tests = {} } = facts();
  const failed = targetNames().filter(name => Object.hasOwn(tests, name)).filter(name =>
    run(`${projenCommand} ${tests[name].task}`, [], { cwd: tests[name].folder, shell: true }) !== 0);
  if (failed.length) {
    throw new Problem(`The tests of ${failed.join(', ')} failed.`);
  }
}
