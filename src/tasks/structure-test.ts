import { Component, Project, YamlFile } from 'projen';

/** What the production image promises. */
export interface StructureTestOptions {
  readonly path: string;
  readonly user: string;
  readonly port?: number;
  readonly command: string[];
  readonly workdir: string;
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

  public constructor(project: Project, options: StructureTestOptions) {
    super(project, `StructureTest#${options.path}`);
    this.path = options.path;
    const [uid] = options.user.split(':');
    new YamlFile(project, options.path, {
      obj: {
        schemaVersion: '2.0.0',
        metadataTest: {
          user: options.user,
          exposedPorts: options.port ? [String(options.port)] : undefined,
          cmd: options.command,
          workdir: options.workdir,
        },
        fileExistenceTests: options.absent.map(path => ({ name: `no ${path}`, path, shouldExist: false })),
        commandTests: [{
          name: 'does not run as root',
          command: 'python',
          args: ['-c', 'import os; print(os.getuid())'],
          expectedOutput: [`^${uid}\\n$`],
        }],
      },
    });
  }
}
