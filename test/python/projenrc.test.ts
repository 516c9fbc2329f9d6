import { delimiter, join, resolve } from 'path';
import { run, succeed } from '../engine/engine';
import { edit, newFolder, read, write } from '../engine/workspace';

jest.setTimeout(300_000);

const REPOSITORY = resolve(__dirname, '../..');
/** The one that the guide shows. */
const [, PROJENRC] = /```python\n([^]*?)```/.exec(read(REPOSITORY, 'docs/organisations.md'))!;
const LABELS = 'labels={"com.acme.team": "payments"}';

describe('a .projenrc.py', () => {
  const path = process.env.PATH;
  const folder = newFolder('hello');

  beforeAll(() => {
    const dist = newFolder('dist');
    // made and not built: pip builds it faster
    succeed(REPOSITORY, 'npx', 'jsii-pacmak', '--target=python', '--code-only', `--outdir=${dist}`);
    const venv = newFolder('venv');
    succeed(venv, 'python3', '-m', 'venv', '.');
    succeed(venv, 'bin/pip', 'install', '--quiet', join(dist, 'python'));
    process.env.PATH = [join(venv, 'bin'), path].join(delimiter);

    succeed(folder, 'git', 'init', '--quiet');
    write(folder, '.projenrc.py', PROJENRC);
    edit(folder, '.projenrc.py', LABELS, 'labels={}');
    write(folder, 'hello/main.py', '');
    write(folder, 'tests/test_main.py', '');
  });

  afterAll(() => {
    process.env.PATH = path;
  });

  test('has rules in Python', () => {
    expect(run(folder, 'python', '.projenrc.py')).toMatchObject({
      status: 1, output: expect.stringContaining('Dockerfile: team-label: labels: com.acme.team is missing. Set it to the name of your team.'),
    });
    expect(succeed(folder, 'ls', '-A').trim().split('\n')).toEqual(['.git', '.projenrc.py', 'hello', 'tests']);
  });

  test('makes the project, and is what projen runs: the second time without a diff', () => {
    edit(folder, '.projenrc.py', 'labels={}', LABELS);
    succeed(folder, 'python', '.projenrc.py');
    expect(read(folder, 'Dockerfile')).toContain('LABEL com.acme.team="payments"');
    expect(read(folder, 'Dockerfile')).toContain('To modify, edit .projenrc.py and run "npx projen".');
    succeed(folder, 'git', 'add', '--all');
    succeed(folder, 'projen');
    expect(succeed(folder, 'git', 'diff')).toBe('');
    expect(succeed(folder, 'ls', '-A')).not.toMatch(/package.json|projenrc.ts/);
  });

  test('shows the rule among the standards', () => {
    expect(succeed(folder, 'projen', 'standards')).toMatch(/ok +error +team-label +Production has a label with the responsible team/);
  });
});
