import { Framework } from '../../../src';
import { findings } from '../check';

const NONE = { framework: Framework.NONE };
const message = 'healthCheckPath: nothing checks that the application answers on port 9000. Set it, or call production.healthCheck().';

test('what listens is asked', () => {
  expect(findings('health-check')).toEqual([]);
  expect(findings('health-check', { ...NONE, port: 9000 })).toEqual([message]);
  expect(findings('health-check', { ...NONE, port: 9000, healthCheckPath: '/up' })).toEqual([]);
  expect(findings('health-check', { ...NONE, port: 9000 }, ({ production }) => production.healthCheck(['check']))).toEqual([]);
  expect(findings('health-check', { port: 9000 }, ({ production }) => production.noHealthCheck())).toEqual([message]);
});

test('what does not listen cannot be', () => {
  expect(findings('health-check', NONE)).toEqual([]);
});

test('the strict set wants one in any case', () => {
  expect(findings('required-health-check')).toEqual([]);
  expect(findings('required-health-check', NONE)).toEqual(['production has no HEALTHCHECK. Set healthCheckPath, or call production.healthCheck().']);
  expect(findings('required-health-check', NONE, ({ production }) => production.healthCheck(['check']))).toEqual([]);
});
