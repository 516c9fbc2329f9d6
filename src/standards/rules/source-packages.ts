import { join } from 'path';
import { readTextFile } from '../../dockerfile/text-file';
import { sourcePackages } from '../../package-managers/source-packages';
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
    });
  }

  public check({ locks, project, sdists }: CheckedContainer): string[] {
    const texts = locks.map(lock => readTextFile(lock, join(project.outdir, lock)) ?? '');
    const missing = [...new Set(texts.flatMap(sourcePackages))].filter(name => !sdists.includes(name)).sort();
    const list = (names: string[]) => `[${names.map(name => `'${name}'`).join(', ')}]`;
    return missing.length === 0 ? [] : [`sdists: ${missing.join(', ')}: there is no wheel, and the build compiles only packages that are listed. `
      + `Write sdists: ${list([...new Set([...sdists, ...missing])].sort())}, and add the compilers and headers that they need to buildPackages.`];
  }
}
