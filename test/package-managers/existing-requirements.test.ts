import { PythonContainerProjectOptions } from '../../src';
import { ACME } from '../access/acme';
import { folderWith, newProject, synth } from '../synth';

type Files = { [path: string]: string };

function made(files: Files, options: Partial<PythonContainerProjectOptions> = {}) {
  return newProject({ ...options, outdir: folderWith(files) });
}

const HASHED = 'idna==3.10 \\\n    --hash=sha256:00\n';

test.each<[string, Files, string[]]>([
  ['one level', { 'requirements.in': '-r base.txt\nsix\n', 'base.txt': 'idna\n' }, ['base.txt']],
  ['levels in folders', { 'requirements.in': '-r requirements/prod.txt\n', 'requirements/prod.txt': '-r base.txt\n-c ../limits.txt\n', 'requirements/base.txt': 'idna\n', 'limits.txt': 'idna<4\n' },
    ['limits.txt', 'requirements/base.txt', 'requirements/prod.txt']],
  ['each spelling', { 'requirements.in': '-ra.in\n--requirement=b.in\n--constraint c.in # why\n -r \\\n  d.in\r\n', 'a.in': '', 'b.in': '', 'c.in': '', 'd.in': '' }, ['a.in', 'b.in', 'c.in', 'd.in']],
  ['a file twice', { 'requirements.in': '-r a.in\n-r b.in\n', 'a.in': '-r b.in\n', 'b.in': 'idna\n' }, ['a.in', 'b.in']],
])('the lock file is made from included files: %s', (_, files, included) => {
  expect(synth(made(files))['.projen/container.json'].locks[0].inputs).toEqual(['requirements.in', ...included, 'requirements-dev.in']);
});

test('development requirements may include a lock file that does not exist yet', () => {
  const files = synth(made({ 'requirements.in': 'idna\n', 'requirements-dev.in': '-c requirements.txt\n-r requirements.txt\n-r test.in\n', 'test.in': 'pytest\n' }));
  expect(files['.projen/container.json'].locks[0].inputs).toEqual(['requirements.in', 'requirements-dev.in', 'test.in']);
});

test.each<[string, string]>([
  ['-r nowhere.txt', 'there is no nowhere.txt.'],
  ['-c limits/nowhere.txt', 'there is no limits/nowhere.txt.'],
  ['-r ../shared/base.txt', 'the file is outside the project, where the lock file is made. Copy it into the project'],
  ['-r /srv/base.txt', 'the file is outside the project'],
  ['-r base\\windows.txt', 'the file is outside the project'],
  ['-r https://example.com/base.txt', 'the file at this URL can change although the repository does not. Save the file in the project'],
  ['-r requirements.in', 'the file includes itself: requirements.in > requirements.in. Remove one of these lines.'],
  ['-e .', 'a folder has no hash for the lock file. Remove the line: the image installs the project if pyproject.toml has a [build-system]'],
  ['-e ./libs/prices', 'a folder has no hash for the lock file. Remove the line, and add the folder to sources, or set packageManager to UV'],
  ['--editable=git+https://example.com/a.git#egg=a', 'a folder has no hash for the lock file'],
  ['--index-url https://pypi.example.com/other/', 'the lock file would be made from this package index, but the image is built without it. Remove the line, and name the index in indexes'],
  ['--extra-index-url=https://pypi.example.com/other/', 'the lock file would be made from this package index'],
  ['--find-links ./wheels', 'the image is built without --find-links. Remove the line, and publish the packages to an index that you list in indexes.'],
  ['-f wheels', 'the image is built without -f.'],
  ['--no-index', 'the image is built without --no-index.'],
  ['--trusted-host pypi.example.com', 'the image is built without --trusted-host. Remove the line, and set the certificate in caCertificates.'],
  ['--no-binary lxml,Netifaces', 'the image is built from wheels only, unless sdists lists a package. Write sdists: [\'lxml\', \'netifaces\'].'],
  ['--no-binary :all:', 'Remove the line, and list the packages that must be compiled in sdists.'],
  ['./libs/prices', 'a file or a folder has no hash for the lock file'],
  ['.[postgres]', 'a file or a folder has no hash for the lock file'],
  ['vendor/prices-1.0-py3-none-any.whl', 'a file or a folder has no hash for the lock file'],
  ['prices @ file:///srv/prices', 'a repository or a folder has none. Require a version from an index, or set packageManager to UV or POETRY'],
  ['prices @ git+https://example.com/prices.git', 'a repository or a folder has none'],
  ['git+ssh://git@example.com/prices.git', 'a repository or a folder has none'],
  ['https://example.com/prices-1.0.tar.gz', 'this is not a wheel, so it must be compiled. Write sdists: [\'prices\'].'],
])('%s is refused with its place and the fix', (line, message) => {
  const text = `idna\n\n${line}\n`;
  expect(() => made({ 'requirements.in': text })).toThrow(/^requirements\.in:3: "/);
  expect(() => made({ 'requirements.in': text })).toThrow(message);
});

test.each([
  '--index-url https://pypi.org/simple', '--extra-index-url https://pypi.example.com/simple', '--no-binary=Netifaces', '--only-binary :all:', '--pre', '--prefer-binary', '--require-hashes',
  'prices @ https://example.com/prices-1.0-py3-none-any.whl', 'https://example.com/prices-1.0-py3-none-any.whl#sha256=00', 'netifaces @ https://example.com/netifaces-1.tar.gz',
  'idna==3.10 --hash=sha256:00', 'colorama; sys_platform == "win32"', '# -r nowhere.txt', 'idna # -e .',
])('%s is supported', (line) => {
  expect(synth(made({ 'requirements.in': `${line}\n` }, { access: { indexes: [ACME] }, sdists: ['netifaces'] }))['requirements.in']).toBe(`${line}\n`);
});

test('all unsupported lines are reported together, with those of included files', () => {
  expect(() => made({ 'requirements.in': '-e .\n-r more/a.in\n', 'more/a.in': '-r b.in\n--no-index\n', 'more/b.in': '-r ../requirements.in\n-r a.in\n' })).toThrow(
    /^requirements\.in:1: "-e \." .*\nmore\/b\.in:1: .* includes itself: requirements\.in > more\/a\.in > more\/b\.in > requirements\.in\. .*\nmore\/b\.in:2: .*\nmore\/a\.in:2: "--no-index" /);
});

test.each(['-r requirements/prod.txt', '-c limits.txt', '-e .', '--requirement=prod.txt', 'idna', 'idna==3.10 # --hash=sha256:00'])('a requirements.txt with %s is not a lock file', (line) => {
  expect(() => made({ 'requirements.txt': `${HASHED}${line}\n` })).toThrow(
    `requirements.txt: ${JSON.stringify(line.replace(/ #.*/, ''))} is not possible: the file is not a lock file, because this requirement has no hash, and the task "lock" would overwrite it. Rename it to requirements.in`);
});

test.each([
  ['-r base.txt', '-r base.txt\n'], ['celery==5', '# needed by the shop\ncelery==5\n'],
])('a handwritten requirements.txt beside requirements.in is not overwritten: %s', (line, text) => {
  expect(() => made({ 'requirements.in': 'flask\n', 'requirements.txt': text })).toThrow(
    `requirements.txt: ${JSON.stringify(line)} is not possible: requirements.in exists, so this is the name of its lock file, and the task "lock" would overwrite it. `
    + 'Move its requirements to requirements.in, and remove or rename requirements.txt');
});

test.each([
  ['pip-compile', '#\n# This file is autogenerated by pip-compile with Python 3.12\n#\nflask==3.0.0\n'], ['uv', 'flask==3.0.0\n    # via -r requirements.in\n'], ['nobody', ''],
])('a requirements.txt that %s made is the lock file of requirements.in, even without hashes', (_, text) => {
  expect(() => made({ 'requirements.in': 'flask\n', 'requirements.txt': text })).not.toThrow();
});

test('a lock file must not refer to files that are not in the image', () => {
  expect(() => made({ 'requirements.txt': `--find-links ./wheels\n${HASHED}` })).toThrow('requirements.txt:1: "--find-links ./wheels" is not possible: the image is built without --find-links.');
});

test('one error lists all files to rename, and the lines that install from them', () => {
  const files = {
    'requirements.txt': 'idna\n',
    'requirements-dev.txt': '-r requirements.txt\npytest\n',
    'requirements.worker.txt': HASHED,
    'requirements-dev.worker.txt': 'six\n',
    'Dockerfile.old': 'FROM python\nCOPY requirements.txt .\nRUN pip install -r requirements.txt gunicorn\n',
    'docker/Dockerfile': 'FROM python\nRUN pip install --requirement=/app/requirements-dev.txt\n',
    'docker/Dockerfile.dockerignore': '# pip install -r requirements.txt\n',
    'build': 'is no folder',
  };
  const lines = (() => {
    try {
      made(files);
      return [];
    } catch (error) {
      return (error as Error).message.split('\n');
    }
  })();
  expect(lines).toEqual([
    expect.stringContaining('requirements.txt: "idna" is not possible'),
    expect.stringContaining('requirements-dev.txt: "-r requirements.txt" is not possible'),
    expect.stringContaining('requirements-dev.worker.txt: "six" is not possible'),
    'Dockerfile.old:3, docker/Dockerfile:2: from then on this is the lock file, and with its hashes pip refuses every package without one. Do not install other packages in the same command.',
  ]);
});
