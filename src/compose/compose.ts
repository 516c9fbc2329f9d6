import { posix } from 'path';
import { Component, JsonFile, ObjectFile, Project, Task } from 'projen';
import { ComposeFile } from './compose-file';
import { composeModel } from './compose-model';
import { ComposeTasks } from './compose-tasks';
import { DevContainer } from './dev-container';
import { refuseForeignCompose, refuseOtherCompose } from './foreign-compose';
import { SECRETS } from './secrets';
import { Service } from './service';
import { BOOLEAN, check, checkOptions, Checks } from '../dockerfile/option-checks';
import { refuseUnknown } from '../dockerfile/unknown-options';
import { relativePath } from '../files/relative-path';
import { ConfigurationError } from '../projen-patches/configuration-error';
import { PythonContainer } from '../python-container';
import { ImageDigests } from '../standards/image-digests';
import { missingDigests } from '../standards/pinned-images';
import { Standards } from '../standards/standards';

/** Options of Compose. */
export interface ComposeOptions {
  /**
   * The services that the application needs: databases, caches, brokers.
   *
   * @default - none
   */
  readonly services?: Service[];
  /**
   * Files with secrets, by the names of the secrets: `{ 'api-key': '.secrets/api-key' }`. Every process of the
   * application, and each service that lists them, finds them in /run/secrets. Git ignores the files, and they are in no image; the tasks
   * create a missing file with a random password. Paths are relative to the project.
   *
   * @default - none
   */
  readonly secrets?: { readonly [name: string]: string };
  /**
   * Whether to generate a dev container for editors: a `.devcontainer/devcontainer.json` and a stage `devcontainer`.
   *
   * @default false
   */
  readonly devContainer?: boolean;
}

/** The checks of the options. */
export const COMPOSE: Checks<ComposeOptions> = {
  services: check('a list of services', value => Array.isArray(value) && value.every(service => typeof (service as Service | null)?._props === 'object'), 'Write for example [Service.postgres()]'),
  secrets: SECRETS,
  devContainer: BOOLEAN,
};

/**
 * The development environment of a project: its processes, and the services that they need, in Docker Compose.
 *
 * @throws at construction, naming the option, when an option is invalid, or when there is a compose file that you wrote
 */
export class Compose extends Component {
  /** The file compose.yaml, which you can extend with overrides. */
  public readonly file: ObjectFile;
  /** .devcontainer/devcontainer.json, if there is one. */
  public readonly devContainerFile?: JsonFile;
  /** Starts everything, and waits until it is healthy: `compose:up`. */
  public readonly upTask: Task;
  /** Stops everything, and removes the data with `--volumes`: `compose:down`. */
  public readonly downTask: Task;
  /** Shows the output of the containers: `compose:logs`. */
  public readonly logsTask: Task;
  /** Runs the tests with new, empty services: `compose:test`. Undefined if there are no tests. */
  public readonly testTask?: Task;

  private readonly container: PythonContainer;
  private readonly composeFile: ComposeFile;
  private readonly secretFiles: string[];

  public constructor(project: Project, options: ComposeOptions = {}) {
    super(project, 'Compose');
    refuseUnknown(options, Object.keys(COMPOSE));
    checkOptions(options, COMPOSE);
    this.container = PythonContainer.of(project) ?? withoutContainer();
    refuseForeignCompose(project.outdir);
    const { container } = this;
    const { services = [], secrets = {} } = options;
    this.secretFiles = Object.values(secrets).map(path => posix.normalize(path));
    this.secretFiles.forEach(path => project.addGitIgnore(`/${path}`));

    const devContainer = options.devContainer ? new DevContainer(project, container) : undefined;
    this.devContainerFile = devContainer?.file;
    this.composeFile = new ComposeFile(project, () => composeModel({ containers: PythonContainer._allOf(project), services, secrets, devContainer }));
    this.file = this.composeFile;
    const { imageDigests } = container._facts;
    Standards.of(project).pinnedImages.add(this.composeFile, { imageDigests, autoLock: this.isAutomatic, unpinnedFolders: [] });
    ({ upTask: this.upTask, downTask: this.downTask, logsTask: this.logsTask, testTask: this.testTask } = new ComposeTasks(project, {
      container, secretFiles: this.secretFiles, published: services.filter(({ _props: { ports = [] } }) => ports.length).map(({ name }) => name),
    }));
  }

  /** @throws before files are written, when names collide, there is another compose file, or required digests are missing */
  public preSynthesize(): void {
    refuseOtherCompose(this.project);
    this.composeFile._check();
    const [problem] = this.container._facts.imageDigests === ImageDigests.REQUIRE ? missingDigests(this.composeFile, this.isAutomatic) : [];
    if (problem !== undefined) {
      throw new ConfigurationError(`imageDigests: ${problem}`);
    }
    for (const { dockerfile } of PythonContainer._allOf(this.project)) {
      const folder = relativePath(dockerfile.contextFolder, this.project.outdir);
      this.secretFiles.forEach(path => dockerfile.dockerignore.exclude(posix.join(folder, path)));
    }
  }

  private get isAutomatic(): boolean {
    return this.container._options.autoLock ?? true;
  }
}

function withoutContainer(): never {
  throw new ConfigurationError('Compose: the project has no container. Add one first: new PythonContainer(project)');
}
