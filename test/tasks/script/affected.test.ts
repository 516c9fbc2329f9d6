import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { git, Monorepo, Target } from './monorepo';
import { newFolder } from '../../synth';

jest.setTimeout(60_000);

const TARGETS: { readonly [name: string]: Target } = {
  own: { context: 'services/own', dockerfile: 'Dockerfile' },
  shared: { context: '.', dockerfile: 'services/shared/Dockerfile', secret: ['id=a,env=A', 'id=ca,"src=certificates/a,b.pem"', 'id=x,src=certificates/ca.pem'] },
  other: { context: '.', dockerfile: 'services/other/Dockerfile' },
};

const DENIED = '**/__pycache__\n**/*.py[cod]\n**/.env*\n**/*.[pP][eE][mM]\n';

/** A repository in which `shared` and `other` use a library, and each target has its own folder. */
function monorepo(inside?: string): Monorepo {
  const repository = new Monorepo(TARGETS, inside);
  repository.write('services/own/.dockerignore', `# everything\n*\n!own\n!requirements.txt\n${DENIED}!own/.env.example\n`);
  repository.write('services/shared/Dockerfile.dockerignore', `*\n!services/shared\n!libs/prices\n!uv.lock\n!conf/*.yaml\n${DENIED}`);
  repository.write('services/other/Dockerfile.dockerignore', `*\n!services/other/**\n!libs\n!uv.lock\n${DENIED}`);
  for (const path of ['services/own/Dockerfile', 'services/shared/Dockerfile', 'services/other/Dockerfile', 'services/own/own/main.py', 'services/own/requirements.txt', 'services/own/README.md',
    'services/shared/main.py', 'services/other/main.py', 'libs/prices/prices.py', 'libs/taxes/taxes.py', 'uv.lock', 'README.md', 'conf/a.yaml', 'conf/a.txt', 'certificates/ca.pem',
    'services/own/own/.env', 'services/own/own/.env.example', 'services/own/own/keys/a.pem', 'services/own/own/static/a b/"\n*.py']) {
    repository.write(path, path);
  }
  return repository;
}

interface Change {
  readonly change: (repository: Monorepo) => void;
  readonly expected: string[];
  /** What still differs when everything is committed. */
  readonly afterwards?: string[];
}

const CHANGES: { readonly [name: string]: Change } = {
  'nothing': { change: () => {}, expected: [] },
  'a file that is in no context': { change: repository => repository.write('README.md', 'x'), expected: [] },
  'a file beside the sources': { change: repository => repository.write('services/own/README.md', 'x'), expected: [] },
  'code': { change: repository => repository.write('services/own/own/main.py', 'x'), expected: ['own'] },
  'new code': { change: repository => repository.write('services/own/own/deep/new.py', 'x'), expected: ['own'] },
  'a deleted file': { change: repository => repository.remove('services/shared/main.py'), expected: ['shared'] },
  'a renamed file': { change: repository => repository.git('mv', 'services/shared/main.py', 'services/other/moved.py'), expected: ['shared', 'other'] },
  'a file that was renamed to a denied name': { change: repository => repository.git('mv', 'services/own/own/main.py', 'services/own/own/.env.main'), expected: ['own'] },
  'a name with a line break, a quote and a star': { change: repository => repository.write('services/own/own/static/a b/"\n*.py', 'x'), expected: ['own'] },
  'the mode of a file': { change: repository => repository.chmod('services/other/main.py', 0o755), expected: ['other'] },
  'a file that became a link': {
    change: (repository) => {
      repository.remove('services/other/main.py');
      repository.link('services/other/main.py', '../own/own/main.py');
    },
    expected: ['other'],
  },
  'a lock file that two share': { change: repository => repository.write('uv.lock', 'x'), expected: ['shared', 'other'] },
  'a library that two need': { change: repository => repository.write('libs/prices/prices.py', 'x'), expected: ['shared', 'other'] },
  'a library that one needs': { change: repository => repository.write('libs/taxes/taxes.py', 'x'), expected: ['other'] },
  'a new library': { change: repository => repository.write('libs/new/x.py', 'x'), expected: ['other'] },
  'a Dockerfile': { change: repository => repository.write('services/shared/Dockerfile', 'FROM x'), expected: ['shared'] },
  'a file that a wildcard admits': { change: repository => repository.write('conf/new.yaml', 'x'), expected: ['shared'] },
  'a file that a wildcard does not admit': { change: repository => repository.write('conf/a.txt', 'x'), expected: [] },
  'a denied file': { change: repository => repository.write('services/own/own/.env', 'x'), expected: [] },
  'a denied file that is admitted by name': { change: repository => repository.write('services/own/own/.env.example', 'x'), expected: ['own'] },
  'a new denied file': { change: repository => repository.write('services/own/own/__pycache__/a.pyc', 'x'), expected: [] },
  'a folder that disappears with its only file, which is denied': { change: repository => repository.remove('services/own/own/keys'), expected: ['own'] },
  'a folder that appears with a denied file': { change: repository => repository.write('services/own/own/new/a.pem', 'x'), expected: ['own'] },
  'an empty folder': { change: repository => mkdirSync(join(repository.root, 'services/own/own/empty')), expected: ['own'], afterwards: ['own'] },
  'an ignored file, which Docker does not ignore': {
    change: (repository) => {
      writeFileSync(join(repository.top, '.git/info/exclude'), 'generated.py\n');
      repository.write('services/own/own/generated.py', 'x');
    },
    expected: ['own'],
    afterwards: ['own'],
  },
  'a file that git does not look at': {
    change: (repository) => {
      repository.git('update-index', '--assume-unchanged', 'services/own/own/main.py');
      repository.write('services/own/own/main.py', 'x');
    },
    expected: ['own'],
  },
  'the comments and the spelling of patterns': { change: repository => repository.write('services/own/.dockerignore', `*\r\n\r\n!own/\n!./requirements.txt\n${DENIED}!own/.env.example`), expected: [] },
  'patterns that select the same files': { change: repository => repository.write('services/own/.dockerignore', `*\n!own\n!requirements.txt\n**/*.class\n${DENIED}!own/.env.example\n`), expected: [] },
  'patterns that select another file': { change: repository => repository.write('services/own/.dockerignore', `*\n!own\n!*.txt\n!README.md\n${DENIED}!own/.env.example\n`), expected: ['own'] },
  'patterns that no longer select a file': { change: repository => repository.write('services/own/.dockerignore', `*\n!own\n!requirements.txt\n${DENIED}`), expected: ['own'] },
  'a folder with the name of a file with patterns': {
    change: (repository) => {
      repository.remove('services/shared/Dockerfile.dockerignore');
      repository.write('services/shared/Dockerfile.dockerignore/x', '');
      repository.write('.gitattributes/x', '');
    },
    expected: ['shared'],
  },
  'no patterns': { change: repository => repository.remove('services/shared/Dockerfile.dockerignore'), expected: ['shared'] },
  'patterns of the context, which do not count beside those of a Dockerfile': { change: repository => repository.write('.dockerignore', '*\n'), expected: [] },
  'the file of a secret': { change: repository => repository.write('certificates/ca.pem', 'x'), expected: ['shared'] },
  'the attributes of files, for GitHub': { change: repository => repository.write('.gitattributes', '# x\n/uv.lock linguist-generated -diff\n'), expected: [] },
  'the line endings of files': { change: repository => repository.write('services/.gitattributes', '*.py text eol=crlf\n'), expected: ['own', 'shared', 'other'] },
  'a new target': {
    change: (repository) => {
      repository.writeTargets({ ...TARGETS, new: { context: 'services/new', dockerfile: 'Dockerfile' } });
      repository.write('services/new/Dockerfile', 'x');
    },
    expected: ['new'],
  },
  'a target with another context': { change: repository => repository.writeTargets({ ...TARGETS, own: { context: 'services/own/.', dockerfile: 'Dockerfile' } }), expected: ['own'] },
  'a target whose Dockerfile is missing': { change: repository => repository.remove('services/other/Dockerfile'), expected: ['other'], afterwards: ['other'] },
  'a folder that became a file': {
    change: (repository) => {
      repository.remove('libs/prices');
      repository.write('libs/prices', 'x');
    },
    expected: ['shared', 'other'],
  },
  'a folder that became a link': {
    change: (repository) => {
      repository.git('mv', 'services/own', 'moved');
      repository.link('services/own', '../moved');
    },
    expected: ['own'],
  },
};

test.each(Object.entries(CHANGES).map(([name, change], index) => [name, change, index % 2 ? '.' : 'a b/$x'] as const))('%s', (_, { change, expected, afterwards = [] }, inside) => {
  const repository = monorepo(inside);
  const base = repository.commit();
  change(repository);
  expect(repository.affected(base)).toEqual(expected);
  repository.commit();
  expect(repository.affected(base)).toEqual(expected);
  expect(repository.affected('HEAD')).toEqual(afterwards);
});

test('the script prints them', () => {
  const repository = monorepo();
  const base = repository.commit();
  repository.write('uv.lock', 'x');
  expect(repository.run(`--base=${base}`)).toEqual({ status: 0, stdout: 'shared\nother\n', stderr: '' });
});

test('the context is where its path leads', () => {
  const repository = new Monorepo({ own: { context: 'services/own', dockerfile: 'Dockerfile' } });
  repository.link('services/own', '../moved');
  ['moved/Dockerfile', 'moved/main.py', 'other'].forEach(path => repository.write(path, path));
  const base = repository.commit();
  repository.write('other', 'x');
  expect(repository.affected(base)).toEqual([]);
  repository.write('moved/main.py', 'x');
  expect(repository.affected(base)).toEqual(['own']);
});

test('file names need not be UTF-8', () => {
  const repository = monorepo();
  const base = repository.commit();
  const name = Buffer.concat([Buffer.from(join(repository.root, 'services/own/own/')), Buffer.from([0xff, 0x0a, 0xc3])]);
  writeFileSync(name, 'x');
  expect(repository.affected(base)).toEqual(['own']);
  repository.commit();
  expect(repository.affected(base)).toEqual(['own']);
});

describe('a submodule', () => {
  function withSubmodule(): { repository: Monorepo; base: string } {
    const library = newFolder();
    git(library, 'init', '--quiet');
    for (const name of ['used.py', 'notes.txt', 'keys.pem']) {
      writeFileSync(join(library, name), name);
    }
    git(library, 'add', '--all');
    git(library, 'commit', '--quiet', '--message=x');
    const repository = monorepo();
    repository.git('submodule', '--quiet', 'add', library, 'libs/prices/sub');
    return { repository, base: repository.commit() };
  }

  test.each([['used.py', ['shared', 'other']], ['keys.pem', []], ['new.py', ['shared', 'other']]])('is compared file by file: %s', (name, expected) => {
    const { repository, base } = withSubmodule();
    expect(repository.affected(base)).toEqual([]);
    repository.write(`libs/prices/sub/${name}`, 'x');
    expect(repository.affected(base)).toEqual(expected);
    git(join(repository.root, 'libs/prices/sub'), 'add', '--all');
    git(join(repository.root, 'libs/prices/sub'), 'commit', '--quiet', '--message=x');
    repository.commit();
    expect(repository.affected(base)).toEqual(expected);
  });

  test('that is not checked out counts as a whole, if its commit differs', () => {
    const { repository, base } = withSubmodule();
    git(join(repository.root, 'libs/prices/sub'), 'commit', '--quiet', '--allow-empty', '--message=x');
    repository.commit();
    repository.git('submodule', '--quiet', 'deinit', '--force', '--all');
    expect(repository.affected(base)).toEqual(['shared', 'other']);
    expect(repository.affected('HEAD')).toEqual([]);
  });
});

describe('a commit to compare with', () => {
  test('that does not exist is an error', () => {
    const repository = monorepo();
    repository.commit();
    for (const base of ['none', '-x', 'main:README.md', '0123456789012345678901234567890123456789']) {
      expect(repository.run(`--base=${base}`)).toEqual({
        status: 1, stdout: '', stderr: `${base} is not a commit that this repository has. Use a branch, a tag or a commit, as in --base=origin/main, and fetch it first.\n`,
      });
    }
  });

  test('that a shallow clone does not have is an error that says so', () => {
    const repository = monorepo();
    const base = repository.commit();
    repository.write('README.md', 'x');
    repository.commit();
    const clone = newFolder();
    git(clone, 'clone', '--quiet', '--depth=1', `file://${repository.top}`, '.');
    const shallow = Object.assign(Object.create(Monorepo.prototype) as Monorepo, { root: clone });
    expect(shallow.run(`--base=${base}`)).toEqual({
      status: 1,
      stdout: '',
      stderr: `${base} is not a commit that this repository has. The clone is shallow, so it has only the newest commits: fetch this one first, for example with "git fetch --depth=1 origin ${base}".\n`,
    });
    git(clone, 'fetch', '--quiet', '--depth=1', 'origin', base);
    expect(shallow.affected(base)).toEqual([]);
  });

  test('consists of zeros on a new branch: all are affected', () => {
    const repository = monorepo();
    expect(repository.affected('0'.repeat(40))).toEqual(['own', 'shared', 'other']);
  });

  test('must be given', () => {
    const repository = monorepo();
    for (const argv of [[], ['--base='], ['--base=main', 'own'], ['--base=main', '--jobs=0']]) {
      expect(repository.run(...argv)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('docker:affected takes --base=REF, the commit to compare with') });
    }
  });

  test('needs a repository', () => {
    const repository = monorepo();
    repository.remove('.git');
    expect(repository.run('--base=main')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^git rev-parse failed: fatal: not a git repository/) });
  });
});

test('as JSON it has batches for the jobs of a workflow', () => {
  const names = Array.from({ length: 600 }, (_, index) => `service-${index}`);
  const repository = new Monorepo(Object.fromEntries(names.map(name => [name, { context: '.', dockerfile: 'Dockerfile' }])));
  repository.write('Dockerfile', 'x');
  const base = repository.commit();
  const json = (...argv: string[]) => JSON.parse(repository.run(`--base=${base}`, '--json', ...argv).stdout);
  expect(json()).toEqual({ targets: [], batches: [] });
  repository.write('x', 'x');
  const { targets, batches } = json();
  expect(targets).toEqual(names);
  expect(batches).toHaveLength(200);
  expect(batches.join(' ').split(' ')).toEqual(names);
  expect(json('--jobs=100').batches).toHaveLength(100);
  expect(json('--jobs=1').batches).toEqual([names.join(' ')]);
});

test('a thousand services in one repository take at most two seconds', () => {
  const names = Array.from({ length: 1000 }, (_, index) => `service-${index}`);
  const repository = new Monorepo(Object.fromEntries(names.map(name => [name, { context: '.', dockerfile: `services/${name}/Dockerfile` }])));
  for (const name of names) {
    repository.write(`services/${name}/Dockerfile`, name);
    repository.write(`services/${name}/Dockerfile.dockerignore`, `*\n!services/${name}/app\n!uv.lock\n${Array.from({ length: 150 }, (_, index) => `**/*.denied${index}`).join('\n')}\n`);
    Array.from({ length: 5 }, (_, index) => repository.write(`services/${name}/app/${index}.py`, ''));
  }
  const base = repository.commit();
  repository.write('services/service-7/app/0.py', 'x');
  const start = Date.now();
  expect(repository.affected(base)).toEqual(['service-7']);
  expect(Date.now() - start).toBeLessThan(6000); // tests share a machine: the benchmark measures it
});
