import { mkdirSync, symlinkSync } from 'fs';
import { join } from 'path';
import { describeOnEngine, Finished, run, succeed } from './engine';
import { newFolder, pack, read } from './workspace';

jest.setTimeout(300_000);

describeOnEngine('projen new', () => {
  let tarball: string;

  beforeAll(() => {
    tarball = pack();
  });

  function projenNew(folder: string, ...flags: string[]): Finished {
    return run(folder, 'npx', '--prefix', process.cwd(), 'projen', 'new', '--from', tarball, ...flags);
  }

  test('starts a project that answers, as the README says', () => {
    expect(succeed('.', 'bash', 'examples/try.sh', join(newFolder(), 'first-steps'), tarball)).toContain('answers: {"message":"Hello from first-steps"}');
  });

  test('takes a framework, a version and a port, and --no-post locks nothing', () => {
    const folder = newFolder('plain');
    const { status, output } = projenNew(folder, '--framework', 'none', '--python-version', '3.10', '--port', '9000', '--no-post');
    expect(status).toBe(0);
    expect(output).toContain('Next, run "npm install", "npx projen docker:pin" and "npx projen lock".');
    expect(read(folder, '.projenrc.ts')).toMatch(/framework: Framework.NONE,\n {2}name: "plain",\n {2}port: 9000,\n {2}pythonVersion: "3.10",/);
    expect(succeed(folder, 'git', 'ls-files')).not.toMatch(/requirements.*txt|package-lock.json/);
    succeed(folder, 'npm', 'install');
    succeed(folder, 'npx', 'tsc', '--noEmit', '--project', 'tsconfig.projen.json');
    succeed(folder, 'npx', 'projen');
    expect(succeed(folder, 'git', 'status', '--porcelain').split('\n').sort()).toEqual([
      '', ' M Dockerfile', '?? .projen/locked.json', '?? package-lock.json', '?? requirements-dev.txt', '?? requirements.txt',
    ]);
  });

  test.each([
    ['framework must be one of \'fastapi\', \'flask\', \'django\', \'streamlit\', \'lambda\', \'none\', got "bogus".', '--framework', 'bogus'],
    ['pythonVersion: 3.99 is not possible', '--python-version', '3.99'],
  ])('stops before anything is written: %s', (message, ...flags) => {
    const folder = newFolder();
    const { status, output } = projenNew(folder, ...flags);
    expect(status).not.toBe(0);
    expect(output).toContain(message);
    // these two are npm's, which has installed the type
    expect(succeed(folder, 'ls', '-A').trim().split('\n')).toEqual(['node_modules', 'package.json']);
  });

  test('succeeds without Python, and says how to lock later', () => {
    const folder = newFolder();
    const programs = join(folder, '../bin');
    mkdirSync(programs);
    for (const program of ['node', 'npm', 'npx', 'git', 'sh']) {
      symlinkSync(succeed('.', 'which', program).trim(), join(programs, program));
    }
    const path = process.env.PATH;
    process.env.PATH = programs;
    try {
      const { status, output } = projenNew(folder);
      expect(status).toBe(0);
      expect(output).toContain('Install Python 3.8 or later: https://www.python.org/downloads/');
      expect(output).toContain('run "npx projen lock"');
    } finally {
      process.env.PATH = path;
    }
    expect(succeed(folder, 'git', 'log', '--oneline')).toContain('chore: project created with projen');
  });
});
