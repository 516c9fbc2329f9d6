import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'fs';
import { join } from 'path';
import { compiledSources, hashes, killOften, Program, run, Running, synthProgram } from './programs';
import { PythonContainerProject } from '../../src';
import { newFolder } from '../synth';
import { installFake, SCRIPT } from '../tasks/tools';

jest.setTimeout(300_000);

const TIMES = 50;

let folder: string;

function write(path: string, text: string, mode?: number): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text, { mode });
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** Lets a day go by for what was left, so that the next run may remove it. */
function aDayLater(): void {
  const then = Date.now() / 1000 - 25 * 60 * 60;
  readdirSync(join(folder, '.projen')).filter(name => name.startsWith('draft-')).forEach(name => utimesSync(join(folder, '.projen', name), then, then));
}

/** What the script and its tools leave beside what belongs there. */
function litter(): string[] {
  return readdirSync(join(folder, '.projen')).filter(name => !['container.cjs', 'container.json', 'fake.txt', 'locked.json', 'tools'].includes(name));
}

describe('the tasks', () => {
  /** Locks whatever version there is now, slowly and in pieces. */
  const TOOL = `#!/bin/sh
for argument; do case $argument in --output-file=*) output=\${argument#*=};; *.in) input=$argument;; esac; done
: >$output
for piece in 1 2 3 4; do sleep 0.01; sed "s/$/==$VERSION --hash=x/" $input >>$output; done
`;
  const DOCKER = '#!/bin/sh\nsleep 0.02\necho "\\"sha256:$DIGEST\\""\n';

  function script(verb: string, environment: { [name: string]: string }): Program {
    const PATH = `${folder}/bin:${process.env.PATH}`;
    return { command: [process.execPath, '.projen/container.cjs', verb], cwd: folder, isSlow: true, environment: { PATH, ...environment } };
  }

  /** Facts of locks that consist of these files. */
  function facts(...locks: string[][]): string {
    return JSON.stringify({
      locks: locks.map((outputs) => {
        const commands = outputs.map(output => ['fake', `--output-file=${output}`, 'requirements.in']);
        return { inputs: ['requirements.in'], outputs, environment: { variables: {}, machine: {}, secrets: {} }, commands, upgradeCommands: commands, upgradePackageCommands: commands };
      }),
    });
  }

  beforeEach(() => {
    folder = newFolder();
    mkdirSync(join(folder, '.projen'));
    copyFileSync(SCRIPT, join(folder, '.projen/container.cjs'));
    installFake(folder, 'fake', TOOL);
    write('bin/docker', DOCKER, 0o755);
    write('requirements.in', 'a\nb\n');
  });

  test(`lock, killed ${TIMES} times, leaves complete files, and the next run removes the drafts`, async () => {
    const locks = [['requirements.txt', 'requirements-dev.txt'], ['requirements.worker.txt']];
    write('.projen/container.json', facts(...locks));
    const whole = (round: number) => `a==${round} --hash=x\nb==${round} --hash=x\n`.repeat(4);
    const before = new Map<string, string>();
    await killOften(TIMES, round => script('lock:upgrade', { VERSION: String(round) }), (round) => {
      for (const outputs of locks) {
        const isNew = outputs.map((output) => {
          const text = read(output);
          expect([before.get(output), whole(round)]).toContain(text);
          before.set(output, text);
          return text === whole(round);
        });
        // half of a lock is no lock
        if (new Set(isNew).size > 1) {
          expect(run(script('locked', {}))).toMatchObject({ status: 1, output: expect.stringContaining('outdated') });
        }
      }
      expect(litter().length).toBeLessThan(2); // what the run before this one has left is gone
      aDayLater();
    });
    expect(run(script('lock', { VERSION: 'last' }))).toEqual({ status: 0, output: '' });
    expect(locks.flat().map(read)).toEqual(locks.flat().map(() => 'a==last --hash=x\nb==last --hash=x\n'.repeat(4)));
    expect(run(script('locked', {}))).toEqual({ status: 0, output: '' });
    expect(litter()).toEqual([]);
  });

  test('a lock that is killed between its files is outdated, although the requirements are the same', () => {
    write('.projen/container.json', facts(['requirements.txt', 'requirements-dev.txt']));
    expect(run(script('lock', { VERSION: '1' }))).toMatchObject({ status: 0 });
    write('kill.cjs', `const fs = require('fs'); const { renameSync } = fs;
fs.renameSync = (from, to) => to === 'requirements-dev.txt' ? process.kill(process.pid, 'SIGKILL') : renameSync(from, to);`);
    expect(run({ ...script('lock:upgrade', { VERSION: '2', NODE_OPTIONS: '--require=./kill.cjs' }), isSlow: false }).status).toBe(null);
    expect(['requirements.txt', 'requirements-dev.txt'].map(path => read(path).includes('a==2'))).toEqual([true, false]);
    expect(run(script('locked', {}))).toMatchObject({ status: 1, output: expect.stringContaining('requirements.txt is outdated') });
    expect(run(script('lock', { VERSION: '2' }))).toMatchObject({ status: 0 });
    expect(run(script('locked', {}))).toMatchObject({ status: 0 });
  });

  test(`docker:pin, killed ${TIMES} times, leaves complete Dockerfiles, and the next run removes the drafts`, async () => {
    write('.projen/container.json', JSON.stringify({ locks: [] }));
    const digest = (round: number) => String(round).padStart(64, '0');
    const whole = (round: number) => `FROM python:3@sha256:${digest(round)}\nRUN true\n`.repeat(20);
    const files = ['Dockerfile', 'Dockerfile.worker', 'services/api/Dockerfile'];
    files.forEach(file => write(file, whole(999)));
    const before = new Map(files.map(file => [file, whole(999)]));
    await killOften(TIMES, round => script('docker:pin', { DIGEST: digest(round) }), (round) => {
      for (const file of files) {
        expect([before.get(file), whole(round)]).toContain(read(file));
        before.set(file, read(file));
      }
      expect(litter().length).toBeLessThan(2);
      aDayLater();
    });
    expect(run(script('docker:pin', { DIGEST: digest(7) }))).toMatchObject({ status: 0 });
    expect(files.map(read)).toEqual(files.map(() => whole(7)));
    expect(litter()).toEqual([]);
    expect(Object.keys(hashes(folder)).filter(path => path.includes('Dockerfile')).sort()).toEqual(files);
  });
});

describe('synth', () => {
  const OLD = { name: 'shop', requirements: ['fastapi'], environment: { LOG_LEVEL: 'info' } };
  const NEW = { ...OLD, requirements: ['fastapi', 'idna'], environment: { LOG_LEVEL: 'debug' }, port: 9000 };
  let source: string;

  /** Synthesizes in a process of its own. */
  function synth(options: object): Program {
    return { ...synthProgram(source, { ...options, outdir: folder }), isSlow: true, saysReady: true };
  }

  /** Synthesizes without interruption, and returns what all files hold. */
  function files(options: typeof OLD): { [path: string]: string } {
    new PythonContainerProject({ ...options, outdir: folder }).synth();
    return hashes(folder);
  }

  beforeAll(() => {
    source = compiledSources();
    process.env.PROJEN_DISABLE_POST = 'true';
  });

  afterAll(() => {
    delete process.env.PROJEN_DISABLE_POST;
  });

  beforeEach(() => {
    folder = newFolder();
    write('shop/main.py', '');
    write('tests/test_main.py', '');
    write('package.json', '{ "scripts": { "mine": "true" }, "devDependencies": { "mine": "1.0.0" } }');
    files(OLD);
    // these digests stand in the Dockerfile alone
    const digest = 'a'.repeat(64);
    chmodSync(join(folder, 'Dockerfile'), 0o644);
    write('Dockerfile', read('Dockerfile').replace(/^(# syntax=|FROM )(\S+:\S+)/gm, `$1$2@sha256:${digest}`));
  });

  test(`killed ${TIMES} times, leaves complete files, and the next synth restores every byte`, async () => {
    const [before, after] = [files(OLD), files(NEW)];
    expect(before.Dockerfile).not.toBe(after.Dockerfile);
    await killOften(TIMES, round => synth(round % 2 ? OLD : NEW), () => {
      const left = hashes(folder, path => !path.startsWith('.projen/draft-'));
      expect(Object.keys(left)).toEqual(Object.keys(after));
      Object.entries(left).forEach(([path, hash]) => expect([before[path], after[path]]).toContain(hash));
      aDayLater();
      expect(files(NEW)).toEqual(after);
    });
    expect(read('Dockerfile')).toContain('@sha256:');
    expect(JSON.parse(read('package.json'))).toMatchObject({ scripts: { mine: 'true' }, devDependencies: { mine: '1.0.0' } });
  });

  test('two at the same time write the same files as one', async () => {
    const [before, after] = [files(OLD), files(NEW)];
    for (let round = 0; round < 5; round++) {
      expect(files(OLD)).toEqual(before);
      const both = await Promise.all([new Running(synth(NEW)).end, new Running(synth(NEW)).end]);
      expect(both.map(({ status }) => status)).toEqual([0, 0]);
      expect(hashes(folder)).toEqual(after);
    }
  });
});
