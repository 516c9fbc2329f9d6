import { createHash } from 'crypto';
import { existsSync } from 'fs';
import { join } from 'path';
import { formatProblem, FormatProblem } from './lock-format';
import { withoutHashes } from './lock-hashes';
import { LockPlan } from './plans';
import { readText } from '../files/text';

/** The file that tells what each lock was made from. */
export const RECORD = '.projen/locked.json';

/** What is wrong with the locks of a plan, as they are on disk. */
export interface LockState {
  readonly missing: string[];
  /** The locks that were made from other requirements. */
  readonly stale: string[];
  /** The locks that the tools of today cannot read. */
  readonly unreadable: readonly (FormatProblem & { readonly lock: string })[];
  /** The locks with packages that have no hash: whoever changes their files is not noticed. */
  readonly withoutHashes: { readonly lock: string; readonly packages: string[] }[];
}

export function lockState(folder: string, plan: LockPlan): LockState {
  const locks = plan.outputs.map(lock => ({ lock, text: readText(join(folder, lock)) })).map(({ lock, text }) => ({ lock, text, problem: formatProblem(lock, text) }));
  return {
    ...outdatedLocks(folder, plan),
    unreadable: locks.flatMap(({ lock, problem }) => problem ? [{ lock, ...problem }] : []),
    withoutHashes: locks.filter(({ problem }) => !problem).map(({ lock, text }) => ({ lock, packages: withoutHashes(text) })).filter(({ packages }) => packages.length),
  };
}

/** The locks that making them anew would mend for certain. Reads the inputs and the record, and no lock. */
export function outdatedLocks(folder: string, plan: LockPlan): Pick<LockState, 'missing' | 'stale'> {
  const record = readRecord(folder);
  const current = fingerprint(folder, plan);
  return {
    missing: plan.outputs.filter(lock => !existsSync(join(folder, lock))),
    stale: plan.outputs.filter(lock => record.has(lock) && record.get(lock) !== current),
  };
}

/** What a plan's locks are made from: its commands and its inputs, without comments. */
export function fingerprint(folder: string, plan: LockPlan): string {
  const inputs = plan.inputs.map(input => readText(join(folder, input)).replace(/^#.*\n/gm, ''));
  return createHash('sha256').update(JSON.stringify([plan.commands, plan.environment.variables, inputs])).digest('hex');
}

/** What the locks were made from. A record that nobody can read, for instance in a merge, tells nothing. */
export function readRecord(folder: string): Map<string, string> {
  try {
    const record: unknown = JSON.parse(readText(join(folder, RECORD)));
    const entries = record !== null && typeof record === 'object' && !Array.isArray(record) ? Object.entries(record) : [];
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map();
  }
}
