import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { partedArguments } from './arguments';
import { environment } from './environment';
import { facts } from './facts';
import { requireLocks } from './locks';
import { Problem } from './problem';
import { succeed, succeeds } from './processes';
import { inVenv } from './python';
import { tool } from './tools';
import { readText } from '../../files/text';
import { WorkspacePlan } from '../../package-managers/plans';

const VENV = '.venv';
/** The file that records the inputs of .venv. */
const INSTALLED = join(VENV, '.locks');

/** Creates .venv again from the lock files. */
export function install(...flags: string[]): void {
  requireLocks();
  const plan = workspace();
  const [[creator, ...create], ...fill] = plan.commands;
  const env = environment(plan);
  makeVenv(plan, tool(creator), create);
  for (const [program, ...argv] of fill) {
    succeed(tool(program), [...argv, ...flags], { env: { ...env, VIRTUAL_ENV: resolve(VENV) } });
  }
  writeFileSync(INSTALLED, installed(plan));
}

/** Runs the tests in .venv, which is created again if the lock files have changed. */
export function test(...argv: string[]): void {
  if (readText(INSTALLED) !== installed(workspace())) {
    install();
  }
  const [program, ...command] = facts().testCommand ?? [];
  if (program === undefined) {
    throw new Problem('This project has no tests.');
  }
  const programs = [dirname(resolve(inVenv(VENV, 'python'))), ...process.env.PATH ? [process.env.PATH] : []];
  const folders = [...existsSync('src') ? ['src'] : [], ...process.env.PYTHONPATH ? [process.env.PYTHONPATH] : []];
  succeed(program, [...command, ...partedArguments('program', argv).program], {
    env: { ...process.env, PATH: programs.join(delimiter), VIRTUAL_ENV: resolve(VENV), PYTHONPATH: folders.join(delimiter) },
  });
}

/** Creates an empty .venv. It fails if Python is missing, or if the folder cannot be written; uv prints the reason. */
function makeVenv({ pythonVersion }: WorkspacePlan, creator: string, argv: string[]): void {
  const { status, stderr, error } = spawnSync(creator, argv, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) {
    const reason = error?.message ?? stderr.trim();
    throw new Problem(succeeds(creator, ['python', 'find', '--no-project', pythonVersion]) ? `${VENV} cannot be created:\n${reason}`
      : `${reason}\nPython ${pythonVersion} is not installed on this machine, and uv could not download it. Run the tests in the container instead: ${facts().projenCommand} docker:test`);
  }
}

function workspace(): WorkspacePlan {
  const plan = facts().workspace;
  if (!plan) {
    throw new Problem('This project has no virtual environment.');
  }
  return plan;
}

/** The inputs of .venv. */
function installed(plan: WorkspacePlan): string {
  return createHash('sha256').update(JSON.stringify([plan, plan.locks.map(readText)])).digest('hex');
}
