import { createHash } from 'crypto';
import { existsSync } from 'fs';
import { join } from 'path';
import { withoutHashes } from './lock-hashes';
import { LockPlan } from './plans';
import { readText } from '../files/text';

/** The file that records the inputs of each lock file. */
export const RECORD = '.projen/locked.json';

/** The problems of a plan's lock files on disk. */
export interface LockState {
  readonly missing: string[];
  /** The lock files that were made from other requirements. */
  readonly stale: string[];
  /** The lock files with packages without a hash: a change of their files would not be noticed. */
  readonly withoutHashes: { readonly lock: string; readonly packages: string[] }[];
}

export function lockState(folder: string, plan: LockPlan): LockState {
  return {
    ...outdatedLocks(folder, plan),
    withoutHashes: plan.outputs
      .map(lock => ({ lock, packages: withoutHashes(readText(join(folder, lock))) }))
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

/** The recorded inputs of the lock files. An invalid record, such as one with merge conflicts, is ignored. */
export function readRecord(folder: string): Map<string, string> {
  try {
    const record: unknown = JSON.parse(readText(join(folder, RECORD)));
    const entries = record !== null && typeof record === 'object' && !Array.isArray(record) ? Object.entries(record) : [];
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map();
  }
}
