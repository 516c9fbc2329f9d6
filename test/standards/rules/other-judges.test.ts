import { RuleSet } from '../../../src';

test.each([['copy-instead-of-add', ['DL3020']], ['latest-tag', ['DL3006', 'DL3007']], ['production-user', ['DL3002', 'DL3066']], ['sudo', ['DL3004']]])(
  'who accepts %s has hadolint pass it too', (id, codes) => {
    expect(RuleSet.strict().rules.find(rule => rule.id === id)?.otherJudges).toEqual({ hadolint: codes });
  });
