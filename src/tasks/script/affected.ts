import { basename, dirname, join, posix } from 'node:path';
import { BAKE_FILES, BakeFile, BakeTarget, joined, parseBakeFile, plainText, readBakeFile, secretFile } from './bake-file';
import { BaseCommit } from './base-commit';
import { BuildInputs, ChangedBuilds } from './changed-builds';
import { Changes, changesSince } from './changes';
import { Problem } from './problem';
import { entryAt } from '../../files/entries';

/** The most jobs of a matrix on GitHub. */
const MOST_JOBS = 256;

/** The commit that GitHub and GitLab name when there is none before: a new branch. */
const NO_COMMIT = /^0+$/;

/**
 * Prints the targets of docker-bake.json whose production images can differ from those of a commit: `affected --base=REF [--json] [--jobs=256]`.
 * As JSON there are batches too, for the jobs of a workflow.
 */
export function affected(...argv: string[]): void {
  const unknown = argv.find(argument => !/^--(base=.+|json|jobs=[1-9]\d*)$/.test(argument));
  const base = option(argv, 'base');
  if (unknown !== undefined || base === undefined) {
    throw new Problem(`docker:affected takes --base=REF, the commit to compare with, and --json with --jobs=NUMBER${unknown === undefined ? '' : `, and not ${unknown}`}.`);
  }
  const file = readBakeFile();
  const all = new Set(affectedTargets(base, file));
  const targets = file.group.default.targets.filter(name => all.has(name));
  if (argv.includes('--json')) {
    console.log(JSON.stringify({ targets, batches: batches(targets, Number(option(argv, 'jobs') ?? MOST_JOBS)) }));
  } else {
    targets.forEach(name => console.log(name));
  }
}

/** The targets whose images can differ between a commit and the working tree. */
export function affectedTargets(ref: string, file: BakeFile): string[] {
  const names = Object.keys(file.target);
  if (NO_COMMIT.test(ref)) {
    return names;
  }
  const base = BaseCommit.find('.', ref);
  const root = base.pathOf('.')!;
  const inputs = new Map(names.map(name => [name, inputsOf(base, file.target[name])]));
  const known = [...inputs.values()].filter(build => build !== undefined);
  const changes = changesSince(base, [root, ...known.map(({ context }) => context)]);
  const before = BAKE_FILES.some(name => changes.paths.has(posix.join(root, name))) ? bakeFileOf(base, root) : file;
  const builds = new ChangedBuilds(base, changes, known);
  const results = new Map<string, boolean>();
  return names.filter((name) => {
    const build = inputs.get(name);
    const target = file.target[name];
    if (!build || JSON.stringify(before?.target[name]) !== JSON.stringify(target) || leadsElsewhere(base, changes, root, target, build)) {
      return true;
    }
    const key = JSON.stringify(build);
    const result = results.get(key) ?? builds.includes(build);
    results.set(key, result);
    return result;
  });
}

/** Undefined if a file does not exist, or is outside of the repository. */
function inputsOf(base: BaseCommit, { context, dockerfile, secret = [] }: BakeTarget): BuildInputs | undefined {
  const file = join(plainText(context), plainText(dockerfile));
  const [folder, path, beside] = [plainText(context), file, dirname(file)].map(name => base.pathOf(name));
  if (folder === undefined || path === undefined || beside === undefined) {
    return undefined;
  }
  const ignoreFiles = [posix.join(beside, `${basename(file)}.dockerignore`), posix.join(folder, '.dockerignore')];
  const links = ignoreFiles.map(name => [name, base.pathOf(join(base.top, name)) ?? name]).filter(([name, target]) => name !== target).flat();
  const secrets = secret.flatMap(text => secretFile(plainText(text)) ?? []).flatMap(name => base.pathOf(name) ?? []);
  return { context: folder, ignoreFiles, files: [path, ...links, ...secrets] };
}

/** Whether a changed link can be on the way to the context or the Dockerfile. */
function leadsElsewhere(base: BaseCommit, { paths }: Changes, root: string, { context, dockerfile }: BakeTarget, build: BuildInputs): boolean {
  const folder = posix.join(root, plainText(context));
  const file = posix.join(folder, plainText(dockerfile));
  if ([folder, file].some(path => paths.above(path) !== undefined)) {
    return true;
  }
  const isLink = (path: string) => base.tree.get(path)?.type === 'link' || entryAt(join(base.top, path))?.isSymbolicLink();
  const isDirect = posix.join(build.context, '.') === posix.join(folder, '.') && build.files[0] === file;
  return !isDirect && paths.within('').some(isLink);
}

/** The files of the commit, if they are valid. */
function bakeFileOf(base: BaseCommit, root: string): BakeFile | undefined {
  const texts = base.read(BAKE_FILES.map(name => posix.join(root, name)));
  try {
    return joined([...texts.values()].map(parseBakeFile));
  } catch {
    return undefined;
  }
}

/** The targets as words of a command, in at most so many batches of the same size. */
function batches(targets: string[], most: number): string[] {
  const size = Math.max(1, Math.ceil(targets.length / most));
  return Array.from({ length: Math.ceil(targets.length / size) }, (_, index) => targets.slice(index * size, (index + 1) * size).join(' '));
}

function option(argv: string[], name: string): string | undefined {
  return argv.find(argument => argument.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
}
