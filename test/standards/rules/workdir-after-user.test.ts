import { StagePlace } from '../../../src';
import { Change, findings } from '../check';

const message = (stage: string, path: string, user: string) =>
  `WORKDIR ${path} in ${stage} is below USER ${user}, who could write to the folder that it creates. Set it at(StagePlace.BEFORE_USER).`;

test.each<[string, string[], Change]>([
  ['below the user of the stage', [message('production', '/data', '10001:10001')], ({ production }) => production.workdir('/data')],
  ['below the user of the stage that it is made from', [message('docs', '/data', '10001:10001')], ({ dockerfile }) => dockerfile.addStage('docs', { fromStage: 'dev' }).workdir('/data')],
  ['above the user', [], ({ production }) => production.at(StagePlace.BEFORE_USER).workdir('/data')],
  ['below root', [], ({ production }) => { production.user('0:0'); production.workdir('/data'); }],
  ['below root by name', [], ({ production }) => { production.user('root'); production.workdir('/data'); }],
  ['below a user like root', [message('production', '/data', 'rooted')], ({ production }) => { production.user('rooted'); production.workdir('/data'); }],
  ['in a raw line', [message('docs', '/x', 'app')], ({ dockerfile }) => {
    const docs = dockerfile.addStage('docs', { fromStage: 'base' });
    docs.raw('USER app');
    docs.raw('workdir /x');
  }],
])('%s', (_name, expected, change) => {
  expect(findings('workdir-after-user', {}, change)).toEqual(expected);
});
