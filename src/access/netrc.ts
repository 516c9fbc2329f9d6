import { readFileSync } from 'fs';
import { join } from 'path';
import { FileBase, Project } from 'projen';
import { indexSecrets, indexVariable, PackageIndex } from './package-index';
import { Mount } from '../dockerfile';
import { invalidOption } from '../dockerfile/invalid-option';
import { shellWord } from '../dockerfile/quoting';

const SCRIPT = '.projen/write-netrc.py';
const MOUNTED = '/tmp/write-netrc.py';
const FOLDER = '/run/netrc';

/** How a RUN writes the user names and passwords of indexes into a file in memory, from which pip reads them. */
export interface NetrcLogin {
  /** The commands before pip. */
  readonly commands: string[];
  /** The variable in front of pip's command. */
  readonly variable: string;
  readonly mounts: Mount[];
}

/**
 * The script that writes the netrc file: how such a file is read depends on the version of Python.
 *
 * @see https://docs.python.org/3/library/netrc.html
 */
export class NetrcScript extends FileBase {
  /** Adds the script to a project, once, if an index needs a user name. */
  public static addTo(project: Project, indexes: PackageIndex[]): void {
    if (withLogin(indexes).length && !project.tryFindFile(SCRIPT)) {
      new NetrcScript(project);
    }
  }

  private constructor(project: Project) {
    super(project, SCRIPT);
  }

  protected synthesizeContent(): string {
    return `${this.marker ? `# ${this.marker}\n` : ''}${readFileSync(join(__dirname, 'write-netrc.py'), 'utf8')}`;
  }
}

/** The start of the names of the variables with an index's user name and password. */
export function loginVariable(index: PackageIndex): string {
  return `INDEX_${indexVariable(index)}`;
}

/**
 * @param python the interpreter that runs pip
 * @throws when two indexes have the same host: pip supports only one user name and password for each host
 */
export function netrcLogin(indexes: PackageIndex[], python: string): NetrcLogin | undefined {
  const logins = withLogin(indexes);
  if (logins.length === 0) {
    return undefined;
  }
  const hosts = logins.map(({ url }) => new URL(url).hostname);
  if (new Set(hosts).size < hosts.length) {
    throw invalidOption('indexes', hosts, 'pip supports only one user name and password for each host', 'Use PipInstaller.UV');
  }
  const file = `${FOLDER}/netrc`;
  const words = [python, '-I', MOUNTED, file, ...logins.flatMap((index, position) => [hosts[position], loginVariable(index)])];
  return {
    commands: [words.map(shellWord).join(' ')],
    variable: `NETRC=${file}`,
    mounts: [Mount.tmpfs(FOLDER), Mount.bind(SCRIPT, MOUNTED)],
  };
}

/** The files of the project that are needed, if an index needs a user name. */
export function netrcFiles(indexes: PackageIndex[]): string[] {
  return withLogin(indexes).length ? [SCRIPT] : [];
}

function withLogin(indexes: PackageIndex[]): PackageIndex[] {
  return indexes.filter(index => indexSecrets(index).length > 0);
}
