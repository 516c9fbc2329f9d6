import { existsSync } from 'fs';
import { join } from 'path';
import { Adoption } from './adoption';
import { frameworkOf } from './default-framework';
import { keptExclusions, keptLines } from './kept-lines';
import { Expression, expression, Projenrc, Setting } from './projenrc';
import { currentName, isNeeded, KNOWN_PACKAGES } from './system-packages';
import { testSources } from './test-facts';
import { readToml } from './toml';
import { DEFAULT_PYTHON_VERSION } from '../base-images/python-versions';
import { isWithin } from '../files/relative-path';
import { Framework } from '../frameworks/framework';
import { moduleName } from '../frameworks/module-name';
import { PythonPackageManager } from '../package-managers/package-manager';
import { normalizeName } from '../package-managers/requirement';
import { RELEASE } from '../processes/process';

const DEVELOPMENT_SERVERS = /(^| |\/)(flask( (-A|--app|-e|--env-file) \S+| -\S+)* run|fastapi dev|(manage\.py|django-admin) runserver)( |$)|-m http\.server/;

/** The packages that a framework or the tests of a project require. */
const OF_FRAMEWORKS = ['fastapi', 'uvicorn', 'flask', 'gunicorn', 'streamlit', 'pytest', 'httpx2'];

/** The packages that are built from source, according to the lock file. */
export interface LockFacts {
  readonly sdists: readonly string[];
}

/** The options in .projenrc.ts for a repository: only those that differ from the defaults. */
export function projenrcOf(adoption: Adoption, { sdists }: LockFacts = { sdists: [] }): Projenrc {
  const { decisions, repository, git, source, sources, root, tests } = adoption;
  const inSources = testSources(repository, tests, sources.paths);
  const name = decisions.get<string>('name')!;
  const found = frameworkOf(adoption);
  const isDefault = found?.module !== undefined;
  const modules = moduleOf(adoption, name, found?.module);
  const kept = keptLines(repository, git);
  const port = decisions.get<number>('port');
  const health = decisions.get<string>('healthCheckPath');
  const packages = systemPackages(adoption, sdists);
  const evidence = (option: string) => decisions.evidenceOf(option);
  const command = adoption.command && inRoot(adoption.command, root);
  const accepted = acceptedFindings(adoption);
  const environment = environmentOf(adoption);
  const isListening = port !== undefined && command !== undefined;

  const settings: (Setting | undefined)[] = [
    { name: 'name', value: name, evidence: evidence('name') },
    found?.framework === Framework.FASTAPI ? undefined
      : { name: 'framework', value: new Expression(`Framework.${(found?.framework ?? Framework.NONE).toUpperCase()}`), evidence: found ? evidence('command') : 'the command is set' },
    modules.isDefault ? undefined : { name: 'moduleName', value: modules.name, evidence: modules.evidence },
    differs(decisions.get('pythonVersion'), DEFAULT_PYTHON_VERSION) ? { name: 'pythonVersion', value: decisions.get('pythonVersion'), evidence: evidence('pythonVersion') } : undefined,
    decisions.get('baseImage') ? { name: 'baseImage', value: new Expression(`BaseImage.slim({ release: ${expression(decisions.get('baseImage'))} })`), evidence: evidence('baseImage') } : undefined,
    source.packageManager === PythonPackageManager.PIP ? undefined
      : { name: 'packageManager', value: new Expression(`PythonPackageManager.${source.packageManager.toUpperCase()}`), evidence: evidence('requirements') },
    decisions.get('imageName') ? { name: 'imageName', value: decisions.get('imageName'), evidence: evidence('imageName') } : undefined,
    isDefault && adoption.sources.paths.length === 1 ? undefined : { name: 'sources', value: adoption.sources.paths, evidence: adoption.sources.evidence },
    isDefault || !command ? undefined : { name: 'command', value: command, evidence: evidence('command') },
    processesOf(adoption),
    adoption.staticFiles?.command ? { name: 'buildCommands', value: [adoption.staticFiles.command], evidence: adoption.staticFiles.evidence } : undefined,
    port === found?.port || !isListening ? undefined : { name: 'port', value: port, evidence: evidence('port') },
    health === found?.healthCheckPath || !isListening || health === undefined ? undefined : { name: 'healthCheckPath', value: health, evidence: evidence('healthCheckPath') },
    environment,
    group(adoption, 'labels'),
    packages.build.length ? { name: 'buildPackages', value: packages.build, evidence: packages.evidence } : undefined,
    packages.runtime.length ? { name: 'runtimePackages', value: packages.runtime, evidence: packages.evidence } : undefined,
    sdists.length ? { name: 'sdists', value: [...sdists].sort(), evidence: 'no wheel in the lock' } : undefined,
    ...indexes(adoption),
    tests.pytest || tests.command ? undefined : { name: 'pytest', value: false, evidence: tests.evidence },
    tests.command ? { name: 'testCommand', value: tests.command, evidence: tests.evidence } : undefined,
    inSources.length ? { name: 'testSources', value: inSources, evidence: 'kept out of production' } : undefined,
    adoption.composeFile === undefined ? undefined : { name: 'compose', value: false, evidence: `${adoption.composeFile} stays` },
    accepted.length ? { name: 'standards', value: { acceptedFindings: accepted } } : undefined,
    ...kept.settings,
  ];
  return {
    settings: settings.filter(setting => setting !== undefined),
    statements: [...kept.statements, ...keptExclusions(repository, adoption.sources.paths)],
  };
}

function differs(value: unknown, standard: string): boolean {
  return value !== undefined && value !== standard;
}

/** A program in its working folder. */
function inRoot(command: string[], root: string): string[] {
  return root === '.' ? command : ['env', `--chdir=${root}`, ...command];
}

/** The package of the application, if something depends on its name: an installed project, src/, or a project name that is not a valid module name. */
function moduleOf({ repository, source, sources }: Adoption, name: string, served?: string): { name: string; isDefault: boolean; evidence: string } {
  const pyproject = readToml(repository, 'pyproject.toml');
  const isInstalled = pyproject?.['build-system'] !== undefined || pyproject?.tool?.uv?.package === true;
  const packages = repository.paths.filter(path => /^(src\/)?[^/]+\/__init__\.py$/.test(path)).map(path => path.replace(/\/__init__\.py$/, ''));
  const inSources = packages.filter(path => sources.paths.some(copied => isWithin(path, copied)));
  const standard = attempt(() => moduleName(undefined, name, [...source.names, ...OF_FRAMEWORKS]));
  const own = served ?? inSources.find(path => standard !== undefined && path.replace('src/', '') === standard);
  const [first] = inSources;
  const chosen = own ?? (isInstalled || first?.startsWith('src/') ? first : undefined);
  if (chosen !== undefined) {
    const module = chosen.replace('src/', '');
    return { name: module, isDefault: module === standard, evidence: chosen };
  }
  return standard !== undefined ? { name: standard, isDefault: true, evidence: '' } : { name: `${normalizeName(name).replace(/\W+/g, '_').replace(/^_*(?=\d)/, 'app_') || 'app'}_app`, isDefault: false, evidence: 'no module can have the name of the project' };
}

function attempt(work: () => string): string | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function processesOf({ processes, root }: Adoption): Setting | undefined {
  const options = processes.map(({ name, command }) => [name, { command: inRoot(command, root), ...name === RELEASE ? { job: true } : {} }]);
  return processes.length ? {
    name: 'processes',
    value: Object.fromEntries(options),
    members: Object.fromEntries(processes.map(({ name, evidence }) => [name, evidence])),
  } : undefined;
}

function environmentOf(adoption: Adoption): Setting | undefined {
  const setting = group(adoption, 'environment');
  const { root } = adoption;
  if (root === '.') {
    return setting;
  }
  const { PYTHONPATH, ...others } = setting?.value as { [variable: string]: string } | undefined ?? {};
  const folders = [...new Set([`/app/${root}`, ...PYTHONPATH?.split(':') ?? []])];
  return { name: 'environment', value: { ...others, PYTHONPATH: folders.join(':') }, members: { ...setting?.members, PYTHONPATH: 'the folder that modules are imported from' } };
}

/** Options whose value is an object with strings. */
function group({ decisions }: Adoption, name: string): Setting | undefined {
  const members = decisions.group(name);
  return members.length ? {
    name,
    value: Object.fromEntries(members.map(({ option, value }) => [option, String(value)])),
    members: Object.fromEntries(members.map(({ option, evidence }) => [option, evidence])),
  } : undefined;
}

/** The system packages of the old image, and those that are known to be needed by requirements. */
function systemPackages(adoption: Adoption, sdists: readonly string[]): { build: string[]; runtime: string[]; evidence: string } {
  const { source, decisions, systemFacts } = adoption;
  const release = decisions.get<string>('baseImage') ?? 'trixie';
  const said = (option: string) => systemFacts.filter(fact => fact.option === option).map(({ value }) => String(value)).filter(isNeeded);
  const names = [...new Set([...source.names, ...source.versions.keys(), ...sdists])].filter(name => Object.hasOwn(KNOWN_PACKAGES, name));
  const known = names.map(name => ({ name, ...KNOWN_PACKAGES[name] }));
  const fromSource = known.filter(({ name, isSdist }) => isSdist || sdists.includes(name));
  const list = (all: string[]) => [...new Set(all.map(name => currentName(name, release)))].sort();
  return {
    // only packages in sdists are built from source
    build: sdists.length ? list([...fromSource.flatMap(({ build = [] }) => build), ...said('buildPackages')]) : [],
    runtime: list([...known.flatMap(({ runtime = [] }) => runtime), ...said('runtimePackages')]),
    evidence: [...new Set([...systemFacts.filter(({ option }) => option === 'runtimePackages').map(fact => fact.evidence), ...known.map(({ name }) => name)])].slice(0, 4).join(', '),
  };
}

function indexes({ source }: Adoption): Setting[] {
  const urls = [...new Map(source.indexes.map(index => [index.url, index])).values()];
  return urls.length ? [{
    name: 'access',
    value: {
      indexes: urls.map(({ url, isDefault, hasCredentials }, index) => ({
        name: `index${index === 0 ? '' : index + 1}`,
        url,
        ...isDefault ? { isDefault } : {},
        ...hasCredentials ? { usernameSecret: 'INDEX_USER', passwordSecret: 'INDEX_PASSWORD' } : {},
      })),
    },
    evidence: urls.map(({ evidence }) => evidence).join(', '),
  }] : [];
}

/** Accepted findings for settings of the old image, with reasons. */
function acceptedFindings({ command = [], decisions, processes }: Adoption): { rule: string; reason: string }[] {
  const port = decisions.get<number>('port');
  const started = [{ command, evidence: decisions.evidenceOf('command') }, ...processes];
  const [debugging] = started.filter(process => DEVELOPMENT_SERVERS.test(process.command.join(' ')));
  return [
    ...port !== undefined && port < 1024 ? [{ rule: 'low-port', reason: `${decisions.evidenceOf('port')} has this port` }] : [],
    ...debugging ? [{ rule: 'debug-server', reason: `${debugging.evidence} runs it; a production server would be better` }] : [],
  ];
}

/** Whether a repository has been adopted already, or is another projen project. */
export function existingProjenrc(folder: string): string | undefined {
  return ['.projenrc.ts', '.projenrc.js', '.projenrc.mjs', '.projenrc.cjs', '.projenrc.json', '.projenrc.py', 'projenrc/.projenrc.ts', '.projenrc.java'].find(path => existsSync(join(folder, path)));
}
