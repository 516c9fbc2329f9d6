import { existsSync } from 'fs';
import { join } from 'path';
import { Project } from 'projen';
import { applicationSources, ApplicationSources } from './application-sources';
import { BuildCommand, checkedCommands } from './build-command';
import { decidePythonVersion } from './existing-python-version';
import { PythonImageOptions } from './python-image-options';
import { testPlaces, testProgram } from './tests';
import { withTrustedProxies } from './trusted-proxies';
import { Access } from '../access/access';
import { BaseImage } from '../base-images/base-image';
import { hasLazyImports } from '../base-images/python-versions';
import { ignorePattern } from '../dockerfile/dockerignore';
import { imageName, inRegistry, inRegistryOf } from '../dockerfile/image-reference';
import { invalidOption } from '../dockerfile/invalid-option';
import { STRING } from '../dockerfile/option-checks';
import { execForm, lineLength, oneLine } from '../dockerfile/quoting';
import { Application, Framework, FrameworkProfile, frameworkProfile } from '../frameworks/framework';
import { moduleName } from '../frameworks/module-name';
import { runnablePackage } from '../frameworks/plain';
import { Bytecode } from '../layers/bytecode';
import { existingFile, existingRequirements } from '../package-managers/existing-file';
import { ExistingPyproject } from '../package-managers/existing-pyproject';
import { PythonPackageManager, Selection } from '../package-managers/package-manager';
import { asPythonProject } from '../package-managers/python-project';
import { mergeRequirements, parseRequirement, Requirement } from '../package-managers/requirement';
import { ProcessFacts, processFacts } from '../processes/process-facts';
import { mapAll } from '../projen-patches/configuration-error';
import { ImageDigests } from '../standards/image-digests';

/** The folder of the application in the image. */
export const WORKDIR = '/app';

/** The ID of the user and group in an image that has none. */
const USER_NUMBER = 10001;

/** The checked options of a container, with all defaults. */
export interface ContainerFacts extends ApplicationSources {
  readonly application: Application;
  readonly profile: FrameworkProfile;
  readonly pythonVersion: string;
  readonly lazyImports: boolean;
  readonly baseImage: BaseImage;
  /** Returns the name of an image in the registry that images are pulled from. */
  readonly image: (reference: string) => string;
  readonly requirements: Requirement[];
  readonly devRequirements: Requirement[];
  /** The names of the requirements options that are set. */
  readonly namedOptions: string[];
  /** The packages that are built from source: normalized names, sorted. */
  readonly sdists: string[];
  /** The private indexes, keys and certificates of the build. */
  readonly access: Access;
  /** The pyproject.toml that the user wrote. */
  readonly pyproject?: ExistingPyproject;
  /** The extras and groups that are installed in the image. */
  readonly selection: Selection;
  /** The folder of the project from which modules are imported: `.` or `src`. */
  readonly sourceFolder: string;
  /** The paths of the build context that tests need in addition to the sources. */
  readonly testFiles: string[];
  /** Patterns, relative to the project, of files in the sources that only tests need, and that are not in production. */
  readonly testExcludes: string[];
  /** The command that runs the tests; undefined if there are none. */
  readonly testCommand?: string[];
  /** Patterns in .dockerignore syntax, relative to the project, of files in the sources that are not copied. */
  readonly sourceExcludes: string[];
  /** Patterns, relative to the project, of files that .dockerignore includes although they are on its list. */
  readonly dockerignoreExceptions: string[];
  /** The commands that generate files of the application when its image is built. */
  readonly buildCommands: BuildCommand[];
  readonly environment: { readonly [name: string]: string };
  /** The additional variables of development and tests. */
  readonly devEnvironment: { readonly [name: string]: string };
  readonly labels: { readonly [name: string]: string };
  readonly command: string[];
  readonly devCommand: string[];
  /** The processes that containers of the image can run: `web` first. */
  readonly processes: ProcessFacts[];
  /** A command that tests the image, if the image's own command cannot run outside of its platform. */
  readonly probe?: string[];
  readonly uid: number;
  readonly gid: number;
  readonly imageName: string;
  readonly pytest: boolean;
  readonly imageDigests: ImageDigests;
  readonly bytecode: Bytecode;
  /** The file with the modules that are loaded at startup, if it exists. */
  readonly bytecodeList?: string;
  /** The suffix of caches that no other project uses. */
  readonly cacheName: string;
}

/**
 * @param first the facts of the project's first container, if this is a further one
 * @throws when an option is invalid; the error names it
 */
export function containerFacts(project: Project, options: PythonImageOptions, name?: string, first?: ContainerFacts): ContainerFacts {
  STRING('name', project.name);
  oneLine('name', project.name);
  // a PythonProject has its own module and requirements
  const host = asPythonProject(project);
  if (host && (options.requirements || options.devRequirements)) {
    throw invalidOption('requirements', options.requirements ?? options.devRequirements,
      'a PythonProject has its requirements in deps and devDeps', 'Add them there');
  }
  const profile = host && options.framework === undefined ? runnablePackage : frameworkProfile(options.framework ?? Framework.FASTAPI);
  const tests = testProgram(options, host ? host.pytest !== undefined : true);
  const allowGit = options.packageManager !== undefined && options.packageManager !== PythonPackageManager.PIP;
  const requirements = mergeRequirements('requirements', options.requirements ?? [], profile.requirements, allowGit);
  const devRequirements = mergeRequirements('devRequirements', options.devRequirements ?? [],
    [...tests.pytest ? ['pytest>=8'] : [], ...tests.command ? profile.devRequirements : []], allowGit, requirements.map(requirement => requirement.name));

  const module = moduleName(options.moduleName ?? host?.moduleName, project.name,
    [...requirements, ...devRequirements].map(requirement => requirement.name));
  // a further container, such as a worker, runs another command
  const isOwnProgram = name !== undefined && options.command !== undefined;
  const isSrcLayout = !existsSync(join(project.outdir, module)) && existsSync(join(project.outdir, 'src', module));
  const sourceFolder = isSrcLayout ? 'src' : '.';
  const pyprojectText = existingFile(project, 'pyproject.toml');
  const pyproject = pyprojectText === undefined ? undefined : new ExistingPyproject(project.outdir, pyprojectText);
  const application: Application = {
    name: project.name,
    moduleName: module,
    folder: project.outdir,
    sourceFolder,
    isInstalled: pyproject?.isInstallable ?? false,
    requirements: () => [...options.requirements ?? [], ...pyproject?.requirements ?? [], ...existingRequirements(project, 'requirements.in')?.split('\n') ?? []],
    port: options.port ?? (isOwnProgram ? undefined : profile.port),
    healthCheckPath: options.healthCheckPath ?? (isOwnProgram ? undefined : profile.healthCheckPath),
    healthCheckHost: options.healthCheckHost,
  };
  const isAsked = [application, ...Object.values(options.processes ?? {})].some(process => process?.healthCheckPath !== undefined);
  if (application.healthCheckHost !== undefined && !isAsked) {
    throw invalidOption('healthCheckHost', options.healthCheckHost, 'there is no health check', 'Set healthCheckPath');
  }
  if (application.healthCheckPath !== undefined && application.port === undefined) {
    throw invalidOption('healthCheckPath', options.healthCheckPath, 'a health check needs a port', 'Set port');
  }

  const baseImage = options.baseImage ?? BaseImage.slim();
  const files = applicationSources({ options, application, profile, pyproject, first });
  // development has the files from which the package is built
  const built = files.buildSources.filter(path => pyproject?.buildFiles.includes(path) && !files.namedSources.includes(path));
  const testSources = options.testSources?.filter(place => !built.includes(place));
  const places = testPlaces(project.outdir, tests, [...files.buildSources, ...files.namedSources], testSources);
  const command = options.command ?? profile.command(application);
  const devCommand = options.devCommand ?? options.command ?? profile.devCommand(application);
  const web = options.processes?.web;
  const { healthCheckPath } = application;
  execForm('command', command);
  execForm('devCommand', devCommand);
  const image = imageName('imageName', options.imageName ?? defaultImageName(project.name, name));

  const version = decidePythonVersion(project, { option: options.pythonVersion, baseImage, pyproject, isFirst: first === undefined });
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
    ...files,
    testFiles: places.files,
    testExcludes: places.excluded,
    testCommand: tests.command,
    sourceExcludes: mapAll(options.sourceExcludes ?? [], pattern => ignorePattern('sourceExcludes', pattern)),
    dockerignoreExceptions: mapAll(options.dockerignoreExceptions ?? [], pattern => ignorePattern('dockerignoreExceptions', pattern)),
    environment: withTrustedProxies(environment(options.environment ?? {}), options.trustedProxies),
    buildCommands: checkedCommands(options.buildCommands ?? profile.buildCommands?.(application) ?? []),
    devEnvironment: profile.devEnvironment ?? {},
    labels: options.labels ?? {},
    command,
    devCommand,
    processes: processFacts({
      web: { ...web, command, devCommand, port: application.port, healthCheckPath: web?.healthCheckCommand ? undefined : healthCheckPath },
      ofFramework: first ? {} : profile.processes?.(application), // a migration runs once, in one image
      named: options.processes,
      healthCheckHost: application.healthCheckHost,
    }),
    probe: options.command ? undefined : profile.probe?.(application),
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

/** @throws when a name is invalid, or when there are too many for a command line */
function sdists(names: string[]): string[] {
  const sorted = [...new Set(mapAll(names, name => parseRequirement('sdists', name).name))].sort();
  lineLength('sdists', sorted.map(name => `--no-binary-package=${name}`).join(' '), names);
  return sorted;
}

/** @throws when pyproject.toml does not define an extra or group */
function selected(option: string, names: string[] = [], known: string[] = []): string[] {
  // names that are possible in pyproject.toml, but not in the tools
  const unknown = names.filter(name => !known.includes(name) || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name));
  if (unknown.length) {
    throw invalidOption(option, unknown.length === 1 ? unknown[0] : unknown, `pyproject.toml has ${known.length ? known.join(', ') : 'none'}`, 'Use names that pyproject.toml defines');
  }
  return [...new Set(names)];
}

function environment(variables: { readonly [name: string]: string }): { readonly [name: string]: string } {
  if ('PATH' in variables) {
    throw invalidOption('environment PATH', variables.PATH, 'the virtual environment must come first in PATH', 'Use container.production.prependPath()');
  }
  return variables;
}

/** The file that `docker:trace` writes for the container with this name. */
export function bytecodeFile(name?: string): string {
  return `bytecode${name ? `.${name}` : ''}.txt`;
}

function defaultImageName(projectName: string, name?: string): string {
  const parts = [projectName, ...name ? [name] : []];
  return parts.join('-').normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'app';
}
