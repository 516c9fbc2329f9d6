import { Project } from 'projen';
import { netrcFiles } from '../access/netrc';
import { ContainerFacts } from '../container/container-facts';
import { Dockerfile, Mount, Stage } from '../dockerfile';
import { shellWord } from '../dockerfile/quoting';
import { PackageManager } from '../package-managers/package-manager';
import { addPipIndexes, runPip } from '../package-managers/pip-tool';
import { LockPlan } from '../package-managers/plans';
import { toolLockPath } from '../tools/tool-lock';

/** The build arguments that name images: the script takes them from the project's Dockerfile, where their digests stand. */
const [PYTHON, UV] = ['PYTHON', 'UV'];
/** Where pip installs the tool. */
const TOOL = '/tool';

/** What makes locks in Docker. */
export interface LockDockerfileOptions {
  /** The path of the file, relative to the project. */
  readonly path: string;
  readonly plan: LockPlan;
  readonly packageManager: PackageManager;
  readonly facts: ContainerFacts;
}

/**
 * Makes the locks where the machine has no Python that could. The build context is a folder that holds the inputs and nothing else, so
 * there is no .dockerignore.
 */
export class LockDockerfile extends Dockerfile {
  /** The build arguments that name images, and the stages of the project's Dockerfile that start from them. */
  public readonly imageStages: { readonly [argument: string]: string };
  /** The files that the build needs to see beside the inputs and the locks. */
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
    const lock = this.addStage('lock', { image: 'scratch', description: 'is the locks and nothing else.' });
    // the list of files need not be there: what a pattern does not find is no error
    lock.copy([...outputs, ...fileList ? [`${fileList.output}*`] : []].map(output => `/lock/${output}`), '/', { fromStage: 'resolver' });
  }

  /** @internal */
  public _imageReference(reference: string): string {
    return Object.keys(this.imageStages).includes(reference.slice(1)) ? reference : super._imageReference(reference);
  }

  /** What does not change from lock to lock. */
  private addBase(): void {
    const { facts: { access, baseImage, image, pythonVersion }, packageManager, plan: { environment } } = this.options;
    const buildImage = baseImage.buildImage(pythonVersion) ?? baseImage;
    const context = { image, python: buildImage.python(pythonVersion) };
    const base = this.addStage('base', { image: `$${PYTHON}`, description: 'has what makes the locks.' });
    startAsRoot(base);
    base.addEnvironment('HOME', '/tmp');
    access.configure(base, 'lock');
    packageManager.configure(base, context);
    Object.entries(environment.variables).forEach(([name, text]) => base.addEnvironment(name, text));
    const usesGit = access.ssh || packageManager.gitPackages.length > 0;
    if (usesGit) {
      buildImage._distribution.installPackages(base, 'git', ['git', ...access.ssh ? ['openssh-client'] : []], access.mounts);
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

  /** Resolving builds packages that have no wheel: the cache that their code can write to is no other project's. */
  private addResolver(): void {
    const { facts: { access, cacheName }, packageManager: { lockTool }, plan: { environment } } = this.options;
    const resolver = this.addStage('resolver', { fromStage: 'base', description: 'makes the locks.' });
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

/** The image that is given may have a user who can install nothing. */
function startAsRoot(stage: Stage): void {
  stage.user('0:0');
}
