import { join } from 'path';
import { describeOnEngine, docker, run } from './engine';
import { newFolder, read, write } from './workspace';

jest.setTimeout(300_000);

/** What pip would send, as pip itself makes it of the file. */
const SENT = `
import os, sys
from pip._vendor.requests.auth import _basic_auth_str
from pip._vendor.requests.utils import get_netrc_auth
os.environ["NETRC"] = sys.argv[1]
print(_basic_auth_str(*get_netrc_auth("https://pypi.example.com/simple/x/")))
`;

const PASSWORDS = ['hunter2', String.raw`p@ss/w#rd%41:$HOME"'\u0027`, '#hash', '"quoted"', "'", '\\', '\\\\"', '$(id)`id`;|&<>(){}*?!~', 'machine', 'password', 'default', '-x', '%s%n'];
/** No Python before 3.11 reads these from a netrc. */
const NEWER = [' two  words ', 'tab\there', 'ü', 'pâté', '日本語', '🐍 ', '\u00a0', ' "', '\\ '];
const NEVER = ['a\rb'];

const PYTHONS = ['3.10', '3.11', '3.12', '3.13', '3.14', '3.15'];

describeOnEngine('pip\'s netrc', () => {
  test.each(PYTHONS)('of Python %s has every password unchanged, or the build fails with a message', (version) => {
    const folder = newFolder('netrc');
    write(folder, 'write-netrc.py', read(join(__dirname, '../../src/access'), 'write-netrc.py'));
    write(folder, 'sent.py', SENT);
    const passwords = [...PASSWORDS, ...NEWER, ...NEVER];
    passwords.forEach((password, number) => write(folder, `password-${number}`, password));
    write(folder, 'all.sh', passwords.map((_, number) => `ACME_USERNAME='me@acme "x"' ACME_PASSWORD="$(cat password-${number}; printf x)"; ACME_PASSWORD="\${ACME_PASSWORD%x}"
export ACME_USERNAME ACME_PASSWORD
echo "${number} $(python -I write-netrc.py /tmp/netrc pypi.example.com ACME 2>&1 && python sent.py /tmp/netrc)"`).join('\n'));
    if (version === '3.10') { // a user with white space is none of its users
      write(folder, 'all.sh', read(folder, 'all.sh').replaceAll('me@acme "x"', 'me@acme"x"'));
    }
    write(folder, 'Dockerfile', `FROM python:${version}-slim-trixie\nCOPY . /netrc\nWORKDIR /netrc\n`);
    docker('build', '--quiet', `--tag=access-netrc-${version}`, folder);
    const { output } = run('.', 'docker', 'run', '--rm', `access-netrc-${version}`, 'sh', 'all.sh');
    const user = version === '3.10' ? 'me@acme"x"' : 'me@acme "x"';
    const said = Object.fromEntries(output.trim().split('\n').map(line => [Number(line.split(' ')[0]), line.replace(/^\d+ /, '')]));
    const refusal = `pip with Python ${version} cannot read the user or the password for pypi.example.com: one is empty, or has white space or characters beyond ASCII.`
      + ' Use another password, Python 3.11 or later, or PipInstaller.UV.';
    const refused = [...version === '3.10' ? NEWER : [], ...NEVER];
    expect(passwords.map((password, number) => [password, said[number]])).toEqual(passwords.map(password =>
      [password, refused.includes(password) ? refusal : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`]));
    docker('rmi', `access-netrc-${version}`);
  });
});
