import { commit } from './commit';
import { required } from './targets';
import { affectedTargets } from '../affected';
import { readBakeFile } from '../bake-file';
import { succeeds } from '../processes';

/** The most jobs of a matrix on GitHub. */
const MOST_JOBS = 256;

/** More jobs at once would wait for runners. */
const MOST_BATCHES = 64;

/** Prints the targets whose images can differ from those of the commit before, for a shell. */
export function planTargets(): void {
  console.log(changedTargets().join(' '));
}

/** Prints them in batches for the matrix of a workflow, which has a job for each batch and each of so many PLATFORMS. */
export function planBatches(): void {
  const most = Math.min(MOST_BATCHES, Math.floor(MOST_JOBS / Number(required('PLATFORMS'))));
  const names = changedTargets();
  const size = Math.max(1, Math.ceil(names.length / most));
  const batches = Array.from({ length: Math.ceil(names.length / size) }, (_, number) => ({ number, targets: names.slice(number * size, (number + 1) * size).join(' ') }));
  console.log(`batches=${JSON.stringify(batches)}`);
}

/** All targets for a release, and if there is no commit to compare with. */
function changedTargets(): string[] {
  const { base, tag } = commit();
  const file = readBakeFile();
  const { targets } = file.group.default;
  if (tag !== undefined || base === undefined || !succeeds('git', ['cat-file', '-e', `${base}^{commit}`])) {
    return targets; // after a forced push, the clone does not have the commit before
  }
  const changed = new Set(affectedTargets(base, file));
  return targets.filter(name => changed.has(name));
}
