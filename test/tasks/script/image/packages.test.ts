import { isPackageList, PackageIndex } from '../../../../src/tasks/script/image/packages';

const SITE = 'opt/venv/lib/python3.14/site-packages';

function owner(lists: { [path: string]: string }, path: string): string {
  const { kind, name, version } = new PackageIndex(new Map(Object.entries(lists))).ownerOf(path);
  return [kind, name, version].filter(text => text !== '').join(' ');
}

const RECORD = { [`${SITE}/My_Pkg-1.2.dist-info/RECORD`]: 'my_pkg/__init__.py,sha256=x,1\n../../../bin/my,,\n"odd, name.py",,\n"a ""b"".py",,\nmy_pkg-1.2.dist-info/RECORD,,\n' };
const DEBIAN = {
  'var/lib/dpkg/status': 'Package: bash\nStatus: install ok installed\nVersion: 5.2-1\n\nPackage: libc6\nVersion: 2.41\n',
  'var/lib/dpkg/info/bash.list': '/.\n/bin\n/bin/bash\n/usr/share/doc/bash/README\n',
  'var/lib/dpkg/info/libc6:amd64.list': '/lib/x86_64-linux-gnu/libc.so.6\n',
};
const DISTROLESS = { 'var/lib/dpkg/status.d/tzdata': 'Package: tzdata\nVersion: 2026a\n', 'var/lib/dpkg/status.d/tzdata.md5sums': 'abc  usr/share/zoneinfo/UTC\n' };
const ALPINE = { 'lib/apk/db/installed': 'P:musl\nV:1.2.5\nF:lib\nR:ld-musl.so.1\nZ:x\n\nP:busybox\nV:1.37\nF:bin\nR:busybox\nF:\nR:top\n' };

test.each<[{ [path: string]: string }, string, string]>([
  [RECORD, `${SITE}/my_pkg/__init__.py`, 'Python package my-pkg 1.2'],
  [RECORD, `${SITE}/my_pkg/__pycache__/__init__.cpython-314.pyc`, 'Python package my-pkg 1.2'],
  [RECORD, `${SITE}/My_Pkg-1.2.dist-info/RECORD`, 'Python package my-pkg 1.2'],
  [RECORD, 'opt/venv/bin/my', 'Python package my-pkg 1.2'],
  [RECORD, `${SITE}/odd, name.py`, 'Python package my-pkg 1.2'],
  [RECORD, `${SITE}/a "b".py`, 'Python package my-pkg 1.2'],
  [RECORD, `${SITE}/other.py`, 'Other files /opt/venv'],
  [DEBIAN, 'bin/bash', 'System package bash 5.2-1'],
  [DEBIAN, 'usr/bin/bash', 'System package bash 5.2-1'],
  [DEBIAN, 'usr/share/doc/bash/README', 'System package bash 5.2-1'],
  [DEBIAN, 'usr/lib/x86_64-linux-gnu/libc.so.6', 'System package libc6 2.41'],
  [DISTROLESS, 'usr/share/zoneinfo/UTC', 'System package tzdata 2026a'],
  [ALPINE, 'lib/ld-musl.so.1', 'System package musl 1.2.5'],
  [ALPINE, 'bin/busybox', 'System package busybox 1.37'],
  [{}, 'app/main.py', 'Application /app'],
  [{}, 'usr/local/lib/python3.14/os.py', 'Python Python and its standard library'],
  [{}, 'usr/local/lib/python3.14/__pycache__/os.cpython-314.pyc', 'Python Python and its standard library'],
  [{}, 'etc/hosts', 'Other files /etc/hosts'],
  [{}, 'var/lib/x/y', 'Other files /var/lib'],
  [{ '../..-1.dist-info/RECORD': '../../../../etc/shadow,,\n' }, 'etc/shadow', 'Python package .. 1'],
])('with %j, %s belongs to %s', (lists, path, expected) => {
  expect(owner(lists, path)).toBe(expected);
});

test('the lists of packages are known by their paths', () => {
  [...Object.keys({ ...RECORD, ...DEBIAN, ...DISTROLESS, ...ALPINE }), 'usr/lib/apk/db/installed'].forEach(path => expect([path, isPackageList(path)]).toEqual([path, true]));
  ['RECORD', 'app/data/RECORD', 'var/lib/dpkg/info/bash.postinst', 'app/var/lib/dpkg/status'].forEach(path => expect([path, isPackageList(path)]).toEqual([path, false]));
});

test('a list of a hundred thousand lines takes no time', () => {
  const start = performance.now();
  owner({ 'var/lib/dpkg/status': 'Package: a\n\n'.repeat(100_000), [`${SITE}/a-1.dist-info/RECORD`]: `"${'""'.repeat(100_000)}`, 'lib/apk/db/installed': '\n'.repeat(200_000) }, `${'__pycache__/'.repeat(2000)}a.pyc`);
  expect(performance.now() - start).toBeLessThan(2000);
});
