import { posix } from 'path';
import { github, Project, ProjectOptions, Task, TextFile } from 'projen';
import { Compose, COMPOSE } from './compose/compose';
import { addCompose } from './compose/project-compose';
import { Service } from './compose/service';
import { surroundings } from './compose/surroundings';
import { isUserVersionFile, PYTHON_VERSION_FILE } from './container/existing-python-version';
import { PYTHON_IMAGE } from './container/option-checks';
import { imageOptions, refuseUnknownNames } from './container/option-names';
import { PythonImageOptions } from './container/python-image-options';
import { TESTS } from './container/test-files';
import { Delivery } from './delivery/delivery';
import { DELIVERY, DeliveryOptions } from './delivery/delivery-options';
import { FLAT_DELIVERY, FlatDeliveryOptions, mergedDelivery } from './delivery/flat-options';
import { invalidOption } from './dockerfile/invalid-option';
import { BOOLEAN, checkOptions, Checks, oneOf, struct } from './dockerfile/option-checks';
import { Sample } from './frameworks/sample';
import { sampleDatabase } from './frameworks/sample-database';
import { sampleReadme } from './frameworks/sample-readme';
import { PythonPackageManager } from './package-managers/package-manager';
import { checkCommandLine } from './projenrc/command-line';
import { checkNewFolder } from './projenrc/new-folder';
import { TypeScriptProjenrc } from './projenrc/typescript-projenrc';
import { PythonContainer } from './python-container';
import { NextSteps } from './tasks/next-steps';
import { WorkspaceTasks } from './tasks/workspace-tasks';
import { addDependencyUpdates, DependencyUpdates } from './workflows/dependency-updates';
import { pinActions } from './workflows/pinned-actions';

/** Options of a PythonContainerProject. */
export interface PythonContainerProjectOptions extends ProjectOptions, PythonImageOptions, FlatDeliveryOptions {
  /**
   * Whether a new project starts with a small sample application and its tests. They are written only once, when the project is created.
   *
   * @default true
   */
  readonly sample?: boolean;
  /**
   * Whether the project is configured by a .projenrc.ts, with the package.json that it needs. Set it to false if the project
   * has another rc file, such as .projenrc.py. A sub-project has no rc file.
   *
   * @default - true, unless `projenrcJson` is set
   */
  readonly projenrcTs?: boolean;
  /**
   * The bot or workflow that opens pull requests to update the locked versions and the digests of the images. It does not change what is
   * set in .projenrc.ts: version ranges, tags, the version of Python. Only for the root project, because it applies to the whole repository.
   *
   * @default DependencyUpdates.NONE
   */
  readonly dependencyUpdates?: DependencyUpdates;
  /**
   * The workflow that brings the images of the repository into a registry. Only for the root project. Its strings, booleans and enums can also be set
   * as `deliveryRegistry` and so on.
   *
   * @default - none
   */
  readonly delivery?: DeliveryOptions;
  /**
   * Whether to generate a compose.yaml for development with the project's processes and `services`, and the tasks `compose:up`,
   * `compose:down`, `compose:logs` and `compose:test`. `docker:dev` then uses compose too.
   *
   * @default - true, unless you wrote a compose file, because Docker reads only one
   */
  readonly compose?: boolean;
  /**
   * The services that the application needs in development and tests: databases, caches, brokers. They are objects, so they cannot be set on the command line.
   *
   * @default - none
   */
  readonly services?: Service[];
  /**
   * Files with secrets, by the names of the secrets, for development and tests. Every process finds them in
   * /run/secrets. Git ignores the files, and they are in no image; the tasks create a missing file with a random password. Paths are relative to
   * the project.
   *
   * @default - none
   */
  readonly secrets?: { readonly [name: string]: string };
  /**
   * Whether to generate a dev container for editors: a `.devcontainer/devcontainer.json`, and a stage `devcontainer` with
   * git, a shell and a home folder.
   *
   * @default false
   */
  readonly devContainer?: boolean;
}

/** The checks of the options that belong neither to projen nor to the image. */
const OWN: Checks<Omit<PythonContainerProjectOptions, keyof ProjectOptions | keyof PythonImageOptions>> = {
  sample: BOOLEAN,
  projenrcTs: BOOLEAN,
  dependencyUpdates: oneOf(DependencyUpdates),
  delivery: struct(DELIVERY),
  ...FLAT_DELIVERY,
  compose: BOOLEAN,
  ...COMPOSE,
};

/** The options of projen. */
const OF_PROJEN: { readonly [option in keyof ProjectOptions]-?: true } = {
  name: true,
  commitGenerated: true,
  gitIgnoreOptions: true,
  gitOptions: true,
  logging: true,
  outdir: true,
  parent: true,
  projectTree: true,
  projenCommand: true,
  projenrcJson: true,
  projenrcJsonOptions: true,
  renovatebot: true,
  renovatebotOptions: true,
};

/**
 * A Python application that ships as a container image.
 *
 * @pjid python-container
 * @throws at construction, naming the option, when an option cannot work
 */
export class PythonContainerProject extends Project {
  /** The container. Its stages can be extended. */
  public readonly container: PythonContainer;
  /** The project's GitHub configuration, to which you can add workflows. Undefined in a sub-project. */
  public readonly github?: github.GitHub;
  /** Runs the project in development. Undefined if `compose` is false, or if you have a compose file of your own. */
  public readonly compose?: Compose;
  /** The workflow that brings the images into a registry. Undefined unless `delivery` is set. */
  public readonly delivery?: Delivery;
  /** Creates .venv from the lock files: `install`. */
  public readonly installTask: Task;
  /** Updates the locked versions and the digests of the images: `upgrade`. Undefined unless `dependencyUpdates` is TASK. */
  public readonly upgradeTask?: Task;

  public constructor(options: PythonContainerProjectOptions) {
    super(options);
    if (this.initProject) {
      checkNewFolder(this.outdir);
      checkCommandLine(this.initProject, options, { ...PYTHON_IMAGE, ...OWN });
    }
    if (new.target === PythonContainerProject) { // a derived class passes on its own options too
      refuseUnknownNames(options, [...Object.keys(OF_PROJEN), ...Object.keys(OWN)], false);
    }
    checkOptions(options, OWN);
    this.container = new PythonContainer(this, imageOptions(options));
    const { application, probe, profile, pytest, pythonVersion, requirements, sourceFolder, testCommand } = this.container._facts;

    const hasProjenrcTs = !this.parent && (options.projenrcTs ?? !options.projenrcJson);
    if (options.sample ?? true) {
      const { environment } = surroundings(options.services ?? [], []);
      const sampled = { ...application, database: sampleDatabase(environment, requirements) };
      new Sample(this, {
        'README.md': sampleReadme({
          name: this.name,
          pythonVersion,
          port: application.port,
          trialEnvironment: profile.trialEnvironment ?? {},
          runs: probe === undefined,
          hasTests: testCommand !== undefined,
          hasProjenrcTs,
        }),
        ...prefixed(profile.sample(sampled), sourceFolder),
        ...pytest && (options.testSources?.includes(TESTS) ?? true) ? profile.sampleTest(sampled) : {},
      });
    }
    if (!isUserVersionFile(this)) {
      new TextFile(this, PYTHON_VERSION_FILE, { lines: [pythonVersion, ''] });
    }
    ['__pycache__/', '*.py[cod]', '.pytest_cache/', '.coverage', '.env*', '!.env.example'].forEach(pattern => this.addGitIgnore(pattern));
    const { tools, workspace } = this.container._packageManager;
    this.installTask = new WorkspaceTasks(this, tools, workspace, testCommand).installTask;
    this.packageTask.spawn(this.container.buildTask);
    this.compose = addCompose(this, options);

    if (!this.parent) {
      this.github = new github.GitHub(this, { mergify: false, pullRequestLint: false });
      if (hasProjenrcTs) {
        new TypeScriptProjenrc(this);
      }
      this.upgradeTask = addDependencyUpdates(this, this.github, options.dependencyUpdates ?? DependencyUpdates.NONE, {
        packageManager: options.packageManager ?? PythonPackageManager.PIP,
        lockInputs: this.container._packageManager.lock?.inputs ?? [],
        indexes: options.access?.indexes ?? [],
        npm: hasProjenrcTs,
        services: (options.services ?? []).length > 0,
      });
    } else if (options.dependencyUpdates !== undefined) {
      throw invalidOption('dependencyUpdates', options.dependencyUpdates, 'it applies to the whole repository',
        'Set it in the root project only');
    }
    const delivery = mergedDelivery(options.delivery, options);
    this.delivery = delivery && new Delivery(this, delivery);
    new NextSteps(this);
  }

  /** Only now actions may have been replaced. */
  public preSynthesize(): void {
    super.preSynthesize();
    if (this.github) {
      pinActions(this.github);
    }
  }

  /** Marks files as generated, so that GitHub collapses them in diffs. */
  public annotateGenerated(glob: string): void {
    this.gitattributes.addAttributes(glob, 'linguist-generated');
  }
}

/** The same files, inside a folder. */
function prefixed(files: { [path: string]: string }, folder: string): { [path: string]: string } {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [posix.join(folder, path), text]));
}
