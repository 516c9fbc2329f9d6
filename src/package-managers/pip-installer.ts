import { Dockerfile, Stage } from '../dockerfile';
import { cacheOwner, makeEnvironment, mountFiles, NO_WHEEL_COMMENT, PackageManagerContext, PackageManagerOptions, ProjectPlace, VENV } from './package-manager';
import { addPipIndexes, pipBackends, pipProjectFlags, runPip } from './pip-tool';
import { addUvStage, configureUvInstall, installBackendsWithUv, installProjectsWithUv, uvIndexes, uvMounts } from './uv-tool';
import { NO_ACCESS } from '../access/access';
import { shellWord } from '../dockerfile/quoting';

/** The program that installs `requirements.txt` in the image. */
export enum PipInstaller {
  /** uv: faster; it is mounted from its own image. */
  UV = 'uv',
  /** pip: it needs no other image than the base image. */
  PIP = 'pip',
}

/** Installs lock files in pip's format into the virtual environment. */
export interface LockInstaller {
  addStages(dockerfile: Dockerfile, context: PackageManagerContext): void;
  configure(stage: Stage, context: PackageManagerContext): void;
  /** Configures a stage that installs. */
  configureInstall(stage: Stage): void;
  /**
   * @param flags the flags that allow building packages
   * @param python the interpreter to make the environment from, if it does not exist yet
   */
  install(stage: Stage, lock: string, flags: string[], python?: string): void;
  installBackends(stage: Stage, requirements: string[]): void;
  installProjects(stage: Stage, paths: string[], where?: ProjectPlace): void;
}

export function lockInstaller(installer: PipInstaller, options: PackageManagerOptions): LockInstaller {
  return installer === PipInstaller.UV ? withUv(options) : withPip(options);
}

function withUv(options: PackageManagerOptions): LockInstaller {
  const { access, cacheName } = options;
  return {
    addStages: addUvStage,
    configure() {},
    configureInstall(stage) {
      configureUvInstall(stage);
      Object.entries(uvIndexes(access)).forEach(([name, indexes]) => stage.addEnvironment(name, indexes));
    },
    install(stage, lock, flags, python) {
      const install = ['uv', 'pip', 'install', `--python=${VENV}`, '--require-hashes', '--no-deps', ...flags, `--requirements=/tmp/${lock}`];
      stage.runAll([...python === undefined ? [] : [makeEnvironment(python)], install.map(shellWord).join(' ')], {
        mounts: [...uvMounts(access, cacheOwner(options, python !== undefined)), ...mountFiles(lock)],
        comment: python && NO_WHEEL_COMMENT,
      });
    },
    installBackends(stage, requirements) {
      installBackendsWithUv(stage, access, cacheName, requirements);
    },
    installProjects(stage, paths, where) {
      installProjectsWithUv(stage, access, cacheName, paths, where);
    },
  };
}

function withPip(options: PackageManagerOptions): LockInstaller {
  const { access, cacheName } = options;
  return {
    addStages() {},
    configure(stage) {
      stage.addEnvironment('PIP_DISABLE_PIP_VERSION_CHECK', '1');
      addPipIndexes(stage, access);
    },
    configureInstall() {},
    install(stage, lock, flags, python) {
      runPip(stage, access, {
        ...PIP,
        before: python && makeEnvironment(python),
        flags: ['--no-compile', '--require-hashes', '--no-deps', ...flags, `--requirement=/tmp/${lock}`],
        mounts: mountFiles(lock),
        comment: python && NO_WHEEL_COMMENT,
        cacheOwner: cacheOwner(options, python !== undefined),
      });
    },
    installBackends(stage, requirements) {
      runPip(stage, access, { ...PIP, ...pipBackends(requirements), cacheOwner: cacheName });
    },
    installProjects(stage, paths, where) {
      runPip(stage, where?.hasBackends ? NO_ACCESS : access, { ...PIP, flags: pipProjectFlags(paths, where), cacheOwner: cacheName });
    },
  };
}

const PYTHON = `${VENV}/bin/python`;
const PIP = { pip: ['pip', `--python=${PYTHON}`], python: PYTHON };
