import { accessSync, constants, existsSync, statSync } from 'fs';
import { Adoption, readRepository } from './adoption';
import { Ask, Decisions } from './decisions';
import { AdoptError, Note } from './fact';
import { differences, lockedVersions } from './lock-versions';
import { mergedManifest } from './package-spec';
import { expression, projenrcText } from './projenrc';
import { keptFiles } from './replaced-files';
import { finish, Replacement } from './replacement';
import { Repository } from './repository';
import { existingProjenrc, LockFacts, projenrcOf } from './settings';
import { Staging } from './staging';
import { factTable, noteList } from './table';
import { Tools } from './tools';
import { DEFAULT_PYTHON_VERSION } from '../base-images/python-versions';

/** The options of the command line. */
export interface AdoptOptions {
  readonly folder: string;
  readonly isDryRun: boolean;
  /** Whether files are written without confirmation. */
  readonly isConfirmed: boolean;
  /** The values of `--set`. */
  readonly answers: ReadonlyMap<string, string>;
  /** How npm installs this package. */
  readonly spec: string;
}

/** The environment of `adopt`. */
export interface Surroundings {
  readonly print: (text: string) => void;
  /** Asks the user; undefined without a terminal. */
  readonly ask?: Ask;
  readonly tools: Tools;
  readonly replace: (replacement: Replacement) => Promise<void> | void;
}

/** The evidence of a lock file that could not be made. */
const LOCK = 'the lock file';

const SETUPTOOLS = 'setuptools<81  # the last versions with pkg_resources, which a package of the lock file may import';

/** Files that synth generates again: they are removed in the copy. */
const MADE_ANEW = ['Dockerfile', '.dockerignore', '.gitignore', '.gitattributes', '.python-version'];

/** Adds .projenrc.ts and all generated files to a repository. */
export async function adopt(options: AdoptOptions, { print, ask, tools, replace }: Surroundings): Promise<void> {
  const { folder, answers, isDryRun, isConfirmed } = options;
  checkFolder(options);
  if (!isDryRun && finish(folder)) {
    print('An interrupted run has been completed.');
  }
  const projenrc = existingProjenrc(folder);
  if (projenrc !== undefined) {
    if (new Repository(folder).text(projenrc).includes('projen-python-container')) {
      print(`${projenrc} exists already: this repository has been adopted. Nothing was changed. Edit ${projenrc} and run "npx projen".`);
      return;
    }
    throw new AdoptError(`${projenrc} exists: this is a projen project already. Add to it: new PythonContainer(project)`);
  }
  const adoption = await readRepository(folder, new Decisions(answers, isConfirmed ? undefined : ask));
  print(`${factTable(adoption)}\n`);
  const replaced = [...MADE_ANEW, ...Object.keys(adoption.source.written)];
  keptFiles(folder, replaced.filter(path => path !== '.python-version'), adoption.git);
  if (isDryRun) {
    printPlan(adoption, print);
    return;
  }
  if (ask && !isConfirmed && !/^y/i.test(await ask('Write .projenrc.ts and the files that are generated from it?', ['yes', 'no']).then(reply => reply === '1' ? 'yes' : reply))) {
    print('Nothing was changed.');
    return;
  }

  const staging = new Staging(adoption.repository);
  try {
    const notes = [...adoption.notes, ...prepare(adoption, staging, options, tools, print)];
    const files = staging.changed();
    const kept = keptFiles(folder, files, adoption.git);
    await replace({ folder, from: staging.folder, files, kept });
    tools.installHere(folder, print);
    printEnd(adoption, { files, kept, notes }, print);
  } finally {
    staging.remove();
  }
}

function checkFolder({ folder, isDryRun }: AdoptOptions): void {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new AdoptError(`${folder} is not a folder.`);
  }
  try {
    accessSync(folder, isDryRun ? constants.R_OK : constants.W_OK);
  } catch {
    throw new AdoptError(`${folder} cannot be ${isDryRun ? 'read' : 'written'} by this user: change its mode or its owner.`);
  }
}

/** Installs, synthesizes and locks in the copy. */
function prepare(adoption: Adoption, staging: Staging, { spec }: AdoptOptions, tools: Tools, print: (text: string) => void): Note[] {
  const { repository, source, decisions, git } = adoption;
  const notes: Note[] = [];
  [...MADE_ANEW, ...source.makesLock ? ['requirements.txt'] : [], ...'requirements-dev.in' in source.written ? ['requirements-dev.txt'] : []].forEach(path => staging.removeFile(path));
  Object.entries(source.written).forEach(([path, text]) => staging.write(path, text));
  staging.write('package.json', mergedManifest(repository.text('package.json'), spec));
  const statements: string[] = [];
  const synthesize = (facts?: LockFacts) => {
    const projenrc = projenrcOf(adoption, facts);
    staging.write('.projenrc.ts', projenrcText({ ...projenrc, statements: [...projenrc.statements, ...statements] }));
    tools.synthesize(staging);
  };
  print('Installing …');
  tools.install(staging);
  print('Synthesizing …');
  synthesize();
  const ignoring = keepIgnored(adoption, staging);
  if (ignoring.length) {
    statements.push(...ignoring);
    synthesize();
  }
  let isLocked = !source.makesLock;
  const lock = () => {
    print('Locking …');
    isLocked = tools.lock(staging, source.versions);
  };
  if (source.makesLock) {
    lock();
  }
  if (!isLocked) {
    const files = Object.keys(source.written).filter(path => path === 'requirements.in');
    notes.push({ evidence: LOCK, text: `the requirements could not be locked, for the reason above: change them in ${files[0] ?? decisions.get('requirements') ?? 'requirements.in'}` });
    return notes;
  }
  if (needsOldSetuptools(adoption, staging)) {
    staging.write('requirements.in', `${staging.read('requirements.in').trimEnd()}\n${SETUPTOOLS}\n`);
    lock();
  }
  const version = () => decisions.get<string>('pythonVersion') ?? DEFAULT_PYTHON_VERSION;
  const withoutWheel = (pythonVersion: string) => tools.withoutWheel(staging, source.packageManager, pythonVersion);
  let sdists = withoutWheel(version());
  const better = sdists?.length ? betterVersion(adoption, withoutWheel) : undefined;
  if (better !== undefined) {
    decisions.replace('pythonVersion', better, `the newest with most wheels: ${sdists!.slice(0, 3).join(', ')} …`);
    synthesize();
    lock();
    sdists = withoutWheel(better);
  }
  if (sdists === undefined) {
    notes.push({ evidence: 'lock', text: 'it is not known whether every package has a wheel: list packages without one in sdists' });
  } else if (sdists.length) {
    synthesize({ sdists });
  }
  const changes = differences(source.versions, lockedVersions(new Repository(staging.folder), source.packageManager === 'pip' ? 'requirements.txt' : `${source.packageManager}.lock`));
  changes.forEach(change => notes.push({ evidence: 'lock', text: `${change}: the old version no longer fits the other requirements` }));
  return [...notes, ...git.isThere ? [] : [{ evidence: 'git', text: 'this is not a git repository: with "git init" and a commit you could see the changes' }]];
}

/** Whether a package requires setuptools, whose version the old files leave open: such packages import pkg_resources, which newer versions do not have. */
function needsOldSetuptools({ source }: Adoption, staging: Staging): boolean {
  const isOpen = source.makesLock && 'requirements.in' in source.written && !source.names.includes('setuptools') && !source.versions.has('setuptools');
  return isOpen && lockedVersions(new Repository(staging.folder), 'requirements.txt').has('setuptools');
}

/** An older version of Python for which more packages have wheels, if no source sets the version. */
function betterVersion({ decisions, pythonVersions }: Adoption, withoutWheel: (pythonVersion: string) => string[] | undefined): string | undefined {
  const own = pythonVersions.indexOf(decisions.get<string>('pythonVersion') ?? DEFAULT_PYTHON_VERSION);
  const counts = pythonVersions.slice(0, own + 1).reverse().map(version => ({ version, count: withoutWheel(version)?.length ?? Infinity }));
  const fewest = Math.min(...counts.map(({ count }) => count));
  const [best] = counts.filter(({ count }) => count === fewest);
  return best && best !== counts[0] ? best.version : undefined;
}

/** Statements for files that git would no longer ignore, and for lines that are missing in the generated .gitignore. */
function keepIgnored({ git, repository }: Adoption, staging: Staging): string[] {
  const generated = new Set(staging.changed());
  const visible = git.isThere ? staging.visible(git.ignored(), git.excludeFile).filter(path => !generated.has(path)) : [];
  const now = new Set(new Repository(staging.folder).lines('.gitignore'));
  const lost = repository.lines('.gitignore').filter(line => line.trim() !== '' && !now.has(line) && !generated.has(line.replace(/^\//, '')));
  return [...lost.map(line => `project.gitignore.addPatterns(${expression(line)}); // .gitignore`),
    ...visible.map(path => `project.gitignore.exclude(${expression(`/${path}`)}); // was ignored before`)];
}

function printPlan(adoption: Adoption, print: (text: string) => void): void {
  print(`.projenrc.ts would be:\n\n${projenrcText(projenrcOf(adoption))}`);
  Object.entries(adoption.source.written).forEach(([path, text]) => print(`${path} would be:\n\n${text}`));
  print(`Unchanged:\n${noteList(adoption.notes)}\n\nNothing was written.`);
}

/** The final report. */
interface Outcome {
  readonly files: string[];
  readonly kept: string[];
  readonly notes: Note[];
}

function printEnd({ git, source, decisions }: Adoption, { files, kept, notes }: Outcome, print: (text: string) => void): void {
  const port = decisions.get<number>('port');
  const others = notes.length ? `\nUnchanged, and why:\n${noteList(notes)}\n` : '';
  print([
    git.isThere ? git.summary() : `Written: ${files.join(', ')}\n`,
    ...kept.length ? [`Kept: ${kept.map(path => `${path}.before`).join(', ')}. Remove them when you no longer need them.\n`] : [],
    `The requirements come from ${Object.keys(source.written).find(path => path === 'requirements.in') ?? decisions.get('requirements') ?? 'requirements.in'}.${others}`,
    'Nothing was committed. Next:',
    ...notes.some(({ evidence }) => evidence === LOCK) ? ['  npx projen lock            makes the lock file, when they are changed'] : [],
    '  npx projen docker:pin      adds the digests of the images',
    '  npx projen docker:build    builds the image',
    `  npx projen docker:run      runs it${port === undefined ? '' : `: http://localhost:${port}`}`,
  ].join('\n'));
}
