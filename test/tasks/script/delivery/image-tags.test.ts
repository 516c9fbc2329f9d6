import { imageTags } from '../../../../src/tasks/script/delivery/image-tags';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const OWN = 'sha-0123456789ab';

test.each([
  ['main', 'main'],
  ['feature/login #3', 'feature-login--3'],
  ['.hidden', 'hidden'],
  ['日本', 'branch'],
  ['latest', 'branch-latest'],
  ['Latest', 'branch-Latest'],
  ['v1.2.3', 'branch-v1.2.3'],
  ['1', 'branch-1'],
  ['1.2-fixes', 'branch-1.2-fixes'],
  ['sha-0123456789ab', 'branch-sha-0123456789ab'],
  ['a'.repeat(200), 'a'.repeat(128)],
  ['$(id)`id`"; rm', 'id--id----rm'],
])('the branch %p gives the tag %p, which is none of a release', (branch, tag) => {
  const [own, other, ...more] = imageTags({ sha: SHA, branch }, ['v1.2.3']);
  expect(own).toBe(OWN);
  expect(other).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/);
  expect(other.replace(/^-+/, '')).toBe(tag);
  expect(more).toEqual([]);
});

test.each([
  ['v1.2.3', [], ['1.2.3', '1.2', '1', 'latest']],
  ['1.2.3', ['1.2.3', '1.2.2', '0.9.0'], ['1.2.3', '1.2', '1', 'latest']],
  ['v0.4.0', [], ['0.4.0', '0.4', 'latest']],
  ['v1.2.3', ['v2.0.0'], ['1.2.3', '1.2', '1']],
  ['v1.2.3', ['v1.10.0'], ['1.2.3', '1.2']],
  ['v1.2.3', ['v1.2.10'], ['1.2.3']],
  ['v1.2.3', ['v2.0.0-rc.1', 'v1.2.4-beta', 'nightly-9.9.9', 'v9'], ['1.2.3', '1.2', '1', 'latest']],
  ['v1.3.0-rc.1', ['v1.2.3'], ['1.3.0-rc.1']],
  ['release-7', [], ['release-7']],
  ['latest', [], ['tag-latest']],
  ['v1.2', [], ['tag-v1.2']],
  ['team/v1.2.3', [], ['team-v1.2.3']],
])('the git tag %p, beside %p, gives the tags %p', (tag, others, tags) => {
  expect(imageTags({ sha: SHA, tag }, others)).toEqual([OWN, ...tags]);
});
