import { ACME } from './acme';
import { netrcFiles, netrcLogin } from '../../src/access/netrc';

const OPEN = { name: 'open', url: 'https://open.example/' };

test('the script is a file of the build where an index asks for a user, and else nothing is', () => {
  expect([[], [OPEN], [OPEN, ACME]].map(netrcFiles)).toEqual([[], [], ['.projen/write-netrc.py']]);
  expect([[], [OPEN]].map(indexes => netrcLogin(indexes, 'python'))).toEqual([undefined, undefined]);
});

test('each host stands in front of the variables of its login', () => {
  const { commands, variable, mounts } = netrcLogin([ACME, OPEN, { ...ACME, name: 'b', url: 'https://b.example:8443/simple' }], '/opt/venv/bin/python')!;
  expect(commands).toEqual(['/opt/venv/bin/python -I /tmp/write-netrc.py /run/netrc/netrc pypi.example.com INDEX_ACME b.example INDEX_B']);
  expect(variable).toBe('NETRC=/run/netrc/netrc');
  expect(mounts.map(String)).toEqual(['--mount=type=tmpfs,target=/run/netrc', '--mount=type=bind,source=.projen/write-netrc.py,target=/tmp/write-netrc.py']);
});
