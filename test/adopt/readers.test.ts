import { argvOf, cleaned, listening, portOf } from '../../src/adopt/command-line';
import { parseDockerfile, lineageOf } from '../../src/adopt/dockerfile-parser';
import { differences, lockedVersions, pinned } from '../../src/adopt/lock-versions';
import { readDockerfile } from '../../src/adopt/old-dockerfile';
import { readPipfile } from '../../src/adopt/pipfile';
import { importName, readModules } from '../../src/adopt/python-modules';
import { Repository } from '../../src/adopt/repository';
import { readRequirements } from '../../src/adopt/requirement-files';
import { mayBeSecret, withoutSecrets } from '../../src/adopt/secrets';
import { isWheelFor } from '../../src/adopt/wheels';
import { folderWith } from '../synth';

function repository(files: { [path: string]: string }): Repository {
  return new Repository(folderWith(files));
}

describe('command lines', () => {
  test.each([
    ['gunicorn app:app -b 0.0.0.0:$PORT', ['gunicorn', 'app:app', '-b', '0.0.0.0:9000']],
    ['gunicorn --bind=:${PORT:-80} "a b" \'c d\'', ['gunicorn', '--bind=:9000', 'a b', 'c d']],
    ['poetry run uvicorn a:b', ['uvicorn', 'a:b']], ['uv run --frozen python3 -m x', ['python', '-m', 'x']], ['exec /usr/local/bin/gunicorn a', ['gunicorn', 'a']],
    ['python3.11 main.py', ['python', 'main.py']], ['./start.sh', ['./start.sh']],
    ['migrate && serve', ['sh', '-c', 'migrate && serve']], ['poetry run a && exec pipenv run b; A=1 uv run --frozen c', ['sh', '-c', 'a && exec b; A=1 c']], ['serve $OTHER', ['sh', '-c', 'exec serve $OTHER']], ['A=1 B="x y" poetry run serve', ['env', 'A=1', 'B=x y', 'serve']], ['A=$X serve', ['sh', '-c', 'A=$X serve']],
    ['sh -c "exec serve a"', ['serve', 'a']], ["bash -c 'while !</dev/tcp/db/1; do sleep 1; done; serve'", ['bash', '-c', 'while !</dev/tcp/db/1; do sleep 1; done; serve']],
    ['serve ${LEVEL:-info}', ['serve', 'info']], ['', []],
  ])('%s', (line, argv) => {
    expect(argvOf(line, { PORT: '9000' })).toEqual(argv);
  });

  test('a list is not split again', () => {
    expect(cleaned(['pipenv', 'run', '/venv/bin/gunicorn', 'a b'])).toEqual(['gunicorn', 'a b']);
  });

  test.each([
    [['uvicorn', 'a:b'], ['uvicorn', 'a:b', '--host', '0.0.0.0', '--port', '9000']], [['uvicorn', 'a:b', '--uds', '/x'], ['uvicorn', 'a:b', '--uds', '/x']],
    [['gunicorn', 'a'], ['gunicorn', 'a', '--bind=0.0.0.0:9000']], [['gunicorn', '-c', 'x.py', 'a'], ['gunicorn', '-c', 'x.py', 'a']], [['gunicorn', '-b', ':80', 'a'], ['gunicorn', '-b', ':80', 'a']],
    [['daphne', 'a:b'], ['daphne', 'a:b', '--bind=0.0.0.0', '--port=9000']], [['streamlit', 'run', 'a.py'], ['streamlit', 'run', 'a.py', '--server.port=9000', '--server.address=0.0.0.0']],
    [['python', 'a.py'], ['python', 'a.py']],
  ])('%j listens to everyone', (argv, expected) => {
    expect(listening(argv, 9000, false)).toEqual(expected);
  });

  test.each([['uvicorn a:b --port=81', 81], ['gunicorn -b :82 a', 82], ['python manage.py runserver 0.0.0.0:83', 83], ['streamlit run x --server.port 84', 84], ['python a.py --port 85', undefined]])('%s', (line, port) => {
    expect(portOf(line.split(' '))).toBe(port);
  });
});

describe('Dockerfiles', () => {
  test('arguments, continued lines with comments between, here-documents, stages of stages', () => {
    const stages = parseDockerfile(`ARG V=3.12
FROM python:\${V}-slim AS base
ARG NAME=world
ENV A=1 \\
  # between

  B="hello $NAME"
RUN <<EOF
pip install flask
CMD ["not", "this"]
EOF
FROM base
cmd ["python", \\
  "app.py"]
`);
    expect(stages.map(({ name, origin, line }) => [name, origin, line])).toEqual([['base', 'python:3.12-slim', 2], [undefined, 'base', 12]]);
    expect(stages[0].instructions[1]).toMatchObject({ keyword: 'ENV', line: 4, variables: { A: '1', B: 'hello world' } });
    expect(stages[1].instructions).toEqual([expect.objectContaining({ keyword: 'CMD', line: 13, argv: ['python', 'app.py'] })]);
    expect(lineageOf(stages)).toEqual(stages);
    expect(lineageOf(stages, 'base')).toEqual([stages[0]]);
  });

  test('a stage can start from a stage above it, and other files give no stages', () => {
    expect(lineageOf(parseDockerfile('FROM a AS a\nFROM a AS a\n'))).toHaveLength(2);
    expect(lineageOf(parseDockerfile('hello\n'))).toEqual([]);
  });

  test('compilers are build packages, and removed packages are not listed', () => {
    const { facts } = readDockerfile(repository({ Dockerfile: 'FROM python:3.12\nRUN apt-get update && apt-get install -y gcc libpq5 wget && apt-get purge -y wget\n' }), 'Dockerfile');
    expect(facts.map(({ option, value }) => `${option} ${value}`)).toEqual(['pythonVersion 3.12', 'buildPackages gcc', 'runtimePackages libpq5']);
  });

  test('code of an earlier stage, paths of the old image, an entrypoint in a shell', () => {
    const read = (text: string) => readDockerfile(repository({ 'Dockerfile': text, 'app/main.py': '', 'run.sh': '' }), 'Dockerfile').facts;
    const facts = read('FROM python:3.12 AS b\nWORKDIR /x\nCOPY app app\nFROM python:3.12\nCOPY --from=b /x /x\nCOPY run.sh /bin/run.sh\nENTRYPOINT ["/bin/run.sh"]\nCMD ["python", "/x/app/main.py"]\n');
    expect(facts.filter(({ option }) => option === 'sources').map(({ value }) => value)).toEqual(['app', 'run.sh']);
    expect(facts.find(({ option }) => option === 'command')?.value).toEqual(['/app/run.sh', 'python', '/app/app/main.py']);
    expect(read('FROM python:3.12\nENTRYPOINT python a.py\nCMD ["lost"]\n').find(({ option }) => option === 'command')?.value).toEqual(['python', 'a.py']);
  });
});

describe('requirements', () => {
  test.each(['https://pypi.org/simple', 'https://pypi.python.org/simple', 'https://www.pypi.org/simple/'])('%s is PyPI, and no index of its own', (url) => {
    expect(readRequirements(repository({ 'a.txt': `--index-url ${url}\nflask\n` }), 'a.txt').indexes).toEqual([]);
    expect(readPipfile(repository({ Pipfile: `[[source]]\nurl = "${url}"\n[packages]\nflask = "*"\n` })).indexes).toEqual([]);
  });

  test('files that include each other, options of pip, indexes with passwords', () => {
    const found = readRequirements(repository({
      'a.txt': '--index-url https://user:hunter2@pypi.acme.example/simple/\n-r sub/b.txt\n-r gone.txt\n--no-binary x\nflask[async] == 3.0 ; python_version > "3" # why\nDjango\\\n  >=5\n!!\n',
      'sub/b.txt': '-r ../a.txt\n-cc.txt\nb\n',
      'sub/c.txt': 'd==1\n',
    }), 'a.txt');
    expect(found.requirements.map(({ text, evidence }) => `${text} ${evidence}`)).toEqual(['b sub/b.txt:3', 'flask[async] == 3.0 ; python_version > "3" a.txt:5', 'Django >=5 a.txt:6']);
    expect(found.constraints).toEqual([{ text: 'd==1', evidence: 'sub/c.txt:1' }]);
    expect(found.indexes).toEqual([{ url: 'https://pypi.acme.example/simple/', isDefault: true, hasCredentials: true, evidence: 'a.txt:1' }]);
    expect(found.notes.map(({ evidence }) => evidence)).toEqual(['a.txt:3', 'a.txt:4', 'a.txt:8']);
    expect(found.isHashed).toBe(false);
  });

  test('a file is a lock file if every requirement has a hash; an empty file is not one', () => {
    const isHashed = (text: string) => readRequirements(repository({ 'r.txt': text }), 'r.txt').isHashed;
    expect([isHashed('a==1 \\\n  --hash=sha256:0\n'), isHashed('a==1 --hash=sha256:0\nb==1\n'), isHashed('# x\n'), isHashed('-r r.txt\n')]).toEqual([true, false, false, false]);
  });

  test('the versions in lock files are compared', () => {
    const files = repository({
      'uv.lock': '[[package]]\nname = "A_b"\nversion = "1"\n[[package]]\nname = "own"\nversion = "0"\nsource = { virtual = "." }\n',
      'Pipfile.lock': '{"default": {"a": {"version": "==1.0"}}, "develop": {"b": {"git": "x"}}}',
      'r.txt': 'a==1.0.0+cpu\nb>=1\nc==1.*\n',
    });
    expect(Object.fromEntries(lockedVersions(files, 'uv.lock'))).toEqual({ 'a-b': ['1'] });
    expect(Object.fromEntries(lockedVersions(files, 'r.txt'))).toEqual({ a: ['1.0.0+cpu'] });
    expect(differences(lockedVersions(files, 'Pipfile.lock'), lockedVersions(files, 'r.txt'))).toEqual([]);
    expect(differences(pinned(['a==1', 'b==1']), pinned(['a==2', 'c==3']))).toEqual(['a 1 -> 2']);
  });

  test.each([
    ['x-1-py3-none-any.whl', true], ['x-1-cp314-cp314-manylinux_2_17_x86_64.manylinux2014_x86_64.whl', true], ['x-1-cp313-cp313-manylinux2014_x86_64.whl', false],
    ['x-1-cp39-abi3-manylinux_2_28_x86_64.whl', true], ['x-1-cp314-cp314-macosx_11_0_arm64.whl', false], ['x-1-cp314-cp314-musllinux_1_2_x86_64.whl', false], ['x-1.tar.gz', false],
    ['x-1-py2.py3-none-any.whl', true], ['x-1-py2-none-any.whl', false], ['x-1-1-py3-none-manylinux2014_aarch64.whl', false],
  ])('%s is for Python 3.14 in an image: %p', (file, isFor) => {
    expect(isWheelFor(file, '3.14', 'x86_64')).toBe(isFor);
  });
});

describe('modules', () => {
  const FILES = {
    'shop/__init__.py': 'from flask import Flask\ndef create_app(config=None):\n    app = Flask(__name__)\n    @app.route("/health", methods=["GET"])\n    def health(): return ""\n    return app\n',
    'broken.py': 'print "2"\n',
    'tests/app.py': 'from flask import Flask\napp = Flask("no")\n',
    'text.py': '"""app = Flask(__name__)"""\n# app = FastAPI()\n',
  };

  test('Python itself reads them: texts and comments are no code', () => {
    const { modules, isExact, unreadable } = readModules(repository(FILES));
    expect([isExact, unreadable, [...modules.keys()]]).toEqual([true, ['broken.py'], ['broken.py', 'text.py', 'shop/__init__.py']]);
    expect(modules.get('shop/__init__.py')).toMatchObject({ factories: [{ name: 'create_app', kind: 'Flask', line: 2 }], routes: [{ path: '/health', on: 'app', line: 4 }] });
    expect(modules.get('text.py')!.objects).toEqual([]);
  });

  test('without Python patterns read them', () => {
    const path = process.env.PATH;
    process.env.PATH = folderWith({});
    try {
      const { modules, isExact } = readModules(repository({ 'app.py': 'app: Flask = Flask(__name__)\n@app.get("/ping")\ndef ping(): ...\n' }));
      expect([isExact, modules.get('app.py')]).toEqual([false, expect.objectContaining({ objects: [{ name: 'app', kind: 'Flask', line: 1 }], routes: [{ path: '/ping', on: 'app', line: 2 }] })]);
    } finally {
      process.env.PATH = path;
    }
  });

  test('names of modules', () => {
    expect([importName('a/b.py'), importName('a/__init__.py'), importName('src/a/b.py', 'src')]).toEqual(['a.b', 'a', 'a.b']);
  });
});

test.each([
  ['SECRET_KEY', 'x', true], ['DATABASE_URL', 'postgres://a:b@c/d', true], ['DB_PWD', 'x', true], ['SENTRY_DSN', 'https://x', true], ['A', 'AKIAABCDEFGHIJKLMNOP', true], ['STRIPE', 'sk_live_abc', true],
  ['LOG_LEVEL', 'info', false], ['DATABASE_URL', 'sqlite:////data/app.db', false], ['MODULE', 'my.long.module.name.of.settings', false], ['PUBLIC_KEY', 'x', false],
])('%s=%s may be a secret: %p', (name, value, isSecret) => {
  expect(mayBeSecret(name, value)).toBe(isSecret);
});

test('passwords in commands are not shown', () => {
  expect(withoutSecrets('curl --password hunter2 https://u:hunter2@x.example TOKEN=hunter2')).not.toContain('hunter2');
});
