import { Component, Project, YamlFile } from 'projen';
import { Stage } from '../dockerfile';
import { ProcessFacts } from '../processes/process-facts';

/** Compilers and installers of Python packages, which production must not have. */
const TOOLS = ['pip', 'pip3', 'uv', 'poetry', 'gcc', 'g++', 'cc', 'c++', 'make'];

/** Prints the programs that exist, and checks that the Python of the virtual environment has no pip. */
const FIND_TOOLS = [
  'import shutil, subprocess, sys',
  'print(*filter(shutil.which, sys.argv[1:]))',
  "sys.exit(subprocess.call([sys._base_executable, '-I', '-m', 'pip', '--version'], stderr=subprocess.DEVNULL) == 0)",
].join('; ');

/** Prints the programs that do not exist or are not executable. */
const FIND_MISSING = 'import shutil, sys; print(*[name for name in sys.argv[1:] if not shutil.which(name)])';

/** The options of the structure test. */
export interface StructureTestOptions {
  readonly path: string;
  readonly stage: Stage;
  /** The user that the application must run as, regardless of the stage. */
  readonly user: string;
  /** The minor version of Python. */
  readonly pythonVersion: string;
  /** Paths that production must contain. */
  readonly present: string[];
  /** Paths that production must not contain. */
  readonly absent: string[];
  /** The programs that the image must have. */
  readonly processes: ProcessFacts[];
}

/**
 * The checks of the production image for `docker:verify`.
 *
 * @see https://github.com/GoogleContainerTools/container-structure-test
 */
export class StructureTest extends Component {
  /** The path of the file. */
  public readonly path: string;

  public constructor(project: Project, { path, stage, user, pythonVersion, present, absent, processes }: StructureTestOptions) {
    super(project, `StructureTest#${path}`);
    this.path = path;
    new YamlFile(project, path, {
      // the stage can still be extended until the file is written
      obj: () => ({
        schemaVersion: '2.0.0',
        metadataTest: {
          user,
          exposedPorts: stage.ports.length ? stage.ports.map(String) : undefined,
          entrypoint: stage.imageConfig.entrypoint ?? [],
          cmd: stage.command,
        },
        fileExistenceTests: [
          ...present.map(file => ({ name: `has ${file}`, path: file, shouldExist: true })),
          ...absent.map(file => ({ name: `no ${file}`, path: file, shouldExist: false })),
        ],
        commandTests: [
          {
            name: 'does not run as root',
            command: 'python',
            args: ['-c', 'import os; print(os.getuid())'],
            expectedOutput: [`^${user.split(':')[0]}\\n$`],
          },
          {
            name: `has Python ${pythonVersion}`,
            command: 'python',
            args: ['-c', "import sys; print('%d.%d' % sys.version_info[:2])"],
            expectedOutput: [`^${pythonVersion.replace('.', '\\.')}\\n$`],
          },
          {
            name: 'has no compilers and no installers of Python packages',
            command: 'python',
            args: ['-c', FIND_TOOLS, ...TOOLS],
            expectedOutput: ['^\\n$'],
          },
          {
            name: 'has the programs of its processes',
            command: 'python',
            args: ['-c', FIND_MISSING, ...programs(stage, processes)],
            expectedOutput: ['^\\n$'],
          },
        ],
      }),
    });
  }
}

/** The programs of the processes and of their health checks. With an entrypoint, a command is only its arguments. */
function programs({ imageConfig: { entrypoint = [], command = [], healthCheck = [] } }: Stage, [, ...others]: ProcessFacts[]): string[] {
  const commands = entrypoint.length ? [entrypoint] : [command, ...others.map(process => process.command)];
  const checks = [healthCheck, ...others.map(process => process.healthCheck ?? [])];
  return [...new Set([...commands, ...checks].flatMap(argv => argv.slice(0, 1)))];
}
