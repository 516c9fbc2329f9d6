import { BACKENDS } from './build-backend';
import { installerCache, ProjectPlace } from './package-manager';
import { Access } from '../access/access';
import { loginVariable, netrcLogin } from '../access/netrc';
import { Mount, Stage } from '../dockerfile';
import { shellWord } from '../dockerfile/quoting';

/** How a stage calls pip. */
export interface PipRun {
  /** The program, with the flags that come before its command. */
  readonly pip: string[];
  /** The Python that runs it. */
  readonly python: string;
  /** The arguments of its command `install`. */
  readonly flags: string[];
  readonly mounts?: Mount[];
  /** The command that comes first. */
  readonly before?: string;
  readonly comment?: string;
  /** The project that its cache belongs to, if not all share it. */
  readonly cacheOwner?: string;
}

/** Runs `pip install`. It takes users and passwords of indexes from a file, which lasts as long as the command. */
export function runPip(stage: Stage, access: Access, { pip, python, flags, mounts = [], before, comment, cacheOwner }: PipRun): void {
  const login = netrcLogin(access.indexes, python);
  const install = [...pip, 'install', ...flags].map(shellWord).join(' ');
  stage.runAll([...before === undefined ? [] : [before], ...login?.commands ?? [], `${login ? `${login.variable} ` : ''}${install}`], {
    mounts: [
      installerCache('pip', cacheOwner),
      ...login?.mounts ?? [],
      ...access.indexMounts((index, credential) => `${loginVariable(index)}_${credential}`),
      ...mounts,
    ],
    comment,
  });
}

/** The indexes as pip takes them. */
export function addPipIndexes(stage: Stage, { defaultIndex, extraIndexes }: Access): void {
  if (defaultIndex) {
    stage.addEnvironment('PIP_INDEX_URL', defaultIndex.url);
  }
  if (extraIndexes.length) {
    stage.addEnvironment('PIP_EXTRA_INDEX_URL', extraIndexes.map(({ url }) => url).join(' '));
  }
}

/** The arguments with which pip installs projects without their requirements. */
export function pipProjectFlags(paths: string[], where?: ProjectPlace): string[] {
  return [
    '--no-deps', ...where?.hasBackends ? ['--no-build-isolation'] : [],
    ...where ? ['--no-compile', `--prefix=${where.folder}`, ...paths] : paths.map(path => `--editable=${path}`),
  ];
}

/** How pip installs build backends, in the versions that the project asks for. */
export function pipBackends(requirements: string[]): Pick<PipRun, 'flags' | 'comment'> {
  return {
    flags: [`--target=${BACKENDS}`, ...requirements],
    comment: requirements.every(text => text.includes('==')) ? undefined : 'hadolint ignore=DL3013',
  };
}
