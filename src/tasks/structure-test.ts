import { Component, Project, YamlFile } from 'projen';
import { Stage } from '../dockerfile';

/** What the production image promises. */
export interface StructureTestOptions {
  readonly path: string;
  readonly stage: Stage;
  /** The user that the application has to run as, whatever the stage says. */
  readonly user: string;
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

  public constructor(project: Project, { path, stage, user, absent }: StructureTestOptions) {
    super(project, `StructureTest#${path}`);
    this.path = path;
    new YamlFile(project, path, {
      // the stage can be extended until it is written
      obj: () => ({
        schemaVersion: '2.0.0',
        metadataTest: {
          user,
          exposedPorts: stage.ports.length ? stage.ports.map(String) : undefined,
          cmd: stage.command,
        },
        fileExistenceTests: absent.map(file => ({ name: `no ${file}`, path: file, shouldExist: false })),
        commandTests: [{
          name: 'does not run as root',
          command: 'python',
          args: ['-c', 'import os; print(os.getuid())'],
          expectedOutput: [`^${user.split(':')[0]}\\n$`],
        }],
      }),
    });
  }
}
