import { join, posix } from 'path';
import { Project } from 'projen';
import { existingFile, existingRequirements } from './existing-file';
import { requirementsLines } from './existing-requirements';
import { invalidOption } from '../dockerfile/invalid-option';
import { entriesOf } from '../files/entries';
import { ConfigurationError } from '../projen-patches/configuration-error';

/** The names of lock files, for the first container and others. */
const LOCK = /^requirements(-dev)?(\.[a-z][a-z0-9-]*)?\.txt$/;
/** Common folders of handwritten Dockerfiles. */
const DOCKERFILE = /(^|\.)(Docker|Container)file(\.|$)/i;
const FOLDERS = ['.', 'docker', '.docker', 'deploy', 'build'];

/**
 * The error for requirements files that have the names of lock files: it lists all of them, and the Dockerfiles that use them, because
 * an installer that finds one hash requires all.
 *
 * @param first one of them
 */
export function unlockedFiles(project: Project, first: string): Error {
  const others = entriesOf(project.outdir).map(({ name }) => name).filter(name => LOCK.test(name) && name !== first).sort();
  const found = [first, ...others].flatMap((path) => {
    const text = withoutHash(existingRequirements(project, path) ?? '');
    return text === undefined ? [] : [{ path, text, input: path.replace(/txt$/, 'in') }];
  });
  const lines = found.map(({ path, text, input }) => invalidOption(path, text, 'the file is not a lock file, because this requirement has no hash, and the task "lock" would overwrite it',
    `Rename it to ${input}, from which the lock file is made`).message);
  const uses = found.flatMap(({ path }) => usesOf(project, path)).sort();
  return new ConfigurationError([
    ...lines,
    ...uses.length ? [`${uses.join(', ')}: from then on this is the lock file, and with its hashes pip refuses every package without one. Do not install other packages in the same command.`] : [],
  ].join('\n'));
}

/** The lines of handwritten Dockerfiles that install a file. */
function usesOf(project: Project, path: string): string[] {
  const pattern = new RegExp(`[\\s/="']${path.replace(/[.]/g, '\\.')}(?=$|[\\s"',])`);
  const installs = (line: string) => {
    const start = line.search(/\b(pip3?|uv|install)\b/);
    return start !== -1 && pattern.test(line.slice(start));
  };
  const files = FOLDERS.flatMap(folder => entriesOf(join(project.outdir, folder))
    .filter(entry => entry.isFile() && DOCKERFILE.test(entry.name) && !entry.name.endsWith('ignore')).map(({ name }) => posix.join(folder, name)));
  return files.flatMap((file) => {
    const lines = (existingFile(project, file) ?? '').split('\n');
    return lines.flatMap((line, index) => installs(line) ? [`${file}:${index + 1}`] : []);
  });
}

/** The first line that a lock file cannot have: one without a hash, or one that includes a file. */
export function withoutHash(lock: string): string | undefined {
  const includes = /^(-r|-c|-e|--requirement|--constraint|--editable)\b/;
  return requirementsLines(lock).map(({ text }) => text).find(text => includes.test(text) || !text.startsWith('-') && !/\s--hash=/.test(text));
}
