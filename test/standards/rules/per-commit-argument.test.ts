import { PythonPackageManager, StagePlace } from '../../../src';
import { Change, findings } from '../check';

const message = (name: string, stage: string) =>
  `ARG ${name} in ${stage} changes with each commit, so each commit would install the requirements again. Declare it in production, at(StagePlace.AFTER_REQUIREMENTS).`;

test.each([
  'VERSION', 'APP_VERSION', 'REVISION', 'GIT_REVISION', 'COMMIT', 'GIT_COMMIT', 'GIT_SHA', 'VCS_REF', 'SOURCE_COMMIT', 'SHA', 'REF', 'COMMIT_SHA', 'COMMIT_HASH',
  'GIT_COMMIT_SHA', 'GITHUB_SHA', 'CI_COMMIT_SHA', 'BUILD_DATE', 'BUILD_TIME', 'BUILD_TIMESTAMP', 'BUILD_NUMBER', 'BUILD_ID', 'CREATED', 'version',
])('%s changes with each commit', (name) => {
  expect(findings('per-commit-argument', {}, ({ base }) => base.at(StagePlace.BEFORE_USER).addArgument(name))).toEqual([message(name, 'base')]);
});

test.each(['PYTHON_VERSION', 'VERSION_UV', 'TARGETARCH', 'PREFERENCE', 'BUILD_TYPE', 'SOURCE_DATE_EPOCH'])('%s does not', (name) => {
  expect(findings('per-commit-argument', {}, ({ base }) => base.at(StagePlace.BEFORE_USER).addArgument(name))).toEqual([]);
});

test.each(Object.values(PythonPackageManager))('arguments below the requirements are not reported, with %s', (packageManager) => {
  const change: Change = ({ builder, production, dockerfile, base }) => {
    builder.at(StagePlace.BEFORE_REQUIREMENTS).addArgument('VERSION');
    builder.at(StagePlace.AFTER_REQUIREMENTS).addArgument('REVISION');
    production.at(StagePlace.AFTER_REQUIREMENTS).raw('ARG COMMIT=x');
    dockerfile.addArgument('GIT_SHA');
    base.raw('ENV VERSION=1');
  };
  expect(findings('per-commit-argument', { packageManager }, change)).toEqual([message('VERSION', 'builder')]);
});

test('the date of the code may change with each commit, if it is not declared above the requirements', () => {
  const found = (value?: string, change: Change = () => {}) => findings('per-commit-argument', {}, (container) => {
    container.dockerfile.addArgument('SOURCE_DATE_EPOCH', value);
    change(container);
  });
  const declare: Change = ({ base, builder }) => [base.at(StagePlace.BEFORE_USER), builder.at(StagePlace.BEFORE_REQUIREMENTS)].forEach(place => place.addArgument('SOURCE_DATE_EPOCH'));
  const problems = [message('SOURCE_DATE_EPOCH', 'base'), message('SOURCE_DATE_EPOCH', 'builder')];
  expect(found()).toEqual([]);
  expect(found(undefined, declare)).toEqual(problems);
  expect(found('1x', declare)).toEqual(problems);
  expect(found('1', declare)).toEqual([]);
});
