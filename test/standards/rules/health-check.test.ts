import { Framework } from '../../../src';
import { findings } from '../check';

const NONE = { framework: Framework.NONE };
const message = 'healthCheckPath: nothing checks that the application answers on port 9000. Set it, or call production.healthCheck().';

test('a container that listens has a health check', () => {
  expect(findings('health-check')).toEqual([]);
  expect(findings('health-check', { ...NONE, port: 9000 })).toEqual([message]);
  expect(findings('health-check', { ...NONE, port: 9000, healthCheckPath: '/up' })).toEqual([]);
  expect(findings('health-check', { ...NONE, port: 9000 }, ({ production }) => production.healthCheck(['check']))).toEqual([]);
  expect(findings('health-check', { port: 9000 }, ({ production }) => production.noHealthCheck())).toEqual([message]);
});

test('a container that does not listen needs no health check', () => {
  expect(findings('health-check', NONE)).toEqual([]);
});

test('the strict set always requires a health check', () => {
  expect(findings('required-health-check')).toEqual([]);
  expect(findings('required-health-check', NONE)).toEqual(['production has no HEALTHCHECK. Set healthCheckPath, or call production.healthCheck().']);
  expect(findings('required-health-check', NONE, ({ production }) => production.healthCheck(['check']))).toEqual([]);
});
