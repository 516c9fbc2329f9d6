import { processName } from '../../src/adopt/process-name';
import { newProject } from '../synth';

test.each([
  ['worker', 'worker'], ['Urgent_Worker', 'urgent-worker'], ['a__b', 'a-b'], ['-x-', 'x'], ['9lives', 'lives'], ['_', 'process'], ['', 'process'], ['日本', 'process'],
  ['web', 'other-web'], ['Web', 'other-web'], ['a.b:c', 'a-b-c'], ['x'.repeat(70), 'x'.repeat(63)], [`${'x'.repeat(62)}-y`, 'x'.repeat(62)],
])('%s is called %s, which a process can be', (text, name) => {
  expect(processName(text)).toBe(name);
  expect(newProject({ processes: { [name]: { command: ['x'] } } }).container.facts.processes[1].name).toBe(name);
});
