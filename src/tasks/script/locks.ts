import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DockerLock, facts, PROJEN } from './facts';
import { lockHere } from './lock-here';
import { canLockHere, lockInDocker } from './lock-in-docker';
import { Problem } from './problem';
import { namesAndFlags } from './words';
import { inDraft } from '../../files/drafts';
import { readText } from '../../files/text';
import { fingerprint, lockState, readRecord, readSources, RECORD } from '../../package-managers/lock-record';
import { LockPlan } from '../../package-managers/plans';
import { SourcePackages, sourcePackages, sourcePackagesProblem } from '../../package-managers/source-packages';

type Plan = LockPlan & { readonly docker: DockerLock };

/** Makes the lock files. Flags go to the tool. */
export function lock(...argv: string[]): Promise<void> {
  const { names: [name], flags } = namesAndFlags(argv);
  if (name !== undefined) {
    throw new Problem(`lock takes flags (--flag=value) and no names. To upgrade ${name}, use lock:upgrade ${name}.`);
  }
  return make(plan => plan.commands, flags, replace);
}

/** Makes the lock files and upgrades all packages, or the given ones. Flags go to the tool. */
export function upgradeLock(...argv: string[]): Promise<void> {
  const { names, flags } = namesAndFlags(argv);
  const unknown = names.find(name => !facts().locks.some(plan => plan.outputs.some(output => holds(output, name))));
  if (unknown !== undefined) {
    throw new Problem(`${unknown} is not in any lock file, so it cannot be upgraded. Write the value of a flag with =: --flag=value`);
  }
  return make(plan => names.length ? plan.upgradePackageCommands.map(command => forPackages(command, names)) : plan.upgradeCommands, flags, replace);
}

/** Makes the lock files in another folder, and fails with a diff if they differ from the existing ones. */
export async function checkLock(...flags: string[]): Promise<void> {
  const stale: string[] = [];
  await make(plan => plan.commands, flags, (plan, folder) => {
    for (const output of plan.outputs) {
      if (readText(output) !== readText(join(folder, output))) {
        stale.push(output);
        writeFileSync(join(folder, 'none'), '');
        const old = existsSync(output) ? output : join(folder, 'none');
        spawnSync('git', ['--no-pager', 'diff', '--no-index', '--ignore-cr-at-eol', '--', old, join(folder, output)], { stdio: 'inherit' });
      }
    }
  });
  if (stale.length) {
    throw new Problem(`${stale.join(' and ')}: not up to date with the requirements. Run: ${facts().projenCommand} lock`);
  }
}

/**
 * Fails if a lock file is missing or outdated, or has packages without a hash. Needs no network.
 *
 * @param folder the folder of the project that makes them, if it is not this one
 */
export function requireLocks(folder?: string): void {
  const { locks, projenCommand } = facts(folder);
  const place = folder === undefined || folder === '.' ? '' : `, in ${folder}`;
  for (const plan of locks) {
    const { missing, stale, unreadable, withoutHashes } = lockState(folder ?? '.', plan);
    const [problem] = [
      ...missing.map(output => ({ text: `${output} is missing`, task: 'lock' })),
      ...unreadable.map(({ lock: output, problem: text, task }) => ({ text: `${output} ${text}`, task })),
      ...stale.map(output => ({ text: `${output} is outdated: ${plan.inputs.join(' or ')} has changed since`, task: 'lock' })),
      ...withoutHashes.map(({ lock: output, packages }) => ({ text: `${output} has no hash for ${packages.join(', ')}: a changed file would not be noticed`, task: 'lock' })),
    ];
    if (problem !== undefined) {
      throw new Problem(`${problem.text}. Run${place}: ${projenCommand} ${problem.task}`);
    }
  }
}

/**
 * Makes all lock files in temporary folders, and uses them when all are complete: if locking fails or is killed, the
 * old lock files are unchanged.
 */
async function make(commandsOf: (plan: Plan) => string[][], flags: string[], use: (plan: Plan, folder: string) => void): Promise<void> {
  const { locks } = facts();
  await inDraft(PROJEN, async (draft) => {
    const folders: string[] = [];
    for (const [index, locked] of locks.entries()) {
      const plan = use === replace ? locked : { ...locked, fileList: undefined };
      const folder = join(draft, String(index));
      mkdirSync(folder);
      copyTexts([...plan.inputs, ...plan.outputs], folder);
      const commands = commandsOf(plan).map(command => [...command, ...flags]);
      if (canLockHere(plan)) {
        await lockHere(plan, commands, folder);
      } else {
        copyTexts(plan.docker.files, folder);
        await lockInDocker(plan, commands, folder);
      }
      folders.push(folder);
    }
    locks.forEach((plan, index) => use(plan, folders[index]));
  });
}

function copyTexts(files: string[], folder: string): void {
  for (const file of files.filter(name => existsSync(name))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), readText(file));
  }
}

/**
 * Replaces the old lock files by the new ones, and records their inputs. Two lock files that were not made together may
 * contradict each other: until the last one is replaced, the record says that they are outdated.
 */
function replace(plan: Plan, folder: string): void {
  const [first] = plan.outputs;
  const found = sourcesIn(plan, folder);
  const sources = sorted(new Map([...readSources('.'), ...found ? [[first, found] as const] : []].filter(([, names]) => names.withoutWheel.length + names.forOtherVersions.length)));
  const record = (name: string, source: string) => {
    const locks = sorted(new Map([...readRecord('.'), ...plan.outputs.map(output => [output, source] as const)]));
    writeFileSync(join(folder, name), JSON.stringify({ ...locks, ...Object.keys(sources).length ? { sources } : {} }, undefined, 2) + '\n');
    return join(folder, name);
  };
  const [unfinished, finished] = [record('unfinished', ''), record('finished', fingerprint('.', plan))];
  if (plan.outputs.length > 1) {
    renameSync(unfinished, RECORD);
  }
  plan.outputs.forEach(output => renameSync(join(folder, output), output));
  renameSync(finished, RECORD);
  const problem = found && sourcePackagesProblem(found, plan.fileList!.pythonVersion, plan.fileList!.sdists);
  if (problem !== undefined) {
    console.error(problem);
  }
}

/** The packages without a wheel, if the list of files could be made. */
function sourcesIn({ fileList }: Plan, folder: string): SourcePackages | undefined {
  const file = fileList && join(folder, fileList.output);
  return file !== undefined && existsSync(file) ? sourcePackages(readText(file), fileList!.pythonVersion) : undefined;
}

function sorted<T>(map: ReadonlyMap<string, T>): { readonly [name: string]: T } {
  return Object.fromEntries([...map].sort(([a], [b]) => a < b ? -1 : 1));
}

/** A command with an argument for each package. */
function forPackages(command: string[], names: string[]): string[] {
  return command.flatMap(argument => argument.includes('{package}') ? names.map(name => argument.replace('{package}', () => name)) : [argument]);
}

/** Whether a lock file, in any format, has a package with this name. */
function holds(file: string, name: string): boolean {
  const pattern = name.split(/[-_.]+/).map(part => part.replace(/\W/g, '')).join('[-_.]+');
  return new RegExp(`^(name = ")?${pattern}("|==)`, 'im').test(readText(file));
}
