import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { facts, PROJEN } from './facts';
import { Problem } from './problem';
import { succeeds } from './processes';
import { removeTraces, SignOfLife } from './sign-of-life';
import { inDraft } from '../../files/drafts';

const MINUTE = 60_000;
const FLAGS = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges', '--env=PYTHONPROFILEIMPORTTIME=1'];

interface State {
  readonly Running: boolean;
  readonly ExitCode: number;
  readonly Health?: { readonly Status: string };
}

/**
 * Starts an image as production does and writes a list of the modules that it loads: until it is healthy, or until the
 * command ends, if there is one.
 */
export async function trace(image: string, list: string, ...command: string[]): Promise<void> {
  const stopped = new AbortController();
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(signal => process.on(signal, () => stopped.abort()));
  await removeTraces(docker);
  const id = `trace-${randomUUID()}`;
  const life = await SignOfLife.give(id);
  try {
    await docker('run', '--detach', `--name=${id}`, ...life.labels.map(label => `--label=${label}`), ...FLAGS, image, ...command);
    await (command.length ? untilEnd(id, command, stopped.signal) : untilHealthy(id, stopped.signal));
    // Python tells of each import, in this form, when it is asked for the times
    const { stderr } = await docker('logs', id);
    const names = [...stderr.matchAll(/^import time:\s+\d+ \|\s+\d+ \|\s*(\S+)$/gm)].map(([, name]) => name);
    if (!names.length) {
      throw new Problem('Python told of no imports: it must not run with -I or -E.');
    }
    const lines = [...new Set(names)].sort().map(name => `${name}\n`);
    inDraft(PROJEN, (folder) => {
      writeFileSync(join(folder, 'list'), lines.join(''));
      renameSync(join(folder, 'list'), list);
    });
    console.error(`${list}: ${lines.length} modules`);
  } finally {
    // it has a name of ours, so that it goes even if Docker was stopped before it told one
    succeeds('docker', ['rm', '--force', '--volumes', id]);
    life.end();
  }
}

/** Runs a Docker command that has to succeed, and returns what it printed. */
async function docker(...argv: string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)('docker', argv, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).catch(({ stderr, message }) => {
    throw new Problem(`docker ${argv.join(' ')}:\n${stderr || message}`);
  });
}

/** Waits until a container's command has ended, and ended well. */
async function untilEnd(id: string, command: string[], signal: AbortSignal): Promise<void> {
  for (;;) {
    const { Running, ExitCode } = await stateOf(id);
    if (!Running) {
      if (ExitCode !== 0) {
        throw new Problem(`${command.join(' ')} failed:\n${(await docker('logs', id)).stderr}`);
      }
      return;
    }
    await aMoment(signal);
  }
}

/** Waits until a container's health check succeeds, for a minute. */
async function untilHealthy(id: string, signal: AbortSignal): Promise<void> {
  for (const end = Date.now() + MINUTE; ;) {
    const { Running, Health } = await stateOf(id);
    if (Running && !Health) {
      throw new Problem(`The image has no health check. Name a command that ends: ${facts().projenCommand} docker:trace python -c "import hello.work"`);
    }
    if (Health?.Status === 'healthy') {
      return;
    }
    if (!Running || Date.now() > end) {
      const { stderr } = await docker('logs', '--tail=20', id);
      throw new Problem(`The container is not healthy:\n${stderr.replace(/^import time:.*\n/gm, '')}`);
    }
    await aMoment(signal);
  }
}

async function stateOf(id: string): Promise<State> {
  return JSON.parse((await docker('inspect', '--format={{json .State}}', id)).stdout);
}

/** Waits a little, or until somebody stops the whole. */
async function aMoment(signal: AbortSignal): Promise<void> {
  await setTimeout(200, undefined, { signal }).catch(() => {
    throw new Problem('Stopped.');
  });
}
