import { conflict } from '../../../src/tasks/script/conflict';
import { folderWith } from '../../synth';

const LOCK = `# uv pip compile
anyio==3.0.0 \\
    --hash=sha256:00
    # via
    #   starlette
    #   watchfiles
click==8.1.7 \\
    --hash=sha256:00
    # via
    #   -r requirements.in
    #   uvicorn
fastapi==0.95.0 --hash=sha256:00
    # via -r requirements.in
starlette==0.26.0 ; python_version < "4" \\
    --hash=sha256:00
    # via fastapi
`;

const PYPROJECT = `[project]
name = "my-service"
dependencies = ["fastapi==0.100.0", 'click==8.1.7']

[dependency-groups]
dev = [
    "pytest>=8",
    "Click<8", # old
    "tzdata; sys_platform == 'win32'",
]
`;

const FILES = {
  'requirements.in': '# generated\nfastapi==0.100.0\nstarlette>=0.40  # why\nnumpy[x]>99 ; python_version > "3"\n',
  'requirements-dev.in': '-c requirements.txt\nclick<8\nhttpx2>=2.0\npytest>=8\n',
  'requirements.txt': LOCK,
  'pyproject.toml': PYPROJECT,
};

const DECIDES = ' The requirements of production are locked first, so that tests run with the same versions: change requirements-dev.in, or the requirements of production.';

/** What uv, pip's lock through uv, Poetry and Docker have said. */
test.each([
  ['two requirements of uv', 'requirements.in', `warning: numpy is old
error: No solution found when resolving dependencies
  cause: Because fastapi==0.100.0 depends on starlette>=0.27.0,<0.28.0 and you require fastapi==0.100.0, we can conclude that you require starlette>=0.27.0,<0.28.0.
         And because you require starlette>=0.40, we can conclude that your requirements are unsatisfiable.
`, 'fastapi==0.100.0 (requirements.in) and starlette>=0.40 (requirements.in) conflict with each other.'],
  ['a version that is not there', 'requirements.in', '  × No solution found when resolving dependencies:\n  ╰─▶ Because only numpy<=2.5.5 is available and you require\n      numpy[x]>99, we can conclude that your requirements are unsatisfiable.\n',
    'numpy[x]>99 ; python_version > "3" (requirements.in) cannot be satisfied.'],
  ['a requirement of development and a lock', 'requirements-dev.in', 'cause: Because you require click<8 and click==8.1.7, we can conclude that your requirements are unsatisfiable.\n',
    `click<8 (requirements-dev.in) and click==8.1.7 (requirements.txt) conflict with each other.${DECIDES}`],
  ['a dependency of a requirement of production', 'requirements-dev.in', 'cause: Because httpx2>=2.0 depends on anyio>=4 and you require anyio==3.0.0, we can conclude that your requirements are unsatisfiable.\n',
    `httpx2>=2.0 (requirements-dev.in) and anyio==3.0.0 (requirements.txt, for fastapi) conflict with each other.${DECIDES}`],
  ['groups of uv', 'pyproject.toml', 'cause: Because your project depends on click==8.1.7 and my-service:dev depends on click<8, we can conclude that your project and my-service:dev are incompatible.\n',
    'click==8.1.7 (pyproject.toml) and Click<8 (pyproject.toml) conflict with each other.'],
  ['groups of Poetry', 'pyproject.toml', 'Resolving dependencies...\n\nIncompatible constraints in requirements of my-service (0.0.0):\nclick (==8.1.7)\nclick (<8)\n',
    'click==8.1.7 (pyproject.toml) and Click<8 (pyproject.toml) conflict with each other.'],
  ['a requirement of Poetry', 'pyproject.toml', 'Because my-service depends on tzdata (>9) which doesn\'t match any versions, version solving failed.\n',
    'tzdata; sys_platform == \'win32\' (pyproject.toml) cannot be satisfied.'],
  ['what Docker prints', 'requirements.in', '#13 1.2   cause: Because only numpy<=2 is available and you require numpy>99.\n#13 ERROR: process fastapi\n------\n > starlette:\n',
    'numpy[x]>99 ; python_version > "3" (requirements.in) cannot be satisfied.'],
  ['another failure', 'requirements.in', 'error: Failed to fetch: `https://pypi.example.com/simple/fastapi/`\n', ''],
  ['a package that nobody asked for', 'requirements.in', 'Because there is no version of trio, version solving failed.\n', ''],
])('%s', (_name, input, lines, message) => {
  expect(conflict(lines, { folder: folderWith(FILES), inputs: [input], argv: ['uv', 'lock'] })).toBe(message);
});

test('constraints are named on the command line too, and files need not be there', () => {
  const folder = folderWith({ ...FILES, 'requirements-dev.txt': 'click<8\n' });
  const lines = 'Because you require click<8 and click==8.1.7, no.\n';
  expect(conflict(lines, { folder, inputs: ['requirements-dev.txt'], argv: ['uv', 'pip', 'compile', '--constraints=requirements.txt'] })).toContain('and click==8.1.7 (requirements.txt) conflict');
  expect(conflict(lines, { folder, inputs: ['requirements-dev.txt'], argv: ['--constraints=gone.txt'] })).toBe('click<8 (requirements-dev.txt) cannot be satisfied.');
  expect(conflict(lines, { folder, inputs: ['gone.in'], argv: [] })).toBe('');
});

test('a lock that goes in a circle has an end, and no password is repeated', () => {
  const files = { 'a.in': 'a @ https://user:secret@example.com/a.whl\n', 'a.txt': 'b==1\n    # via c\nc==1\n    # via b\n' };
  const message = conflict('Because a and b do not fit', { folder: folderWith(files), inputs: ['a.in'], argv: ['--constraints=a.txt'] });
  expect(message).toMatch(/^a @ https:\/\/\*{4}@example.com\/a.whl \(a.in\) and b==1 \(a.txt, for [bc]\) conflict with each other\./);
});
