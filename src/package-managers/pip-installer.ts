import { Dockerfile, Mount, Stage } from '../dockerfile';
import { mountFiles, NO_WHEEL_HINT, PackageManagerContext, VENV } from './package-manager';
import { addUvStage, configureUv, removeUvLock, uvMounts } from './uv-tool';

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
  /** @param flags tell which packages may be built */
  install(stage: Stage, lock: string, flags: string[]): void;
  /** Removes what the installer leaves behind. */
  tidy(stage: Stage): void;
}

export function lockInstaller(installer: PipInstaller): LockInstaller {
  return installer === PipInstaller.UV ? withUv : withPip;
}

const withUv: LockInstaller = {
  addStages: addUvStage,
  configure: configureUv,
  install(stage, lock, flags) {
    stage.run(['uv pip install', `--python=${VENV}`, '--require-hashes', '--no-deps', ...flags, `--requirements=/tmp/${lock}`].join(' '), {
      mounts: [...uvMounts(), ...mountFiles(lock)],
      hint: NO_WHEEL_HINT,
    });
  },
  tidy: removeUvLock,
};

const withPip: LockInstaller = {
  addStages() {},
  configure(stage) {
    stage.addEnvironment('PIP_DISABLE_PIP_VERSION_CHECK', '1');
  },
  install(stage, lock, flags) {
    stage.run(['pip', `--python=${VENV}/bin/python`, 'install', '--require-hashes', '--no-deps', ...flags, `--requirement=/tmp/${lock}`].join(' '), {
      mounts: [Mount.cache('/root/.cache/pip'), ...mountFiles(lock)],
      hint: NO_WHEEL_HINT,
    });
  },
  tidy() {},
};
