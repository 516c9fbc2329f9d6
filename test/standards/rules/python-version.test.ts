import { findings } from '../check';

afterEach(() => {
  jest.useRealTimers();
});

test.each([
  ['2025-10-06', '3.14', 'pythonVersion: Python 3.14 is not released before 2025-10-07.'],
  ['2025-10-07', '3.14', undefined],
  ['2026-10-30', '3.10', undefined],
  ['2026-11-01', '3.10', 'pythonVersion: Python 3.10 has had no security fixes since 2026-10-31.'],
  ['2026-11-01', '3.11', undefined],
])('at %s, Python %s: %s', (date, pythonVersion, message) => {
  jest.useFakeTimers({ now: new Date(`${date}T12:00:00Z`) });
  expect(findings('python-version', { pythonVersion })).toEqual(message ? [message] : []);
});
