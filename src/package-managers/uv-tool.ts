import { Dockerfile, Mount, Stage } from '../dockerfile';
import { BACKENDS } from './build-backend';
import { installerCache, PackageManagerContext, ProjectPlace, VENV } from './package-manager';
import { LockPlan, ToolEnvironment } from './plans';
import { Access, NO_ACCESS } from '../access/access';
import { Credential, indexSecrets, indexVariable, PackageIndex } from '../access/package-index';
import { shellWord } from '../dockerfile/quoting';
import { Tool, toolVersion } from '../tools/tool-lock';

/** The image that contains only uv: it is mounted where uv is needed, and not stored in an image. */
export function addUvStage(dockerfile: Dockerfile, context: PackageManagerContext): void {
  dockerfile.addStage('uv', {
    image: context.image(`ghcr.io/astral-sh/uv:${toolVersion(Tool.UV)}`),
    description: 'installs the requirements. It is mounted where it is needed, and not part of any image.',
  });
}

/** @see https://docs.astral.sh/uv/reference/environment/ */
export function configureUv(stage: Stage, context: PackageManagerContext): void {
  stage.addEnvironment('UV_PYTHON', context.python);
  stage.addEnvironment('UV_PYTHON_DOWNLOADS', 'never');
}

/** How uv installs requirements. */
export function configureUvInstall(stage: Stage): void {
  stage.addEnvironment('UV_LINK_MODE', 'copy'); // the cache is another file system
  stage.addEnvironment('UV_NO_INSTALLER_METADATA', '1'); // it contains the time
}

/** The mounts of a RUN that uses uv. */
export function uvMounts(access: Access, cacheOwner?: string): Mount[] {
  return [installerCache('uv', cacheOwner), Mount.bind('/uv', '/usr/local/bin/uv', { fromStage: 'uv' }), ...access.installMounts(uvCredential)];
}

/** The variable in which uv looks for the credentials of an index. */
function uvCredential(index: PackageIndex, credential: Credential): string {
  return `UV_INDEX_${indexVariable(index)}_${credential}`;
}

/** The indexes as flags of uv, if they are not in a pyproject.toml. */
export function uvIndexes({ defaultIndex, extraIndexes }: Access): { [variable: string]: string } {
  const named = ({ name, url }: PackageIndex) => `${name}=${url}`;
  return {
    ...defaultIndex ? { UV_DEFAULT_INDEX: named(defaultIndex) } : {},
    ...extraIndexes.length ? { UV_INDEX: extraIndexes.map(named).join(' ') } : {},
  };
}

/** The settings of uv on this machine. */
export function uvEnvironment(access: Access, variables: { [name: string]: string } = {}): ToolEnvironment {
  return {
    variables,
    machine: access.trustsSystem ? { UV_SYSTEM_CERTS: 'true' } : {},
    secrets: Object.fromEntries(access.indexes.flatMap(index =>
      indexSecrets(index).map(([credential, secret]) => [uvCredential(index, credential), secret]))),
  };
}

/** Installs projects without their requirements, which come from the lock file; sources of their workspace are ignored. */
export function installProjectsWithUv(stage: Stage, access: Access, cacheOwner: string, paths: string[], where?: ProjectPlace): void {
  const flags = ['--no-deps', '--no-sources', ...where?.hasBackends ? ['--no-build-isolation'] : uvIndexFlags(access)];
  const projects = where ? [`--prefix=${where.folder}`, ...paths] : paths.map(path => `--editable=${path}`);
  stage.run(uvInstall(...flags, ...projects), { mounts: uvMounts(where?.hasBackends ? NO_ACCESS : access, cacheOwner) });
}

/** Installs the build requirements of projects, with bytecode, because they run in each build. */
export function installBackendsWithUv(stage: Stage, access: Access, cacheOwner: string, requirements: string[]): void {
  stage.run(uvInstall(`--target=${BACKENDS}`, '--compile-bytecode', ...uvIndexFlags(access), ...requirements), { mounts: uvMounts(access, cacheOwner) });
}

function uvInstall(...argv: string[]): string {
  return ['uv', 'pip', 'install', `--python=${VENV}`, ...argv].map(shellWord).join(' ');
}

function uvIndexFlags({ indexes }: Access): string[] {
  return indexes.filter(({ packages }) => !packages).map(({ name, url, isDefault }) => `--${isDefault ? 'default-' : ''}index=${name}=${url}`);
}

/** How to make a uv.lock. */
export function uvLock(inputs: string[], pythonVersion: string, environment: ToolEnvironment): LockPlan {
  return {
    inputs,
    outputs: ['uv.lock'],
    pythonVersion,
    environment,
    commands: [['uv', 'lock']],
    upgradeCommands: [['uv', 'lock', '--upgrade']],
    upgradePackageCommands: [['uv', 'lock', '--upgrade-package={package}']],
  };
}

/** Creates an empty .venv, with an installed Python or one that uv can download. */
export function uvVenv(pythonVersion: string): string[] {
  return ['uv', 'venv', '--quiet', '--clear', `--python=${pythonVersion}`, '.venv'];
}

/**
 * The indexes as uv reads them from a pyproject.toml.
 *
 * @see https://docs.astral.sh/uv/concepts/indexes/
 */
export function uvIndexTables(indexes: PackageIndex[]): { name: string; url: string; default?: boolean; explicit?: boolean }[] {
  return indexes.map(({ name, url, isDefault, packages }) =>
    ({ name, url, ...isDefault ? { default: true } : {}, ...packages ? { explicit: true } : {} }));
}

/** The packages that come from one index only, as uv reads them from a pyproject.toml. */
export function uvIndexSources(packages: { readonly [name: string]: string }): { [name: string]: { index: string } } {
  return Object.fromEntries(Object.entries(packages).map(([name, index]) => [name, { index }]));
}
