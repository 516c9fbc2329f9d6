import { Project } from 'projen';
import { netrcFiles } from '../access/netrc';
import { ContainerFacts } from '../container/container-facts';
import { Dockerfile, Mount, Stage } from '../dockerfile';
import { shellWord } from '../dockerfile/quoting';
import { PackageManager } from '../package-managers/package-manager';
import { addPipIndexes, runPip } from '../package-managers/pip-tool';
import { LockPlan } from '../package-managers/plans';
import { toolLockPath } from '../tools/tool-lock';

/** The build arguments with names of images: the script reads them from the project's Dockerfile, which has their digests. */
const [PYTHON, UV] = ['PYTHON', 'UV'];
/** The folder into which pip installs the tool. */
const TOOL = '/tool';

/** The options of making lock files in Docker. */
export interface LockDockerfileOptions {
  /** The path of the file, relative to the project. */
  readonly path: string;
  readonly plan: LockPlan;
  readonly packageManager: PackageManager;
  readonly facts: ContainerFacts;
}

/**
 * Makes the lock files if the machine has no suitable Python. The build context is a folder that contains only the inputs, so
 * there is no .dockerignore.
 */
export class LockDockerfile extends Dockerfile {
  /** The build arguments with names of images, and the stages of the project's Dockerfile that start from these images. */
  public readonly imageStages: { readonly [argument: string]: string };
  /** The files that the build needs in addition to the inputs and the lock files. */
  public readonly files: string[];

  public constructor(project: Project, private readonly options: LockDockerfileOptions) {
    super(project, options.path, { syntax: options.facts.image('docker/dockerfile:1') });
    project.tryRemoveFile(this.dockerignore.path);
    const { facts: { access }, packageManager: { lockTool }, plan: { outputs, fileList } } = options;
    this.imageStages = { [PYTHON]: 'base', ...lockTool ? {} : { [UV]: 'uv' } };
    this.files = [...access.files, ...lockTool ? [toolLockPath(lockTool), ...netrcFiles(access.indexes)] : []];
    this.skipCheck('InvalidDefaultArgInFrom');
    Object.keys(this.imageStages).forEach(name => this.addArgument(name));
    if (!lockTool) {
      this.addStage('uv', { image: `$${UV}` });
    }
    options.facts.access.addStages(this, { image: `$${PYTHON}`, startAsRoot });
    this.addBase();
    this.addResolver();
    const lock = this.addStage('lock', { image: 'scratch', description: 'contains only the lock files.' });
    // the list of files may not exist: a pattern without matches is not an error
    lock.copy([...outputs, ...fileList ? [`${fileList.output}*`] : []].map(output => `/lock/${output}`), '/', { fromStage: 'resolver' });
  }

  /** @internal */
  public _imageReference(reference: string): string {
    return Object.keys(this.imageStages).includes(reference.slice(1)) ? reference : super._imageReference(reference);
  }

  /** Adds the stage with everything that does not depend on the requirements. */
  private addBase(): void {
    const { facts: { access, baseImage, image, pythonVersion }, packageManager, plan: { environment } } = this.options;
    const buildImage = baseImage.buildImage(pythonVersion) ?? baseImage;
    const context = { image, python: buildImage.python(pythonVersion) };
    const base = this.addStage('base', { image: `$${PYTHON}`, description: 'has the tools that make the lock files.' });
    startAsRoot(base);
    base.addEnvironment('HOME', '/tmp');
    access.configure(base, 'lock');
    packageManager.configure(base, context);
    Object.entries(environment.variables).forEach(([name, text]) => base.addEnvironment(name, text));
    const usesGit = access.ssh || packageManager.gitPackages.length > 0;
    const packages = [...buildImage.packages, ...usesGit ? ['git'] : [], ...access.ssh ? ['openssh-client'] : []];
    if (packages.length) {
      buildImage._distribution.installPackages(base, 'baseImage.packages', packages, access.mounts);
    }
    this.installTool(base, context.python);
  }

  private installTool(base: Stage, python: string): void {
    const { facts: { access }, packageManager: { lockTool } } = this.options;
    if (lockTool) {
      addPipIndexes(base, access);
      base.runAll([`${shellWord(python)} -m venv --without-pip ${TOOL}`, `ln -s ${TOOL}/bin/${lockTool} /usr/local/bin/`]);
      runPip(base, access, {
        pip: ['pip', `--python=${TOOL}/bin/python`],
        python: `${TOOL}/bin/python`,
        flags: ['--require-hashes', '--no-deps', '--only-binary=:all:', '--requirement=/tmp/tool.txt'],
        mounts: [Mount.bind(toolLockPath(lockTool), '/tmp/tool.txt')],
      });
    }
  }

  /** The resolver builds packages that have no wheel: their code can write to the cache, so it is not shared with other projects. */
  private addResolver(): void {
    const { facts: { access, cacheName }, packageManager: { lockTool }, plan: { environment } } = this.options;
    const resolver = this.addStage('resolver', { fromStage: 'base', description: 'makes the lock files.' });
    resolver.workdir('/lock');
    resolver.copy(['.'], './');
    resolver.addArgument('COMMAND');
    resolver.run('sh -ec "$COMMAND"', {
      mounts: [
        Mount.cache('/tmp/.cache', { id: `lock-${cacheName}` }),
        ...lockTool ? [] : [Mount.bind('/uv', '/usr/local/bin/uv', { fromStage: 'uv' })],
        ...access.mounts,
        ...Object.entries(environment.secrets).map(([name, secret]) => Mount.secret(secret, { environmentVariable: name })),
        ...access.sshMounts,
      ],
    });
  }
}

/** The image may set a user that cannot install packages. */
function startAsRoot(stage: Stage): void {
  stage.user('0:0');
}
