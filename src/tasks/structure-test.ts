import { Component, Project, YamlFile } from 'projen';
import { Stage } from '../dockerfile';

/** What installs Python packages or compiles: production has none of it. */
const TOOLS = ['pip', 'pip3', 'uv', 'poetry', 'gcc', 'g++', 'cc', 'c++', 'make'];

/** Prints the programs that are there, and whether the Python below the virtual environment has pip. */
const FIND_TOOLS = [
  'import shutil, subprocess, sys',
  'print(*filter(shutil.which, sys.argv[1:]))',
  "sys.exit(subprocess.call([sys._base_executable, '-I', '-m', 'pip', '--version'], stderr=subprocess.DEVNULL) == 0)",
].join('; ');

/** What the production image promises. */
export interface StructureTestOptions {
  readonly path: string;
  readonly stage: Stage;
  /** The user that the application has to run as, whatever the stage says. */
  readonly user: string;
  /** The minor version of Python. */
  readonly pythonVersion: string;
  /** Paths that production must hold. */
  readonly present: string[];
  /** Paths that production must not hold. */
  readonly absent: string[];
}

/**
 * The promises of the production image, for `docker:verify`.
 *
 * @see https://github.com/GoogleContainerTools/container-structure-test
 */
export class StructureTest extends Component {
  /** The path of the file. */
  public readonly path: string;

  public constructor(project: Project, { path, stage, user, pythonVersion, present, absent }: StructureTestOptions) {
    super(project, `StructureTest#${path}`);
    this.path = path;
    new YamlFile(project, path, {
      // the stage can be extended until it is written
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
            name: 'has no compiler and nothing that installs Python packages',
            command: 'python',
            args: ['-c', FIND_TOOLS, ...TOOLS],
            expectedOutput: ['^\\n$'],
          },
        ],
      }),
    });
  }
}
