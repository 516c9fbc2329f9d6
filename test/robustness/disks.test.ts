import { execFileSync } from 'child_process';
import { appendFileSync, chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { compiledSources, Finished, hashes, Program, run, synthProgram } from './programs';
import { newFolder } from '../synth';
import { installFake, SCRIPT } from '../tasks/tools';

jest.setTimeout(300_000);

/** Makes a lock that grows with the number in its input. */
const TOOL = '#!/bin/sh\nfor argument; do case $argument in --output-file=*) output=${argument#*=};; esac; done\n'
  + 'for line in $(seq $COUNT); do echo "package==$line"; done >$output\n';
const DOCKER = '#!/bin/sh\necho "\\"sha256:$DIGEST\\""\n';
const FACTS = {
  locks: [{
    inputs: ['requirements.in'],
    outputs: ['requirements.txt', 'requirements-dev.txt'],
    environment: { variables: {}, machine: {}, secrets: {} },
    commands: ['requirements.txt', 'requirements-dev.txt'].map(output => ['fake', `--output-file=${output}`]),
  }],
};

let source: string;
let folder: string;

beforeAll(() => {
  source = compiledSources();
});

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text, { mode: 0o755 });
}

/** Runs a verb of the script that is beside its facts; both may be on a disk that is full. */
function script(verb: string, environment: { [name: string]: string } = {}): Program {
  const PATH = `${folder}/bin:${process.env.PATH}`;
  return { command: [process.execPath, '.projen/container.cjs', verb], cwd: folder, environment: { PATH, COUNT: '900', DIGEST: 'b'.repeat(64), ...environment } };
}

function synth(options: object): Program {
  return synthProgram(source, { name: 'shop', framework: 'none', ...options, outdir: folder } as { outdir: string });
}

/** Fills a folder with a project, its locks and its digests. */
function fill(): void {
  write('app.py', '');
  write('tests/test_app.py', '');
  expect(run(synth({})).status).toBe(0);
  chmodSync(join(folder, 'Dockerfile'), 0o644);
  writeFileSync(join(folder, 'Dockerfile'), readFileSync(join(folder, 'Dockerfile'), 'utf8').replace(/^(# syntax=|FROM )(\S+:\S+)/gm, `$1$2@sha256:${'a'.repeat(64)}`));
  expect(run(synth({})).status).toBe(0);
  // the tool of these locks is of our making
  mkdirSync(join(folder, 'task/.projen'), { recursive: true });
  copyFileSync(SCRIPT, join(folder, 'task/.projen/container.cjs'));
  write('task/.projen/container.json', JSON.stringify(FACTS));
  installFake(join(folder, 'task'), 'fake', TOOL);
  write('task/requirements.in', 'package\n');
  write('task/Dockerfile', 'FROM python:3\n'.repeat(400));
  write('bin/docker', DOCKER);
  expect(run(inTask('lock', { COUNT: '3' }))).toEqual({ status: 0, output: '' });
}

function inTask(verb: string, environment: { [name: string]: string } = {}): Program {
  return { ...script(verb, environment), cwd: join(folder, 'task') };
}

/** What lock, docker:pin and synth come to where nothing can be written. */
function attempts(): { [name: string]: Finished } {
  return { lock: run(inTask('lock')), pin: run(inTask('docker:pin')), synth: run(synth({ port: 9000, environment: { LONG: 'x'.repeat(9000) } })) };
}

function mount(...argv: string[]): void {
  execFileSync('mount', argv);
}

/** Root can mount disks of a size; others make do without. In CI that would go unnoticed. */
const canMount = process.getuid?.() === 0 && process.platform === 'linux';
const describeOnDisks = canMount || process.env.CI ? describe : describe.skip;

describeOnDisks(`a small disk${canMount ? '' : ' (skipped: only root can mount one)'}`, () => {
  beforeEach(() => {
    folder = newFolder();
    mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder);
    fill();
  });

  afterEach(() => {
    execFileSync('umount', ['--lazy', folder]);
  });

  /** Leaves so many bytes of the disk free. */
  function fillUp(free: number): void {
    const filler = join(folder, 'filler');
    const blocks = (size: number) => {
      for (;;) {
        try {
          appendFileSync(filler, Buffer.alloc(size));
        } catch {
          return;
        }
      }
    };
    rmSync(filler, { force: true });
    writeFileSync(join(folder, 'free'), Buffer.alloc(free));
    blocks(65536);
    blocks(4096);
    rmSync(join(folder, 'free'));
  }

  test.each([0, 4096, 12288, 28672])('with %d bytes free: lock, docker:pin and synth leave every file complete, report the full disk, and work when there is space', (free) => {
    const before = hashes(folder);
    fillUp(free);
    for (const [name, { status, output }] of Object.entries(attempts())) {
      if (free === 0) {
        expect({ name, status, output }).toMatchObject({ status: 1, output: expect.stringMatching(/ENOSPC: no space left on device|No space left on device/) });
      }
      expect(output).not.toMatch(/^\s+at .*container\.cjs/m);
    }
    rmSync(join(folder, 'filler'));
    const left = hashes(folder);
    expect(Object.keys(left)).toEqual(Object.keys(before));

    const after = attempts();
    expect(Object.values(after).map(({ status }) => status)).toEqual([0, 0, 0]);
    const whole = hashes(folder);
    for (const [path, hash] of Object.entries(left)) {
      expect([[path, before[path]], [path, whole[path]]]).toContainEqual([path, hash]);
    }
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toContain('@sha256:');
  });
});

describe('a read-only folder', () => {
  beforeEach(() => {
    folder = newFolder();
  });

  test('is unchanged, and lock, docker:pin and synth report it', () => {
    if (canMount) {
      mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder);
    }
    try {
      fill();
      const before = hashes(folder);
      if (canMount) {
        mount('-o', 'remount,ro', folder);
      } else {
        execFileSync('chmod', ['--recursive', 'a-w', folder]);
      }
      const { lock, pin, synth: synthesis } = attempts();
      const reason = '(EROFS: read-only file system|EACCES: permission denied), ';
      expect(lock).toEqual({ status: 1, output: expect.stringMatching(new RegExp(`^lock failed: ${reason}\\w+ '.*'\\n$`)) });
      expect(pin).toEqual({ status: 1, output: expect.stringMatching(new RegExp(`^docker:pin failed: ${reason}\\w+ '.*'\\n$`)) });
      expect(synthesis).toMatchObject({ status: 1, output: expect.stringMatching(new RegExp(`\\S+ cannot be written, and was not changed: ${reason}`)) });
      expect(hashes(folder)).toEqual(before);
    } finally {
      if (canMount) {
        execFileSync('umount', ['--lazy', folder]);
      } else {
        execFileSync('chmod', ['--recursive', 'u+w', folder]);
      }
    }
    expect(existsSync(folder)).toBe(true);
  });
});
