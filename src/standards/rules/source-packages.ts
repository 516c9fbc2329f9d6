import { join } from 'path';
import { readTextFile } from '../../dockerfile/text-file';
import { readSources } from '../../package-managers/lock-record';
import { lockedNames } from '../../package-managers/locked-names';
import { sourcePackages, sourcePackagesProblem } from '../../package-managers/source-packages';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** The build fails for each of them. At synth it is a warning, because the lock file may be older than the requirements. */
export class SourcePackages extends Rule {
  public constructor() {
    super({
      id: 'source-packages',
      severity: Severity.WARNING,
      summary: 'Packages that have no wheel are listed in sdists.',
      source: 'https://packaging.python.org/en/latest/discussions/package-formats/',
      late: true, // the locks are made when the files are written
    });
  }

  public check({ locks, project, pythonVersion, sdists }: CheckedContainer): string[] {
    const texts = locks.map(lock => readTextFile(lock, join(project.outdir, lock)) ?? '');
    // requirements.txt names no files: what "lock" has found out of its packages stands beside it
    const locked = new Set(texts.flatMap(text => [...lockedNames(text)]));
    const isLocked = (name: string) => locked.has(name);
    const recorded = [...readSources(project.outdir).values()].map(names => ({
      withoutWheel: names.withoutWheel.filter(isLocked), forOtherVersions: names.forOtherVersions.filter(isLocked),
    }));
    const all = [...texts.map(text => sourcePackages(text, pythonVersion)), ...recorded];
    const problem = sourcePackagesProblem({
      withoutWheel: all.flatMap(names => names.withoutWheel), forOtherVersions: all.flatMap(names => names.forOtherVersions),
    }, pythonVersion, sdists);
    return problem === undefined ? [] : [problem];
  }
}
