import { Change, findings } from '../check';

test.each<[string, Change]>([
  ['the number of the option', () => {}],
  ['another number', ({ production }) => production.user('1000')],
  ['a number with the group root', ({ production }) => production.user('1000:0')],
  ['root in between', ({ production }) => { production.user('root'); production.user('10001:10001'); }],
])('%s is a user', (_name, change) => {
  expect(findings('production-user', {}, change)).toEqual([]);
});

test.each(['root', '0', '00', '0:0', 'root:10001'])('USER %s is root', (user) => {
  expect(findings('production-user', {}, ({ production }) => production.user(user)))
    .toEqual([`production ends with USER ${user} and runs as root. Set uid, and add instructions that need root at(StagePlace.BEFORE_USER).`]);
});

test.each(['app', 'app:10001', '10001x', 'x1'])('USER %s is a name', (user) => {
  expect(findings('production-user', {}, ({ production }) => production.user(user)))
    .toEqual([`production ends with USER ${user}: Kubernetes' runAsNonRoot cannot check a name. Write the numeric user ID.`]);
});

test('raw lines and parent stages are checked too', () => {
  expect(findings('production-user', {}, ({ production }) => production.raw('user root'))).toHaveLength(1);
});
