import { isFollowedUp, isNew } from '../../src/standards/post-synthesis';

const { env } = process;

afterEach(() => {
  process.env = env;
});

test.each<[{ [name: string]: string }, boolean, boolean]>([
  [{}, false, true],
  [{ PROJEN_CREATE_PROJECT: 'true' }, true, true],
  [{ PROJEN_CREATE_PROJECT: 'false' }, false, true],
  [{ PROJEN_CREATE_PROJECT: 'true', CI: 'true' }, true, true],
  [{ CI: 'true' }, false, false],
  ...['1', 'yes', ' '].map((text): [{ [name: string]: string }, boolean, boolean] => [{ CI: text }, false, false]),
  ...['', '0', 'false', 'FALSE', 'null', 'undefined'].map((text): [{ [name: string]: string }, boolean, boolean] => [{ CI: text, PROJEN_DISABLE_POST: text }, false, true]),
  [{ PROJEN_DISABLE_POST: 'true' }, false, false],
  [{ PROJEN_DISABLE_POST: 'true', PROJEN_CREATE_PROJECT: 'true' }, true, false],
  [{ NODE_ENV: 'test' }, false, false],
  [{ NODE_ENV: 'test', PROJEN_CREATE_PROJECT: 'true' }, true, false],
  [{ NODE_ENV: 'production' }, false, true],
])('with %j a project is new: %s, and tasks run after synth: %s', (variables, newProject, followedUp) => {
  process.env = variables;
  expect([isNew(), isFollowedUp()]).toEqual([newProject, followedUp]);
});
