import { existsSync } from 'fs';
import { join } from 'path';
import { Project, python } from 'projen';
import { BaseImage } from './base-images/base-image';
import { pythonVersion } from './base-images/python-versions';
import { contextPath } from './dockerfile/context-path';
import { imageName, inRegistry } from './dockerfile/image-reference';
import { invalidOption } from './dockerfile/invalid-option';
import { execForm } from './dockerfile/quoting';
import { Application, Framework, FrameworkProfile, frameworkProfile } from './frameworks/framework';
import { moduleName } from './frameworks/module-name';
import { runnablePackage } from './frameworks/plain';
import { mergeRequirements, Requirement } from './package-managers/requirement';
import { PythonImageOptions } from './python-image-options';

/** Where the application is in the image. */
export const WORKDIR = '/app';

/** What a container's options come to: every default filled in, every value checked. */
export interface ContainerFacts {
  readonly application: Application;
  readonly profile: FrameworkProfile;
  readonly pythonVersion: string;
  readonly baseImage: BaseImage;
  /** The name of an image in the registry that images are taken from. */
  readonly image: (reference: string) => string;
  readonly requirements: Requirement[];
  readonly devRequirements: Requirement[];
  /** The options of requirements that were given. */
  readonly namedOptions: string[];
  readonly sdists: string[];
  /** Paths of the build context. */
  readonly sources: string[];
  readonly environment: { readonly [name: string]: string };
  readonly labels: { readonly [name: string]: string };
  readonly command: string[];
  readonly devCommand: string[];
  readonly uid: number;
  readonly gid: number;
  readonly imageName: string;
  readonly pytest: boolean;
}

/** @throws when an option cannot work; the error names it */
export function containerFacts(project: Project, options: PythonImageOptions, name?: string): ContainerFacts {
  // projen's PythonProject brings its module and its requirements
  const host = project instanceof python.PythonProject ? project : undefined;
  if (host && (options.requirements || options.devRequirements)) {
    throw invalidOption('requirements', options.requirements ?? options.devRequirements,
      'a PythonProject has its requirements in deps and devDeps', 'Name them there');
  }
  const profile = host && options.framework === undefined ? runnablePackage : frameworkProfile(options.framework ?? Framework.FASTAPI);
  const pytest = options.pytest ?? true;
  const requirements = mergeRequirements('requirements', options.requirements ?? [], profile.requirements);
  const devRequirements = mergeRequirements('devRequirements', options.devRequirements ?? [], pytest ? ['pytest>=8', ...profile.devRequirements] : []);

  const module = moduleName(options.moduleName ?? host?.moduleName, project.name, requirements.map(requirement => requirement.name));
  const application: Application = {
    name: project.name,
    moduleName: module,
    port: port(options.port ?? profile.port),
    healthCheckPath: healthCheckPath(options.healthCheckPath ?? profile.healthCheckPath),
  };
  if (application.healthCheckPath !== undefined && application.port === undefined) {
    throw invalidOption('healthCheckPath', options.healthCheckPath, 'a health check needs the port to ask', 'Set port');
  }

  const baseImage = options.baseImage ?? BaseImage.slim();
  const isSrcLayout = !existsSync(join(project.outdir, module)) && existsSync(join(project.outdir, 'src', module));
  const defaultSources = profile.sources(application).map(source => source === module && isSrcLayout ? 'src' : source);
  const command = options.command ?? profile.command(application);
  const devCommand = options.devCommand ?? options.command ?? profile.devCommand(application);
  execForm('command', command);
  execForm('devCommand', devCommand);

  return {
    application,
    profile,
    pythonVersion: pythonVersion(options.pythonVersion),
    baseImage,
    image: reference => inRegistry('imageRegistry', reference, options.imageRegistry),
    requirements,
    devRequirements,
    namedOptions: (['requirements', 'devRequirements'] as const).filter(option => options[option] !== undefined),
    sdists: options.sdists ?? [],
    sources: [...new Set((options.sources ?? defaultSources).map(source => contextPath('sources', source)))],
    environment: { ...isSrcLayout ? { PYTHONPATH: `${WORKDIR}/src` } : {}, ...options.environment },
    labels: options.labels ?? {},
    command,
    devCommand,
    uid: userNumber('uid', options.uid ?? baseImage._uid),
    gid: userNumber('gid', options.gid ?? baseImage._uid),
    imageName: imageName('imageName', options.imageName ?? defaultImageName(project.name, name)),
    pytest,
  };
}

function port(number?: number): number | undefined {
  if (number !== undefined && !(Number.isInteger(number) && number >= 1 && number <= 65535)) {
    throw invalidOption('port', number, 'a port is a whole number from 1 to 65535');
  }
  return number;
}

function healthCheckPath(path?: string): string | undefined {
  if (path !== undefined && !/^\/[!-~]*$/.test(path)) {
    throw invalidOption('healthCheckPath', path, 'a path starts with / and has no white space', "Write for example '/health'");
  }
  return path;
}

/** @see https://www.freedesktop.org/software/systemd/man/latest/systemd.uid-gid.html */
function userNumber(option: string, number = 10001): number {
  if (!Number.isInteger(number) || number < 1 || number > 4294967293) {
    throw invalidOption(option, number, 'it is a whole number from 1: 0 is root, which the application does not run as');
  }
  return number;
}

function defaultImageName(projectName: string, name?: string): string {
  const parts = [projectName, ...name ? [name] : []];
  return parts.join('-').normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'app';
}
