import { join } from 'path';
import { commit } from '../../../../src/tasks/script/delivery/commit';
import { folderWith } from '../../../synth';

const event = (content: object) => join(folderWith({ 'event.json': JSON.stringify(content) }), 'event.json');

test.each([
  ['a push after one that delivered', { GITHUB_SHA: 'a1', GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main', BASE: 'd4' }, { before: 'b2' }, { sha: 'a1', branch: 'main', base: 'd4' }],
  ['a push before any was delivered', { GITHUB_SHA: 'a1', GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main', BASE: '' }, { before: 'b2' }, { sha: 'a1', branch: 'main', base: undefined }],
  ['a pull request', { GITHUB_SHA: 'a1', GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: '7/merge' }, { pull_request: { base: { sha: 'c3' } } }, { sha: 'a1', branch: '7/merge', base: 'c3' }],
  ['a tag', { GITHUB_SHA: 'a1', GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.0.0' }, { before: 'b2' }, { sha: 'a1', tag: 'v1.0.0', base: undefined }],
])('GitHub: %s', (_, variables, content, expected) => {
  expect(commit({ ...variables, GITHUB_EVENT_PATH: event(content) })).toEqual(expected);
});

test.each([
  ['a push', { CI_COMMIT_SHA: 'a1', CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: 'b2' }, { sha: 'a1', branch: 'main' }],
  ['a merge request', { CI_COMMIT_SHA: 'a1', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'c3', CI_COMMIT_BEFORE_SHA: '0'.repeat(40) }, { sha: 'a1', base: 'c3' }],
  ['a tag', { CI_COMMIT_SHA: 'a1', CI_COMMIT_TAG: 'v1.0.0', CI_COMMIT_BEFORE_SHA: 'b2' }, { sha: 'a1', tag: 'v1.0.0' }],
])('GitLab: %s', (_, variables, expected) => {
  expect(commit(variables)).toEqual(expected);
});

test('elsewhere it is the commit of the repository', () => {
  expect(commit({}).sha).toMatch(/^[0-9a-f]{40}$/);
});
