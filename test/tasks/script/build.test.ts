import { withoutFilter } from '../../../src/tasks/script/build';

const FILTER = '--no-cache-filter=certificates';

test.each([
  [['docker', 'build', FILTER, '.'], ['docker', 'build', FILTER, '.']],
  [['docker', 'build', FILTER, '.', '--no-cache'], ['docker', 'build', '.', '--no-cache']],
  [['docker', 'build', '--no-cache=true', FILTER, '.'], ['docker', 'build', '--no-cache=true', '.']],
  [['docker', 'build', FILTER, '.', '--no-cache=false'], ['docker', 'build', FILTER, '.', '--no-cache=false']],
])('%j becomes %j', (command, expected) => {
  expect(withoutFilter(command)).toEqual(expected);
});
