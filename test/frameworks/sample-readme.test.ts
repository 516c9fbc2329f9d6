import { sampleReadme } from '../../src/frameworks/sample-readme';

const OPTIONS = { name: 'hello', pythonVersion: '3.14', port: 8000, trialEnvironment: {}, runs: true, hasTests: true, hasProjenrcTs: true };

test('a README has the prerequisites, the first steps and the next steps', () => {
  const text = sampleReadme(OPTIONS);
  expect(text).toContain('# hello\n\nYou need Docker and Node.js 20.6 or later; for tests outside of a container, Python 3.14 too.\n\n    npm ci  ');
  expect(text).toContain('npx projen docker:run        # http://localhost:8000\n');
  expect(text).toContain('edit `requirements` in .projenrc.ts and run `npx projen`');
});

test('it leaves out what a project does not have', () => {
  const text = sampleReadme({ ...OPTIONS, port: undefined, hasTests: false, hasProjenrcTs: false });
  expect(text).not.toMatch(/npm ci|docker:test|localhost|projenrc\.ts/);
  expect(text).toContain('\n\n    npx projen docker:build\n    npx projen docker:run\n\n');
});

test('it says what production requires, and how to test a function', () => {
  expect(sampleReadme({ ...OPTIONS, trialEnvironment: { SECRET_KEY: 'a', B: 'c' } })).toContain('    npx projen docker:run --env=SECRET_KEY=a --env=B=c        # http://localhost:8000\n');
  const text = sampleReadme({ ...OPTIONS, port: undefined, runs: false });
  expect(text).toContain('    npx projen docker:build\n    npx projen docker:verify\n');
  expect(text).not.toMatch(/docker:(run|dev)/);
});
