import { basename } from 'path';
import { findApplication } from './application';
import { argvFact } from './command-fact';
import { argvOf, listening, portOf, serverOf } from './command-line';
import { ComposeFile, readComposeFile } from './compose-file';
import { Decisions } from './decisions';
import { Confidence, Fact, Note, Readings } from './fact';
import { Git } from './git';
import { OldDockerfile, readDockerfile } from './old-dockerfile';
import { decidePort } from './port-decision';
import { readProcfile } from './procfile';
import { PythonModules, readModules } from './python-modules';
import { readPythonVersion } from './python-version-files';
import { Repository } from './repository';
import { requirementCandidates } from './requirement-candidates';
import { RequirementSource, requirementSource } from './requirement-source';
import { readSetup } from './setup-py';
import { Sources, sourcesOf } from './sources';
import { findTests, TestFacts } from './test-facts';
import { readToml } from './toml';
import { decidePythonVersion } from './version-decision';

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
  /** The existing compose file. */
  readonly composeFile?: string;
  readonly notes: Note[];
}

/** Reads a repository and decides. Nothing is written. */
export async function readRepository(folder: string, decisions: Decisions): Promise<Adoption> {
  const repository = new Repository(folder);
  const git = new Git(folder);
  const modules = readModules(repository);
  const compose = readComposeFile(repository);
  const dockerfile = oldDockerfile(repository, compose);
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
  application.facts.filter(({ option }) => option !== 'command' || !said).forEach(fact => readings.facts.push(fact));

  const fallback = portHint(facts);
  await decidePort(decisions, facts, fallback);
  const variables = { PORT: String(decisions.get('port') ?? fallback) };
  await decisions.decide('command', facts.map(fact => argvFact(fact, variables)), withoutAddress, answer => argvOf(answer.startsWith('[') ? JSON.parse(answer).join(' ') : answer, variables));
  await decisions.decide('healthCheckPath', facts);
  for (const option of new Set([...facts.map(fact => fact.option), ...decisions.answered].filter(name => /^(environment|labels|processes)\./.test(name)))) {
    await decisions.decide(option, facts.map(fact => argvFact(fact, variables)), undefined, option.startsWith('processes.') ? answer => argvOf(answer, variables) : undefined);
  }
  decisions.check();

  const argv = decisions.get<string[]>('command');
  const command = argv && served(argv, decisions, repository);
  if (command && serverOf(command) && decisions.get('port') === undefined) {
    decisions.take('port', portOf(command) ?? 8000, decisions.evidenceOf('command'), Confidence.GUESSED);
  }
  const server = said || !application.server ? undefined : application.server;
  const source = server ? requirementSource(from, { ...context, server }) : first;
  const ignored = new Set(git.ignored().map(path => path.replace(/\/$/, '')));
  const sources = sourcesOf(repository, facts, ignored);
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
    root: dockerfile && dockerfile.root !== '.' ? dockerfile.root : said ? '.' : application.root,
    processes: decisions.group('processes').map(({ option, value, evidence }) => ({ name: option, command: value as string[], evidence })),
    notes: [...readings.notes, ...source.notes, ...notesOf(modules, sources)],
  };
}

function oldDockerfile(repository: Repository, compose: ComposeFile): OldDockerfile | undefined {
  const named = compose.dockerfile?.replace(/^\.\//, '');
  const others = repository.paths.filter(path => /^(docker\/|\.docker\/|deploy\/)?([^/]+\.)?(Dockerfile|Containerfile)(\.(prod|production))?$/.test(path));
  const path = [...named ? [named] : [], 'Dockerfile', ...others.length === 1 ? others : []].find(name => repository.has(name));
  return path === undefined || repository.text(path).includes('~~ Generated by projen') ? undefined : readDockerfile(repository, path, compose.target);
}

function nameOf(repository: Repository, modules: PythonModules): Readings {
  const found = new Readings();
  const pyproject = readToml(repository, 'pyproject.toml');
  const setup = readSetup(repository, modules.modules.get('setup.py')?.setup ?? null);
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

/** Commands that differ only in their address are the same. */
function withoutAddress(value: unknown): string {
  return Array.isArray(value) ? value.join(' ').replace(/ (-b ?|--bind[ =]|--host[ =]|--port[ =]|-p |-h )\S+/g, '') : JSON.stringify(value);
}

/** The command for production: without flags for development, and listening on all interfaces. */
function served(argv: string[], decisions: Decisions, repository: Repository): string[] {
  const plain = argv.filter(word => !/^--(reload|debug)$/.test(word));
  const port = decisions.get<number>('port') ?? portOf(plain) ?? (serverOf(plain) === 'streamlit' ? 8501 : 8000);
  const command = plain.map(word => /^--listen=0\.0\.0\.0:8000$/.test(word) ? `--listen=0.0.0.0:${port}` : word);
  return listening(command, port, serverOf(command) === 'gunicorn' && repository.has('gunicorn.conf.py'));
}

function notesOf(modules: PythonModules, { left }: Sources): Note[] {
  return [
    ...modules.isExact ? [] : [{ evidence: 'Python', text: 'Python is not installed on this machine: modules were read with regular expressions, which may be wrong' }],
    ...modules.unreadable.slice(0, 3).map(path => ({ evidence: path, text: 'Python 3 cannot read this module' })),
    ...left.length ? [{ evidence: 'sources', text: `not copied into the image: ${left.slice(0, 30).join(', ')}` }] : [],
  ];
}
