import { posix } from 'path';
import { relativePath } from '../../files/relative-path';
import { CheckedContainer } from '../checked-container';
import { withoutPrefixes } from '../command-prefixes';
import { Rule, Severity } from '../rule';
import { isShell } from '../shell-command';
import { SourceEntry, SourceFiles, SourceKind } from '../source-files';
import { StartedProgram, startedPrograms } from '../started-program';

/** Linux reads only this much of the first line. */
const MOST_BYTES = 256;

export class EntryScript extends Rule {
  public constructor() {
    super({
      id: 'entry-script',
      severity: Severity.ERROR,
      summary: 'A script that is the command is executable, and has Linux line endings.',
      source: 'https://docs.docker.com/reference/dockerfile/#entrypoint',
    });
  }

  public check(container: CheckedContainer): string[] {
    return startedPrograms(container).flatMap(started => problems(container, started));
  }
}

function problems(container: CheckedContainer, { option, words }: StartedProgram): string[] {
  const [program = '', ...rest] = withoutPrefixes(words);
  const isRead = isShell(program);
  const path = isRead ? rest.find(word => !/^[-+]./.test(word)) : program;
  const files = container.sourceFiles;
  const entry = path?.includes('/') || isRead ? sourceOf(container, path ?? '') : undefined;
  return entry === undefined ? [] : [
    ...isRead || isExecutable(files, entry) ? []
      : [`${option}: ${entry.path} is not executable. Run: git update-index --chmod=+x ${entry.path} && chmod +x ${entry.path}`],
    ...hasCarriageReturn(files, entry)
      ? [`${option}: ${entry.path} has Windows line endings, so Linux looks for a program whose name ends with a carriage return. Write "${posix.basename(entry.path)} text eol=lf" into .gitattributes, and save it with line feeds.`] : [],
  ];
}

/** The file in the build context from which a path in the image is copied. */
function sourceOf({ sourceFiles: { admitted }, dockerfile, production, project }: CheckedContainer, path: string): SourceEntry | undefined {
  const workdir = production.lineage.flatMap(({ instructions }) => instructions).filter(({ keyword }) => keyword === 'WORKDIR').pop()?.operands ?? '/';
  const place = posix.relative(workdir, posix.resolve(workdir, path));
  const folder = relativePath(dockerfile.contextFolder, project.outdir);
  return admitted.find(entry => entry.kind === SourceKind.FILE && (entry.path === place || entry.path === posix.join(folder, place)));
}

/** Whether the file is executable. Windows has no such permission, so git is asked there. */
function isExecutable(files: SourceFiles, entry: SourceEntry): boolean {
  const mode = files.modeOf(entry)?.toString(8) ?? '';
  return process.platform === 'win32' || /[1357]/.test(mode.slice(-3));
}

function hasCarriageReturn(files: SourceFiles, entry: SourceEntry): boolean {
  return /^(#!)?[^\n]*\r\n/.test(files.start(entry, MOST_BYTES));
}
