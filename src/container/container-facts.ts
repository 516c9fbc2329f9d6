import { existsSync } from 'fs';
import { join } from 'path';
import { Project, python } from 'projen';
import { decidePythonVersion } from './brought-python-version';
import { PythonImageOptions } from './python-image-options';
import { testPlaces, testProgram } from './tests';
import { Access } from '../access/access';
import { BaseImage } from '../base-images/base-image';
import { hasLazyImports } from '../base-images/python-versions';
import { contextPath } from '../dockerfile/context-path';
import { ignorePattern } from '../dockerfile/dockerignore';
import { imageName, inRegistry, inRegistryOf } from '../dockerfile/image-reference';
import { invalidOption } from '../dockerfile/invalid-option';
import { STRING } from '../dockerfile/option-checks';
import { execForm, lineLength, oneLine } from '../dockerfile/quoting';
import { Application, Framework, FrameworkProfile, frameworkProfile } from '../frameworks/framework';
import { moduleName } from '../frameworks/module-name';
import { runnablePackage } from '../frameworks/plain';
import { Bytecode } from '../layers/bytecode';
import { broughtFile } from '../package-managers/brought-file';
import { BroughtPyproject } from '../package-managers/brought-pyproject';
import { PythonPackageManager, Selection } from '../package-managers/package-manager';
import { mergeRequirements, parseRequirement, Requirement } from '../package-managers/requirement';
import { mapAll } from '../projen-patches/configuration-error';
import { ImageDigests } from '../standards/image-digests';

/** Where the application is in the image. */
export const WORKDIR = '/app';

/** The user and group of an image that brings none. */
const USER_NUMBER = 10001;

/** What a container's options come to: every default filled in, every value checked. */
export interface ContainerFacts {
  readonly application: Application;
  readonly profile: FrameworkProfile;
  readonly pythonVersion: string;
  readonly lazyImports: boolean;
  readonly baseImage: BaseImage;
  /** The name of an image in the registry that images are taken from. */
  readonly image: (reference: string) => string;
  readonly requirements: Requirement[];
  readonly devRequirements: Requirement[];
  /** The options of requirements that were given. */
  readonly namedOptions: string[];
  /** The packages that are built from source: names in normal form, sorted. */
  readonly sdists: string[];
  /** The private indexes, keys and certificates of the build. */
  readonly access: Access;
  /** The pyproject.toml that people brought along. */
  readonly pyproject?: BroughtPyproject;
  /** The extras and groups of the requirements that the image takes. */
  readonly selection: Selection;
  /** The folder of the project that modules are imported from: `.` or `src`. */
  readonly sourceFolder: string;
  /** What is copied to where the application is: paths of the build context. */
  readonly sources: string[];
  /** What the application is built from, if it is installed and not copied: paths of the build context. */
  readonly buildSources: string[];
  /** What tests need beside the sources: paths of the build context. */
  readonly testFiles: string[];
  /** What of the sources is for tests alone, and not in production: patterns, relative to the project. */
  readonly testExcludes: string[];
  /** What runs the tests; nothing where there are none. */
  readonly testCommand?: string[];
  /** What of the sources is not copied: patterns of .dockerignore, relative to the project. */
  readonly sourceExcludes: string[];
  /** What .dockerignore admits although it is on its list: patterns, relative to the project. */
  readonly dockerignoreExceptions: string[];
  readonly environment: { readonly [name: string]: string };
  readonly labels: { readonly [name: string]: string };
  readonly command: string[];
  readonly devCommand: string[];
  readonly uid: number;
  readonly gid: number;
  readonly imageName: string;
  readonly pytest: boolean;
  readonly imageDigests: ImageDigests;
  readonly bytecode: Bytecode;
  /** The file that names the modules of a start, if it is there. */
  readonly bytecodeList?: string;
  /** What caches are called that no other project uses. */
  readonly cacheName: string;
}

/** @throws when an option cannot work; the error names it */
export function containerFacts(project: Project, options: PythonImageOptions, name?: string, isFirst = true): ContainerFacts {
  STRING('name', project.name);
  oneLine('name', project.name);
  // projen's PythonProject brings its module and its requirements
  const host = project instanceof python.PythonProject ? project : undefined;
  if (host && (options.requirements || options.devRequirements)) {
    throw invalidOption('requirements', options.requirements ?? options.devRequirements,
      'a PythonProject has its requirements in deps and devDeps', 'Name them there');
  }
  const profile = host && options.framework === undefined ? runnablePackage : frameworkProfile(options.framework ?? Framework.FASTAPI);
  const tests = testProgram(options, host ? host.pytest !== undefined : true);
  const allowGit = options.packageManager !== undefined && options.packageManager !== PythonPackageManager.PIP;
  const requirements = mergeRequirements('requirements', options.requirements ?? [], profile.requirements, allowGit);
  const devRequirements = mergeRequirements('devRequirements', options.devRequirements ?? [],
    [...tests.pytest ? ['pytest>=8'] : [], ...tests.command ? profile.devRequirements : []], allowGit, requirements.map(requirement => requirement.name));

  const module = moduleName(options.moduleName ?? host?.moduleName, project.name,
    [...requirements, ...devRequirements].map(requirement => requirement.name));
  // beside the service there are workers, which run something else
  const isOwnProgram = name !== undefined && options.command !== undefined;
  const application: Application = {
    name: project.name,
    moduleName: module,
    port: options.port ?? (isOwnProgram ? undefined : profile.port),
    healthCheckPath: options.healthCheckPath ?? (isOwnProgram ? undefined : profile.healthCheckPath),
    healthCheckHost: options.healthCheckHost,
  };
  if (application.healthCheckHost !== undefined && application.healthCheckPath === undefined) {
    throw invalidOption('healthCheckHost', options.healthCheckHost, 'there is no health check', 'Set healthCheckPath');
  }
  if (application.healthCheckPath !== undefined && application.port === undefined) {
    throw invalidOption('healthCheckPath', options.healthCheckPath, 'a health check needs the port to ask', 'Set port');
  }

  const baseImage = options.baseImage ?? BaseImage.slim();
  const isSrcLayout = !existsSync(join(project.outdir, module)) && existsSync(join(project.outdir, 'src', module));
  const sourceFolder = isSrcLayout ? 'src' : '.';
  const modules = isSrcLayout ? sourceFolder : module;
  const sources = mapAll(options.sources ?? profile.sources(application).map(source => source === module ? modules : source), source => contextPath('sources', source));
  const pyprojectText = broughtFile(project, 'pyproject.toml');
  const pyproject = pyprojectText === undefined ? undefined : new BroughtPyproject(project.outdir, pyprojectText);
  const isInstallable = pyproject?.isInstallable ?? false;
  const ownModules = [...pyproject?.modulePaths ?? [], ...existsSync(join(project.outdir, modules)) ? [modules] : []];
  const buildSources = isInstallable ? outermost([...pyproject!.buildFiles, ...ownModules, ...sources]) : [];
  const places = testPlaces(project.outdir, tests, [...buildSources, ...sources], options.testSources);
  const command = options.command ?? profile.command(application);
  const devCommand = options.devCommand ?? options.command ?? profile.devCommand(application);
  execForm('command', command);
  execForm('devCommand', devCommand);
  const image = imageName('imageName', options.imageName ?? defaultImageName(project.name, name));

  const version = decidePythonVersion(project, { option: options.pythonVersion, baseImage, pyproject, isFirst });
  if (options.lazyImports && !hasLazyImports(version)) {
    throw invalidOption('lazyImports', true, `Python ${version} has no lazy imports`, "Set pythonVersion to '3.15' or later");
  }
  return {
    application,
    profile,
    pythonVersion: version,
    lazyImports: options.lazyImports ?? false,
    baseImage,
    image: reference => inRegistryOf('imageRegistries', reference, options.imageRegistries ?? {}) ?? inRegistry('imageRegistry', reference, options.imageRegistry),
    requirements,
    devRequirements,
    namedOptions: (['requirements', 'devRequirements'] as const).filter(option => options[option] !== undefined),
    sdists: sdists(options.sdists ?? []),
    access: new Access(options.access, (baseImage.buildImage(version) ?? baseImage)._distribution.bundle),
    pyproject,
    selection: { extras: selected('extras', options.extras, pyproject?.extras), groups: selected('groups', options.groups, pyproject?.groups) },
    sourceFolder,
    sources: [...new Set(sources)].filter(source => !isInstallable || source !== modules),
    buildSources,
    testFiles: places.files,
    testExcludes: places.excluded,
    testCommand: tests.command,
    sourceExcludes: mapAll(options.sourceExcludes ?? [], pattern => ignorePattern('sourceExcludes', pattern)),
    dockerignoreExceptions: mapAll(options.dockerignoreExceptions ?? [], pattern => ignorePattern('dockerignoreExceptions', pattern)),
    environment: environment(options.environment ?? {}),
    labels: options.labels ?? {},
    command,
    devCommand,
    uid: options.uid ?? baseImage._uid ?? USER_NUMBER,
    gid: options.gid ?? baseImage._uid ?? USER_NUMBER,
    imageName: image,
    pytest: tests.pytest,
    imageDigests: options.imageDigests ?? ImageDigests.WARN,
    bytecode: options.bytecode ?? Bytecode.IMPORTED,
    bytecodeList: existsSync(join(project.outdir, bytecodeFile(name))) ? bytecodeFile(name) : undefined,
    cacheName: image.replace(/[^A-Za-z0-9_.-]/g, '-'),
  };
}

/** @throws when a name is none, or when they are too many for a command line */
function sdists(names: string[]): string[] {
  const sorted = [...new Set(mapAll(names, name => parseRequirement('sdists', name).name))].sort();
  lineLength('sdists', sorted.map(name => `--no-binary-package=${name}`).join(' '), names);
  return sorted;
}

/** @throws when pyproject.toml has no such extra or group */
function selected(option: string, names: string[] = [], known: string[] = []): string[] {
  // names that pyproject.toml may have, but no tool would take
  const unknown = names.filter(name => !known.includes(name) || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name));
  if (unknown.length) {
    throw invalidOption(option, unknown.length === 1 ? unknown[0] : unknown, `pyproject.toml has ${known.length ? known.join(', ') : 'none'}`, 'They are names of what pyproject.toml defines');
  }
  return [...new Set(names)];
}

/** Paths without those that lie in another one. */
function outermost(paths: string[]): string[] {
  return [...new Set(paths)].filter(path => !paths.some(other => path.startsWith(`${other}/`)));
}

function environment(variables: { readonly [name: string]: string }): { readonly [name: string]: string } {
  if ('PATH' in variables) {
    throw invalidOption('environment PATH', variables.PATH, 'the virtual environment has to come first', 'Use container.production.prependPath()');
  }
  return variables;
}

/** The file that `docker:trace` writes, for a container of this name. */
export function bytecodeFile(name?: string): string {
  return `bytecode${name ? `.${name}` : ''}.txt`;
}

function defaultImageName(projectName: string, name?: string): string {
  const parts = [projectName, ...name ? [name] : []];
  return parts.join('-').normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'app';
}
