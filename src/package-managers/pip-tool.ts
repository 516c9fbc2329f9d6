import { BACKENDS } from './build-backend';
import { installerCache, ProjectPlace } from './package-manager';
import { Access } from '../access/access';
import { loginVariable, netrcLogin } from '../access/netrc';
import { Mount, Stage } from '../dockerfile';
import { shellWord } from '../dockerfile/quoting';

/** How a stage runs pip. */
export interface PipRun {
  /** The program, with the flags before its command. */
  readonly pip: string[];
  /** The Python that runs it. */
  readonly python: string;
  /** The arguments of its command `install`. */
  readonly flags: string[];
  readonly mounts?: Mount[];
  /** The command that runs first. */
  readonly before?: string;
  readonly comment?: string;
  /** The project that its cache belongs to, if the cache is not shared. */
  readonly cacheOwner?: string;
}

/** Runs `pip install`. It reads user names and passwords of indexes from a file, which exists only while the command runs. */
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

/** The indexes as flags of pip. */
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

/** How pip installs build backends, in the versions that the project requires. */
export function pipBackends(requirements: string[]): Pick<PipRun, 'flags' | 'comment'> {
  return {
    flags: [`--target=${BACKENDS}`, ...requirements],
    comment: requirements.every(text => text.includes('==')) ? undefined : 'hadolint ignore=DL3013',
  };
}
