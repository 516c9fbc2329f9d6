import { Access } from '../access/access';
import { Dockerfile, Stage } from '../dockerfile';
import { INSTALLED, mountFiles, NO_WHEEL_HINT, PackageManagerContext, VENV } from './package-manager';
import { addPipIndexes, pipProjectFlags, runPip } from './pip-tool';
import { addUvStage, configureUv, configureUvInstall, INSTALLED_WITH_UV, installProjectsWithUv, uvIndexes, uvMounts } from './uv-tool';

/** The program that installs requirements.txt in the image. */
export enum PipInstaller {
  /** uv: faster, mounted from its own image. */
  UV = 'uv',
  /** pip: nothing but the base image is needed. */
  PIP = 'pip',
}

/** Installs locks of pip's format into the virtual environment. */
export interface LockInstaller {
  addStages(dockerfile: Dockerfile, context: PackageManagerContext): void;
  configure(stage: Stage, context: PackageManagerContext): void;
  /** Sets what a stage that installs needs to know beyond that. */
  configureInstall(stage: Stage): void;
  /**
   * @param flags tell which packages may be built
   * @param ships whether the stage's files get into production
   */
  install(stage: Stage, lock: string, flags: string[], ships: boolean): void;
  installProjects(stage: Stage, paths: string[], folder?: string): void;
}

export function lockInstaller(installer: PipInstaller, access: Access): LockInstaller {
  return installer === PipInstaller.UV ? withUv(access) : withPip(access);
}

function withUv(access: Access): LockInstaller {
  return {
    addStages: addUvStage,
    configure: configureUv,
    configureInstall(stage) {
      configureUvInstall(stage);
      Object.entries(uvIndexes(access)).forEach(([name, indexes]) => stage.addEnvironment(name, indexes));
    },
    install(stage, lock, flags, ships) {
      const install = ['uv pip install', `--python=${VENV}`, '--require-hashes', '--no-deps', ...flags, `--requirements=/tmp/${lock}`];
      stage.runAll([install.join(' '), ...ships ? INSTALLED_WITH_UV : []], {
        mounts: [...uvMounts(access), ...mountFiles(lock)],
        hint: NO_WHEEL_HINT,
      });
    },
    installProjects(stage, paths, folder) {
      installProjectsWithUv(stage, access, paths, folder);
    },
  };
}

function withPip(access: Access): LockInstaller {
  return {
    addStages() {},
    configure(stage) {
      stage.addEnvironment('PIP_DISABLE_PIP_VERSION_CHECK', '1');
      addPipIndexes(stage, access);
    },
    configureInstall() {},
    install(stage, lock, flags, ships) {
      runPip(stage, access, {
        pip: PIP,
        after: ships ? [INSTALLED] : [],
        flags: ['--no-compile', '--require-hashes', '--no-deps', ...flags, `--requirement=/tmp/${lock}`],
        mounts: mountFiles(lock),
        hint: NO_WHEEL_HINT,
      });
    },
    installProjects(stage, paths, folder) {
      runPip(stage, access, { pip: PIP, flags: pipProjectFlags(paths, folder) });
    },
  };
}

const PIP = `pip --python=${VENV}/bin/python`;
