import { installedPackages, keptPackages, packageName, packagesWithoutVersion } from '../../src/standards/system-packages';

const words = (text: string) => text.split(' ');
const APT = '-t x -c x -o x -a x --target-release x --default-release x --option x --config-file x --host-architecture x';
const DNF = '-c x -x x -d x --config x --enablerepo x --disablerepo x --repo x --repoid x --exclude x --excludepkgs x --installroot x --releasever x --setopt x';

test.each<[string, string[]]>([
  ...['apt', 'apt-fast', 'apt-get', 'aptitude', 'nala'].flatMap((name): [string, string[]][] => [[`${name} install ${APT} -y a`, ['a']], [`${name} -q reinstall a`, ['a']], [`${name} preinstall a`, []], [`${name} installed a`, []], [`${name} add a`, []]]),
  ...['dnf', 'dnf5', 'microdnf', 'tdnf', 'yum'].flatMap((name): [string, string[]][] => [[`${name} install ${DNF} -y a`, ['a']], [`${name} reinstall a`, ['a']], [`${name} localinstall a`, ['a']], [`${name} xlocalinstall a`, []], [`${name} installx a`, []]]),
  ['apk add -t x -X x -p x --virtual x --repository x --root x --arch x --cache-dir x --keys-dir x --repositories-file x --wait x a', ['a']], ['apk addx a', []], ['apk xadd a', []],
  ['zypper in -r x -t x --repo x --type x --from x a', ['a']], ['zypper install a', ['a']], ['zypper inx a', []], ['zypper rin a', []], ['apt-get install A .x /x $X _x 7z', ['7z']], ['apt-get install -tx a --option=x b', ['a', 'b']], ['constructor install a', []], ['', []],
])('%s installs %j', (text, names) => {
  expect(installedPackages(words(text))).toEqual(names);
});

test.each<[string, string[]]>([
  ['apt-get install a b=1 c~1 d<2 e>1 f:amd64', ['a', 'f']], ['apt-get install $A a$B x`y` a* x/y a.deb b.rpm c.apk d.debx', ['d.debx']], ['dnf install a a-1 a:1 a-b', ['a', 'a-b']], ['apk add a-1', ['a-1']], ['microdnf install a-1.fc40 b', ['b']],
])('%s installs %j without a version', (text, names) => {
  expect(packagesWithoutVersion(words(text))).toEqual(names);
});

test.each<[string[], string[]]>([
  [['apt-get install a b', 'apt-get purge a'], ['b']], [['apt-get install a', 'apt-get remove a'], []], [['apt-get install a', 'apt autoremove a'], []], [['apt-get install a', 'apt-get xremove a'], ['a']], [['apt-get install a', 'apt-get purged a'], ['a']], [['apt-get purge a', 'apt-get install a'], ['a']],
  [['apt-get install a=1', 'apt-get purge --auto-remove a'], []], [['apk add a', 'apk del a'], []], [['apk add a', 'apk xdel a'], ['a']], [['apk add a', 'apk delx a'], ['a']], [['apk add -t .b a', 'apk del .b'], []], [['apk add --virtual=.b a', 'apk del .b'], []], [['apk add --virtual .b a', 'apk del .c'], ['a']], [['apt-get add -t .b a', 'apt-get purge .b'], []],
  [['apk add -xt .b a', 'apk del .b'], ['a']], [['dnf install a', 'dnf remove a'], []], [['dnf install a', 'dnf erase a'], []], [['dnf install a', 'yum autoremove a'], []], [['dnf install a', 'dnf xerase a'], ['a']], [['dnf install a', 'dnf removed a'], ['a']], [['zypper in a', 'zypper rm a'], []], [['zypper in a', 'zypper remove a'], []], [['zypper in a', 'zypper rmx a'], ['a']], [['zypper in a', 'zypper xrm a'], ['a']],
  [['apt-get install a', 'apt-get install b'], ['a', 'b']], [['apt-get install -t a b', 'apt-get purge -y -t a'], ['b']],
])('%j leave %j', (commands, names) => {
  expect(keptPackages(commands.map(words))).toEqual(names);
});

test.each<[string, string]>([
  ['a=1.*', 'a'], ['a~1', 'a'], ['a<1', 'a'], ['a>1', 'a'], ['a:amd64', 'a'], ['a/stable', 'a'], ['a@edge', 'a'], ...['x86_64', 'aarch64', 'noarch', 'i386', 'i686', 'ppc64le', 's390x'].map((arch): [string, string] => [`a.${arch}`, 'a']), ['a.x86_64.b', 'a.x86_64.b'], ['python3.14', 'python3.14'], ['a-x86_64', 'a-x86_64'],
])('%s is %s', (text, name) => {
  expect(packageName(text)).toBe(name);
});
