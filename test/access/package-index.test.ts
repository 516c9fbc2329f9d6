import { ACME, messageOf, PASSWORD } from './acme';
import { PackageIndex, PipInstaller, PythonContainerProjectOptions, PythonPackageManager } from '../../src';
import { folderWith, instructions, newProject, synth } from '../synth';

function refusal(...indexes: Partial<PackageIndex>[]): string {
  return messageOf(() => newProject({ access: { indexes: indexes.map(index => ({ ...ACME, ...index })) } }));
}

/** A value as errors show it: a secret's name may be the secret itself. */
function shown(value: unknown): string {
  return JSON.stringify(value, (name, inner) => name.endsWith('Secret') ? '…' : inner);
}

test.each(['', 'a b', '-a', 'a.', 'a/b', 'ä', 'a\nb', 'a"', '$A'])('the name of an index is not %j', (name) => {
  expect(refusal({ name })).toBe(
    `indexes name: ${JSON.stringify(name)} is not possible: a name consists of letters and digits, with - _ . between them. Write for example 'acme'.`);
});

test.each(['pypi', 'PyPI'])('%s is the public index', (name) => {
  expect(refusal({ name })).toBe(`indexes name: "${name}" is not possible: this name is reserved for the public index. Write for example 'acme'.`);
});

test.each([
  '', 'pypi.example.com', 'ftp://pypi.example.com/', 'https://', 'https://a b/', 'https://pypi.example.com/$HOME', 'https://pypi.example.com/"',
  'https://pypi.example.com/`id`', 'https://a;env;b.example/simple/', 'https://a%24(id)/', 'https://a%3Benv/', 'https://a$b/', 'https://a&b/', "https://a'b/", 'https://a(b)/',
  'https://a*b/', 'https://a=b/', 'https://a,b/', 'https://a!b/', 'https://%61.example/', 'https://0x7f.1/', 'https://2130706433/', 'https://a.example:99999/', 'https://-a.example/',
  'https://a.example/#x', 'https://a.example/[', 'https:a.example/', 'https:\\\\a.example/', 'https://a.example:80:90/', 'https://[::1]/simple/', `https://${'a'.repeat(300)}/`,
  'https://pypi.example.com/\nUSER root', 'https://pypi.example.com:port/',
])('the address of an index is not %j', (url) => {
  expect(refusal({ url })).toBe(
    `indexes url: ${JSON.stringify(url)} is not possible: expected an http or https URL whose host is a plain name or IP address. Write for example 'https://pypi.example.com/simple/'.`);
});

test.each([
  `https://robot:${PASSWORD}@pypi.example.com/`, `https://${PASSWORD}@pypi.example.com/`, `https://:${PASSWORD}@pypi.example.com/`,
  `http://robot:p@ss${PASSWORD}@pypi.example.com/`, `https://pypi.example.com/?token=${PASSWORD}`, `https://pypi.example.com/simple/?${PASSWORD}`,
])('an address with a password or a token is refused, and neither is shown: %s', (url) => {
  const message = refusal({ url });
  expect(message).toMatch(
    /^indexes url: "https?:.*….*" is not possible: everyone could read the user name, password or token in it. Set usernameSecret and passwordSecret.$/);
  expect(message).toContain('pypi.example.com/');
  expect(message).not.toContain(PASSWORD);
});

test.each(['http://localhost:8080/', 'https://PyPI.Example.com/a%20b/+simple/', 'https://pypi_server/simple', 'https://10.0.0.1:8443', 'https://xn--bcher-kva.example/~me/a,b;c/'])(
  'the address of an index is %s', (url) => {
    expect(synth(newProject({ access: { indexes: [{ ...ACME, url }] } })).Dockerfile).toContain(`UV_INDEX="acme=${url}"`);
  });

test.each([`https://robot:a/${PASSWORD}@pypi.example.com/`, `https://robot:a#${PASSWORD}@pypi.example.com/`, `ftp://robot:${PASSWORD}@pypi.example.com/`])(
  'a password is not shown, whatever else is wrong: %s', (url) => {
    expect(refusal({ url })).toMatch(/^indexes url: "(https|ftp):.*…@pypi.example.com\/" is not possible/);
    expect(refusal({ url })).not.toContain(PASSWORD);
  });

test.each<unknown>([{}, 'https://pypi.example.com/', ACME, 1])('%j is no list of indexes', (indexes) => {
  expect(() => newProject({ access: { indexes: indexes as never } })).toThrow(`access.indexes must be a list of indexes, got ${shown(indexes)}. Write for example [{ name: `);
});

test.each<unknown>([{}, null, 'acme', { name: 'acme' }, { url: ACME.url }, { ...ACME, name: 1 }, { ...ACME, url: [ACME.url] }])('%j is no index', (index) => {
  expect(() => newProject({ access: { indexes: [ACME, index as never] } })).toThrow(`indexes: ${shown(index)} is not possible: an index needs a name and a url.`);
});

test('a password is not shown where an index has no name, or is no list', () => {
  const url = `https://robot:${PASSWORD}@pypi.example.com/`;
  for (const indexes of [url, [url], [{ url }], { url }]) {
    const message = messageOf(() => newProject({ access: { indexes: indexes as never } }));
    expect(message).toContain('…@pypi.example.com/');
    expect(message).not.toContain(PASSWORD);
  }
});

test.each([`https://robot:x@pypi.example.com/?token=${PASSWORD}`, `https://robot@pypi.example.com/?${PASSWORD}`])(
  'a token is not shown behind a user either: %s', (url) => {
    expect(refusal({ url })).not.toContain(PASSWORD);
  });

test.each([[], [''], ['a b'], ['torch>=2'], ['-a'], ['a.'], ['a', 'b*'], ['a'.repeat(201)]])('the packages of an index are not %j', (...packages) => {
  expect(refusal({ packages })).toBe(`indexes acme packages: ${JSON.stringify(packages)} is not possible: expected names of packages, without versions. `
    + "Write for example ['torch'], and set versions in requirements.");
});

test('an index that replaces PyPI has all packages', () => {
  expect(refusal({ packages: ['a'], isDefault: true }))
    .toBe('indexes acme packages: ["a"] is not possible: an index that replaces PyPI is searched for every package. Remove isDefault or packages.');
});

test.each([`https:robot:${PASSWORD}@pypi.example.com/`, `https:\\\\robot:${PASSWORD}@pypi.example.com/`, `https:/:${PASSWORD}@pypi.example.com/`, 'https:robot@pypi.example.com', 'https://@pypi.example.com/'])(
  'a user or password is refused in an address of another form: %s', (url) => {
    expect(refusal({ url })).toContain('everyone could read the user name, password or token in it. Set usernameSecret and passwordSecret.');
    expect(refusal({ url })).not.toContain(PASSWORD);
  });

test.each(['', 'ACME-PASSWORD', '1A', '$A', 'A B', 'A,env=B', 'A\nB'])('a secret is not called %j', (secret) => {
  const message = 'is not possible: expected the name of an environment variable, with up to 255 characters. Write for example \'ACME_PASSWORD\'.';
  expect(refusal({ usernameSecret: secret })).toBe(`indexes acme usernameSecret: "…" ${message}`);
  expect(refusal({ passwordSecret: secret })).toBe(`indexes acme passwordSecret: "…" ${message}`);
});

test.each([`ghp_${'aB3'.repeat(12)}`, `AKIA${'ABCD1234'.repeat(2)}`, 'a1B2'.repeat(10)])('a secret itself is not written where its name belongs: %s', (secret) => {
  expect(refusal({ passwordSecret: secret })).toBe('indexes acme passwordSecret: "…" is not possible: this looks like the secret itself, which everyone could read.'
    + ' Write the name of the environment variable that holds it, for example \'ACME_PASSWORD\'.');
});

test.each<[string, Partial<PackageIndex>]>([
  ['usernameSecret', { passwordSecret: undefined }], ['passwordSecret', { usernameSecret: undefined }],
])('%s cannot be set without the other one', (secret, index) => {
  expect(refusal(index)).toBe(`indexes acme: "${secret}" is not possible: a user name and a password must be set together.`
    + ' Set usernameSecret and passwordSecret; for a token, the user name is often __token__.');
});

test('every index has a name of its own, and one is in the place of PyPI', () => {
  expect(refusal({ name: 'acme-a' }, { name: 'Acme.A' }))
    .toBe('indexes: ["acme-a","Acme.A"] is not possible: their environment variables would have the same names. Rename one of them.');
  expect(refusal({ name: 'a', isDefault: true }, { name: 'b' }, { name: 'c', isDefault: true }))
    .toBe('indexes isDefault: ["a","c"] is not possible: only one index can replace PyPI.');
});

test('pip supports only one login for each host', () => {
  const project = (second: PackageIndex) => newProject({ installer: PipInstaller.PIP, access: { indexes: [ACME, second] } });
  const other = { ...ACME, name: 'other', url: 'https://pypi.example.com:8443/other/' };
  expect(() => project(other)).toThrow(
    'indexes: ["pypi.example.com","pypi.example.com"] is not possible: pip supports only one user name and password for each host. Use PipInstaller.UV.');
  expect(() => project({ name: 'other', url: other.url })).not.toThrow();
  expect(() => newProject({ access: { indexes: [ACME, other] } })).not.toThrow();
});

test.each<[string, Partial<PythonContainerProjectOptions>, string, string]>([
  ['pip with uv', {}, 'UV_INDEX="acme=https://pypi.example.com/simple/ b=https://b.example/"', 'UV_DEFAULT_INDEX="c=https://c.example/"'],
  ['pip', { installer: PipInstaller.PIP }, 'PIP_EXTRA_INDEX_URL="https://pypi.example.com/simple/ https://b.example/"', 'PIP_INDEX_URL="https://c.example/"'],
])('%s is given the indexes in the stages that install, and only there', (_installer, options, beside, instead) => {
  const indexes = [ACME, { name: 'b', url: 'https://b.example/' }];
  const some = synth(newProject({ ...options, access: { indexes } }));
  const all = synth(newProject({ ...options, access: { indexes: [...indexes, { name: 'c', url: 'https://c.example/', isDefault: true }] } }));
  for (const [file, stage] of [['.projen/lock.Dockerfile', 'base'], ['Dockerfile', 'builder']]) {
    expect(instructions(some[file], stage).find(line => line.startsWith('ENV'))).toContain(` ${beside}`);
    expect(some[file]).not.toContain(instead);
    const environment = instructions(all[file], stage).find(line => line.startsWith('ENV'));
    expect(environment).toContain(` ${beside}`);
    expect(environment).toContain(` ${instead}`);
  }
  expect(`${['base', 'layers', 'production'].flatMap(stage => instructions(all.Dockerfile, stage))}`).not.toContain('example/');
});

test('pip locks with uv, which uses the same indexes on this machine', () => {
  const { locks, workspace } = synth(newProject({ installer: PipInstaller.PIP, access: { indexes: [ACME, { name: 'c', url: 'https://c.example/', isDefault: true }] } }))['.projen/container.json'];
  const environment = {
    variables: { UV_DEFAULT_INDEX: 'c=https://c.example/', UV_INDEX: 'acme=https://pypi.example.com/simple/' },
    machine: {},
    secrets: { UV_INDEX_ACME_USERNAME: 'ACME_USER', UV_INDEX_ACME_PASSWORD: 'ACME_PASSWORD' },
  };
  expect([locks[0].environment, workspace.environment]).toEqual([environment, environment]);
});

test.each<[PythonPackageManager, boolean, string]>([
  [PythonPackageManager.UV, false, '[[tool.uv.index]]\nname = "acme"\nurl = "https://pypi.example.com/simple/"\n'],
  [PythonPackageManager.UV, true, '[[tool.uv.index]]\nname = "acme"\nurl = "https://pypi.example.com/simple/"\ndefault = true\n'],
  [PythonPackageManager.POETRY, false, '[[tool.poetry.source]]\nname = "acme"\nurl = "https://pypi.example.com/simple/"\npriority = "primary"\n\n'
    + '[[tool.poetry.source]]\nname = "PyPI"\npriority = "supplemental"\n'],
  [PythonPackageManager.POETRY, true, '[[tool.poetry.source]]\nname = "acme"\nurl = "https://pypi.example.com/simple/"\npriority = "primary"\n'],
])('%s has an index in pyproject.toml (in the place of PyPI: %s)', (packageManager, isDefault, tables) => {
  const files = synth(newProject({ packageManager, access: { indexes: [{ ...ACME, isDefault }] } }));
  expect(files['pyproject.toml'].replace(/^ +/gm, '')).toMatch(new RegExp(`${tables.replace(/[[\].]/g, '\\$&')}$`));
  const prefix = packageManager === PythonPackageManager.UV ? 'UV_INDEX' : 'POETRY_HTTP_BASIC';
  const secrets = { [`${prefix}_ACME_USERNAME`]: 'ACME_USER', [`${prefix}_ACME_PASSWORD`]: 'ACME_PASSWORD' };
  expect(files['.projen/container.json']).toMatchObject({ locks: [{ environment: { secrets } }], workspace: { environment: { secrets } } });
});

test.each([PythonPackageManager.UV, PythonPackageManager.POETRY])('an existing pyproject.toml sets the indexes of %s itself', (packageManager) => {
  const project = (text: string) => newProject({ packageManager, access: { indexes: [ACME] }, outdir: folderWith({ 'pyproject.toml': `[project]\nname = "mine"\n${text}` }) });
  expect(() => project('')).toThrow('indexes: "https://pypi.example.com/simple/" is not possible: pyproject.toml exists and was not generated,'
    + ' and does not contain this index. Add it there with the name acme and this url; only its secrets are set here.');
  const table = packageManager === PythonPackageManager.UV ? 'tool.uv.index' : 'tool.poetry.source';
  const index = (name: string, url: string) => `[[${table}]]\nname = "${name}"\nurl = "${url}"\n`;
  expect(() => project(index('other', ACME.url))).toThrow('does not contain this index');
  expect(() => project(index('acme', 'https://other.example.com/simple/'))).toThrow('does not contain this index');
  const text = index('other', 'https://other.example.com/') + index('acme', 'https://pypi.example.com/simple');
  expect(synth(project(text))['pyproject.toml']).toContain(text);
});

test('an index in capitals, with dots, has its credentials in variables', () => {
  const { Dockerfile } = synth(newProject({ access: { indexes: [{ ...ACME, name: 'Acme.eu-1' }] } }));
  expect(Dockerfile).toContain('--mount=type=secret,id=ACME_PASSWORD,env=UV_INDEX_ACME_EU_1_PASSWORD,required=true');
});
