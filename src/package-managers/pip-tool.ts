import { Access } from '../access/access';
import { Credential, indexSecrets, indexVariable, PackageIndex } from '../access/package-index';
import { Mount, Stage } from '../dockerfile';
import { invalidOption } from '../dockerfile/invalid-option';
import { shellWord } from '../dockerfile/quoting';

const NETRC_FOLDER = '/run/netrc';
const NETRC = `${NETRC_FOLDER}/netrc`;

/** How a stage calls pip. */
export interface PipRun {
  /** The program, with the flags that come before its command. */
  readonly pip: string;
  /** The arguments of its command `install`. */
  readonly flags: string[];
  readonly mounts?: Mount[];
  /** The commands that follow. */
  readonly after?: string[];
  readonly hint?: string;
}

/** Runs `pip install`. It takes users and passwords of indexes from a file, which lasts as long as the command. */
export function runPip(stage: Stage, access: Access, { pip, flags, mounts = [], after = [], hint }: PipRun): void {
  const login = netrc(access.indexes);
  stage.runAll([...login, `${login.length ? `NETRC=${NETRC} ` : ''}${pip} install ${flags.join(' ')}`, ...after], {
    mounts: [
      Mount.cache('/root/.cache/pip'),
      ...login.length ? [Mount.tmpfs(NETRC_FOLDER)] : [],
      ...access.installMounts(credentialVariable),
      ...mounts,
    ],
    hint,
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
export function pipProjectFlags(paths: string[], folder?: string): string[] {
  return ['--no-deps', ...folder ? ['--no-compile', `--target=${folder}`, ...paths.map(shellWord)] : paths.map(path => shellWord(`--editable=${path}`))];
}

function credentialVariable(index: PackageIndex, credential: Credential): string {
  return `INDEX_${indexVariable(index)}_${credential}`;
}

/**
 * The commands that write a file of users and passwords; what Python would read as more than a character is escaped.
 *
 * @see https://docs.python.org/3/library/netrc.html
 */
function netrc(indexes: PackageIndex[]): string[] {
  const logins = indexes.filter(index => indexSecrets(index).length > 0);
  const hosts = logins.map(({ url }) => new URL(url).hostname);
  if (new Set(hosts).size < hosts.length) {
    throw invalidOption('indexes', hosts, 'pip knows one user and password a host', 'Use PipInstaller.UV');
  }
  const lines = logins.map((index, position) =>
    `printf 'machine %s login %s password %s\\n' ${hosts[position]} "$${credentialVariable(index, 'USERNAME')}" "$${credentialVariable(index, 'PASSWORD')}" >>${NETRC}`);
  return lines.length ? [...lines, `sed -i 's/["\\\\]/\\\\&/g' ${NETRC}`] : [];
}
