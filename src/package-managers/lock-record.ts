import { createHash } from 'crypto';
import { existsSync } from 'fs';
import { join } from 'path';
import { formatProblem, FormatProblem } from './lock-format';
import { withoutHashes } from './lock-hashes';
import { LockPlan } from './plans';
import { SourcePackages } from './source-packages';
import { readText } from '../files/text';

/** The file that records the inputs of each lock file. */
export const RECORD = '.projen/locked.json';

/** The problems of a plan's lock files on disk. */
export interface LockState {
  readonly missing: string[];
  /** The lock files that were made from other requirements. */
  readonly stale: string[];
  /** The locks that the tools of today cannot read. */
  readonly unreadable: readonly (FormatProblem & { readonly lock: string })[];
  /** The lock files with packages without a hash: a change of their files would not be noticed. */
  readonly withoutHashes: { readonly lock: string; readonly packages: string[] }[];
}

export function lockState(folder: string, plan: LockPlan): LockState {
  const locks = plan.outputs.map((lock) => {
    const text = readText(join(folder, lock));
    return { lock, text, problem: formatProblem(lock, text) };
  });
  return {
    ...outdatedLocks(folder, plan),
    unreadable: locks.flatMap(({ lock, problem }) => problem ? [{ lock, ...problem }] : []),
    withoutHashes: locks.filter(({ problem }) => !problem)
      .map(({ lock, text }) => ({ lock, packages: withoutHashes(text) }))
      .filter(({ packages }) => packages.length),
  };
}

/** The lock files that are missing or outdated. This reads only the inputs and the record, not the lock files. */
export function outdatedLocks(folder: string, plan: LockPlan): Pick<LockState, 'missing' | 'stale'> {
  const record = readRecord(folder);
  const current = fingerprint(folder, plan);
  return {
    missing: plan.outputs.filter(lock => !existsSync(join(folder, lock))),
    stale: plan.outputs.filter(lock => record.has(lock) && record.get(lock) !== current),
  };
}

/** The inputs of a plan's lock files: its commands and its input files, without comments. */
export function fingerprint(folder: string, plan: LockPlan): string {
  const inputs = plan.inputs.map(input => readText(join(folder, input)).replace(/^#.*\n/gm, ''));
  return createHash('sha256').update(JSON.stringify([plan.commands, plan.environment.variables, inputs])).digest('hex');
}

/** The packages of locks that have no wheel, as `lock` has found out: by the names of the locks. */
export function readSources(folder: string): Map<string, SourcePackages> {
  const { sources } = parsedRecord(folder);
  const isList = (value: unknown): value is string[] => Array.isArray(value) && value.every(name => typeof name === 'string');
  const isSources = (value: unknown): value is SourcePackages => isObject(value) && isList(value.withoutWheel) && isList(value.forOtherVersions);
  return new Map(Object.entries(isObject(sources) ? sources : {}).filter((entry): entry is [string, SourcePackages] => isSources(entry[1])));
}

/** The recorded inputs of the lock files. An invalid record, such as one with merge conflicts, is ignored. */
export function readRecord(folder: string): Map<string, string> {
  return new Map(Object.entries(parsedRecord(folder)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function parsedRecord(folder: string): { readonly [name: string]: unknown } {
  try {
    const record: unknown = JSON.parse(readText(join(folder, RECORD)));
    return isObject(record) ? record : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
