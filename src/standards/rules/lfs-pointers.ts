import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { SourceFiles, SourceKind } from '../source-files';

const START = 'version https://git-lfs.github.com/spec/';
/** The sizes that a pointer can have: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const LEAST_BYTES = 100;
const MOST_BYTES = 1023;
/** The most files that are opened. */
const MOST_FILES = 20_000;

export class LfsPointers extends Rule {
  public constructor() {
    super({
      id: 'lfs-pointers',
      severity: Severity.WARNING,
      summary: 'Files in git-lfs are checked out, so that the image contains them.',
      source: 'https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md',
    });
  }

  public check({ sourceFiles }: CheckedContainer): string[] {
    const [first, ...others] = pointers(sourceFiles);
    return first === undefined ? []
      : [`sources: ${first}${others.length > 0 ? ` and ${others.length} more` : ''} would be a git-lfs pointer in the image instead of the file. Run: git lfs pull`];
  }
}

function pointers(files: SourceFiles): string[] {
  const candidates = files.admitted.filter(({ kind, path }) => kind === SourceKind.FILE && !/\.pyi?$/.test(path)).slice(0, MOST_FILES);
  return candidates.filter((entry) => {
    const size = files.sizeOf(entry) ?? 0;
    return size >= LEAST_BYTES && size <= MOST_BYTES && files.start(entry, START.length) === START;
  }).map(({ path }) => path);
}
