import { basename } from 'path';
import { findApplication } from './application';
import { argvFact } from './command-fact';
import { argvOf, portOf, serverOf } from './command-line';
import { readComposeFile } from './compose-file';
import { Decisions } from './decisions';
import { chooseDockerfile } from './dockerfile-choice';
import { AdoptError, Confidence, Fact, Note, Readings } from './fact';
import { Git } from './git';
import { OldImage } from './old-image';
import { checkFolderOf } from './other-folder';
import { decidePort } from './port-decision';
import { readProcfile } from './procfile';
import { PythonModules, readModules } from './python-modules';
import { readPythonVersion } from './python-version-files';
import { Repository } from './repository';
import { requirementCandidates } from './requirement-candidates';
import { RequirementSource, requirementSource } from './requirement-source';
import { servedCommand, startedCommand } from './served-command';
import { readSetup } from './setup-py';
import { Sources, sourcesOf } from './sources';
import { filesIn, usesPort } from './start-program';
import { readStaticFiles, StaticFiles } from './static-files';
import { findTests, TestFacts } from './test-facts';
import { readToml } from './toml';
import { decidePythonVersion } from './version-decision';
import { isWithin } from '../files/relative-path';

/** The result of reading a repository. */
export interface Adoption {
  readonly repository: Repository;
  readonly git: Git;
  readonly modules: PythonModules;
  readonly decisions: Decisions;
  readonly source: RequirementSource;
  readonly sources: Sources;
  /** The folder in which the application runs. */
  readonly root: string;
  readonly command?: string[];
  /** Whether the command is written in a file, and was not found in the code. */
  readonly isCommandSaid: boolean;
  /** The versions of Python from which one is chosen by the wheels in the lock file. */
  readonly pythonVersions: readonly string[];
  readonly processes: { readonly name: string; readonly command: string[]; readonly evidence: string }[];
  readonly tests: TestFacts;
  /** The system packages of the old image. */
  readonly systemFacts: Fact[];
  /** The static files of a Django project. */
  readonly staticFiles?: StaticFiles;
  /** The existing compose file. */
  readonly composeFile?: string;
  readonly notes: Note[];
}

/** Reads a repository and decides. Nothing is written. */
export async function readRepository(folder: string, decisions: Decisions): Promise<Adoption> {
  const repository = new Repository(folder);
  if (!decisions.isAnswered('requirements')) {
    checkFolderOf(repository);
  }
  const git = new Git(folder);
  const modules = readModules(repository);
  const compose = readComposeFile(repository, git.outerFolder);
  const { dockerfile, notes: dockerfileNotes } = await chooseDockerfile(repository, compose, decisions);
  const readings = new Readings();
  [compose, readProcfile(repository), readPythonVersion(repository), ...dockerfile ? [dockerfile] : []].forEach(reading => readings.add(reading));
  const candidates = requirementCandidates(repository, dockerfile?.installs ?? [], decisions.isAnswered('requirements'));
  readings.add(candidates);
  readings.add(nameOf(repository, modules));
  const { facts } = readings;

  await decisions.decide('name', facts);
  await decisions.decide('requirements', facts);
  const pythonVersions = await decidePythonVersion(decisions, facts);
  await decisions.decide('imageName', facts);
  await decisions.decide('baseImage', facts);
  const tests = findTests(repository);
  const extra = dockerfile?.requirements ?? [];
  const from = decisions.get<string>('requirements') ?? candidates.facts[0].value as string;
  const context = { repository, modules, extra, usesPytest: tests.pytest };
  const first = requirementSource(from, context);
  const application = findApplication(repository, modules, [...first.names, ...first.versions.keys()]);
  const said = facts.some(({ option }) => option === 'command');
  readings.notes.push(...application.notes);
  application.facts.filter(({ option }) => option !== 'command' || !said).forEach(fact => readings.facts.push(fact));

  const fallback = portHint(facts);
  await decidePort(decisions, facts, fallback);
  const variables = { PORT: String(decisions.get('port') ?? fallback) };
  const commands = facts.filter(({ option }) => option === 'command').map(fact => argvFact(fact, variables));
  const image = new OldImage(repository, dockerfile, compose);
  await decisions.decide('command', image.commandsOf(commands), withoutAddress, answer => argvOf(answer.startsWith('[') ? JSON.parse(answer).join(' ') : answer, variables));
  await decisions.decide('healthCheckPath', facts);
  for (const option of new Set([...facts.map(fact => fact.option), ...decisions.answered].filter(name => /^(environment|labels|processes)\./.test(name)))) {
    await decisions.decide(option, facts.map(fact => image.started(argvFact(fact, variables))), undefined, option.startsWith('processes.') ? answer => argvOf(answer, variables) : undefined);
  }
  decisions.check();

  const staticFiles = readStaticFiles(repository, decisions.group('environment').map(({ option }) => option));
  const oldRoot = image.rootOf(decisions.evidenceOf('command'));
  const root = oldRoot !== '.' || said ? oldRoot : application.root;
  // the platform of the old image sets it
  if (decisions.get('environment.PORT') === undefined && usesPort(decisions.get<string[]>('command') ?? [], repository, root)) {
    decisions.take('environment.PORT', variables.PORT, decisions.evidenceOf('port') || decisions.evidenceOf('command'), Confidence.DERIVED);
  }
  const own = application.facts.filter(({ option }) => option === 'command');
  const place = { repository, root, evidence: decisions.evidenceOf('command'), port: decisions.get<number>('port'), found: own.length === 1 ? own[0].value as string[] : undefined, hasStaticFiles: staticFiles?.command !== undefined };
  const argv = decisions.get<string[]>('command');
  const { command, notes } = argv ? servedCommand(argv, place) : { command: undefined, notes: [] };
  const processes = decisions.group('processes').map(({ option, value, evidence }) => ({ name: option, evidence, ...startedCommand(value as string[], { ...place, evidence }) }));
  if (command && serverOf(command) && decisions.get('port') === undefined) {
    decisions.take('port', portOf(command) ?? 8000, decisions.evidenceOf('command'), Confidence.GUESSED);
  }
  const server = said || !application.server ? undefined : application.server;
  const source = server ? requirementSource(from, { ...context, server }) : first;
  if (from === 'none' && !decisions.isAnswered('requirements') && source.names.length === 0) {
    checkImports(modules, repository);
  }
  const ignored = new Set(git.ignored().map(path => path.replace(/\/$/, '')));
  const started = [command ?? [], ...processes.map(process => process.command), staticFiles?.command?.command.slice(root === '.' ? 0 : 2) ?? []];
  const files = [...new Set(started.flatMap(words => filesIn(words, repository, root)))];
  const sources = sourcesOf(repository, facts, ignored, files, tests.paths);
  return {
    repository,
    git,
    modules,
    decisions,
    source,
    sources,
    command,
    isCommandSaid: said || decisions.isAnswered('command'),
    pythonVersions,
    tests,
    composeFile: compose.path,
    systemFacts: facts.filter(({ option }) => option === 'runtimePackages' || option === 'buildPackages'),
    root,
    processes,
    staticFiles,
    notes: unique([
      ...readings.notes.filter(({ text }) => !(staticFiles?.command && text.includes('manage.py collectstatic'))), ...source.notes, ...notes, ...processes.flatMap(process => process.notes),
      ...staticFiles?.notes ?? [], ...dockerfileNotes, ...image.notes, ...image.notesOn(files), ...notesOf(repository, modules, sources),
    ]),
  };
}

/** @throws when the code needs packages that no file lists */
function checkImports({ modules }: PythonModules, { paths }: Repository): void {
  const own = new Set(paths.filter(path => path.endsWith('.py')).flatMap(path => path.replace(/\.py$/, '').split('/')));
  const foreign = [...modules].flatMap(([path, facts]) => facts.foreign.filter(name => !own.has(name)).map(name => ({ path, name })));
  if (foreign.length) {
    const names = [...new Set(foreign.map(({ name }) => name))].sort();
    throw new AdoptError(`No file lists the requirements, but ${foreign[0].path} imports ${names.slice(0, 10).join(', ')}. Write them to requirements.in, or pass --set requirements=none if they are not needed.`);
  }
}

function nameOf(repository: Repository, modules: PythonModules): Readings {
  const found = new Readings();
  const pyproject = readToml(repository, 'pyproject.toml');
  const setup = readSetup(repository, modules.modules.get('setup.py')?.setup ?? null);
  const empty = ['name', 'version'].filter(key => pyproject?.project?.[key] === '');
  if (empty.length) {
    const lines = empty.map(key => repository.evidence('pyproject.toml', new RegExp(`^\\s*${key}\\s*=`)));
    throw new AdoptError(`${lines.join(' and ')}: ${empty.join(' and ')} must not be empty in a [project] table, as installers require. Set a value, such as name = "shop" and version = "0.1.0".`);
  }
  const name = pyproject?.project?.name ?? pyproject?.tool?.poetry?.name ?? setup.name;
  if (typeof name === 'string' && name !== '') {
    found.state('name', name, pyproject ? repository.evidence('pyproject.toml', /^\s*name\s*=/) : setup.evidence);
  } else {
    found.derive('name', basename(repository.folder) || 'app', 'the folder');
  }
  return found;
}

/** The port from any source, which is needed to read other sources. */
function portHint(facts: readonly Fact[]): number {
  return facts.find(({ option }) => option === 'port')?.value as number ?? 8000;
}

/** Services that take over the same lines have the same notes. */
function unique(notes: Note[]): Note[] {
  return [...new Map(notes.map(note => [`${note.evidence}: ${note.text}`, note])).values()];
}

/** Commands that differ only in their address are the same. */
function withoutAddress(value: unknown): string {
  return Array.isArray(value) ? value.join(' ').replace(/ (-b ?|--bind[ =]|--host[ =]|--port[ =]|-p |-h )\S+/g, '') : JSON.stringify(value);
}

function notesOf(repository: Repository, modules: PythonModules, { left, paths }: Sources): Note[] {
  const written = [...modules.modules].filter(([path]) => paths.some(source => isWithin(path, source)))
    .flatMap(([path, facts]) => facts.written.map(file => ({ ...file, evidence: `${path}:${file.line}` })));
  return [
    ...written.slice(0, 5).map(({ path, evidence }) => ({ evidence, text: `${path} is written in the folder of the application, and the container has a read-only file system: use a folder in /tmp, or mount a volume` })),
    ...repository.unreadable.slice(0, 3).map(path => ({ evidence: path.replace(/\uFFFD/g, '?'), text: 'it cannot be opened, so it was not read' })),
    ...modules.isExact ? [] : [{ evidence: 'Python', text: 'Python is not installed on this machine: modules were read with regular expressions, which may be wrong' }],
    ...modules.unreadable.slice(0, 3).map(path => ({ evidence: path, text: 'the Python of this machine cannot read this module: it was read with regular expressions, which may be wrong' })),
    ...left.length ? [{ evidence: 'sources', text: `not copied into the image: ${left.slice(0, 30).join(', ')}` }] : [],
  ];
}
