import { Access } from '../access/access';
import { indexSecrets, PackageIndex } from '../access/package-index';
import { Dockerfile, Mount, Stage } from '../dockerfile';
import { invalidOption } from '../dockerfile/invalid-option';
import { mountFiles, NO_WHEEL_HINT, PackageManagerContext, VENV } from './package-manager';
import { addUvStage, configureUv, configureUvInstall, installProjectsWithUv, removeUvLock, UV, uvAccessMounts, uvIndexes, uvMounts } from './uv-tool';

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
  /** Runs a command that calls uv, which makes the locks. */
  runWithUv(stage: Stage, command: string): void;
  /** @param flags tell which packages may be built */
  install(stage: Stage, lock: string, flags: string[]): void;
  /** Removes what the installer leaves behind. */
  tidy(stage: Stage): void;
  installProjects(stage: Stage, paths: string[], folder?: string): void;
}

export function lockInstaller(installer: PipInstaller, access: Access): LockInstaller {
  return installer === PipInstaller.UV ? withUv(access) : withPip(access);
}

function withUv(access: Access): LockInstaller {
  return {
    addStages: addUvStage,
    configure: configureUv,
    runWithUv(stage, command) {
      stage.run(command, { mounts: uvMounts(access) });
    },
    install(stage, lock, flags) {
      configureUvInstall(stage);
      Object.entries(uvIndexes(access)).forEach(([name, indexes]) => stage.addEnvironment(name, indexes));
      stage.run(['uv pip install', `--python=${VENV}`, '--require-hashes', '--no-deps', ...flags, `--requirements=/tmp/${lock}`].join(' '), {
        mounts: [...uvMounts(access), ...mountFiles(lock)],
        hint: NO_WHEEL_HINT,
      });
    },
    tidy: removeUvLock,
    installProjects(stage, paths, folder) {
      installProjectsWithUv(stage, access, paths, folder);
    },
  };
}

function withPip(access: Access): LockInstaller {
  const login = netrc(access.indexes);
  const install = (stage: Stage, pip: string, flags: string[], mounts: Mount[] = [], hint?: string) => {
    stage.runAll([...login, `${login.length ? `NETRC=${NETRC} ` : ''}${pip} install ${flags.join(' ')}`], {
      mounts: [
        Mount.cache('/root/.cache/pip'),
        // pip takes users and passwords from a file, which lasts as long as the command
        ...login.length ? [Mount.tmpfs(NETRC_FOLDER)] : [],
        ...access.installMounts(pipCredential),
        ...mounts,
      ],
      hint,
    });
  };
  return {
    addStages() {},
    configure(stage) {
      stage.addEnvironment('PIP_DISABLE_PIP_VERSION_CHECK', '1');
      const [own, others] = [access.indexes.filter(({ isDefault }) => isDefault), access.indexes.filter(({ isDefault }) => !isDefault)];
      own.forEach(({ url }) => stage.addEnvironment('PIP_INDEX_URL', url));
      if (others.length) {
        stage.addEnvironment('PIP_EXTRA_INDEX_URL', others.map(({ url }) => url).join(' '));
      }
    },
    runWithUv(stage, command) {
      install(stage, 'pip', ['--root-user-action=ignore', UV]);
      stage.run(command, { mounts: uvAccessMounts(access) });
    },
    install(stage, lock, flags) {
      install(stage, PIP, ['--require-hashes', '--no-deps', ...flags, `--requirement=/tmp/${lock}`], mountFiles(lock), NO_WHEEL_HINT);
    },
    tidy() {},
    installProjects(stage, paths, folder) {
      install(stage, PIP, ['--no-deps', ...folder ? ['--no-compile', `--target=${folder}`, ...paths] : paths.map(path => `--editable=${path}`)]);
    },
  };
}

const PIP = `pip --python=${VENV}/bin/python`;
const NETRC_FOLDER = '/run/netrc';
const NETRC = `${NETRC_FOLDER}/netrc`;

function pipCredential(index: PackageIndex, credential: string): string {
  return Object.fromEntries(indexSecrets(index))[credential];
}

/**
 * The commands that write a file of users and passwords; what Python would read as more than a character is escaped.
 *
 * @see https://docs.python.org/3/library/netrc.html
 */
function netrc(indexes: PackageIndex[]): string[] {
  const logins = indexes.filter(({ passwordSecret }) => passwordSecret !== undefined);
  const hosts = logins.map(({ url }) => new URL(url).hostname);
  if (new Set(hosts).size < hosts.length) {
    throw invalidOption('indexes', hosts, 'pip knows one user and password a host', 'Use PipInstaller.UV');
  }
  const lines = logins.map(({ usernameSecret, passwordSecret }, position) =>
    `printf 'machine %s login %s password %s\\n' ${hosts[position]} "$${usernameSecret}" "$${passwordSecret}" >>${NETRC}`);
  return lines.length ? [...lines, `sed -i 's/["\\\\]/\\\\&/g' ${NETRC}`] : [];
}
