import { ApplicationFiles } from './application-files';
import { BuildOutputs } from './build-outputs';
import { ContainerFacts } from './container-facts';
import { setPython } from './stage-variables';
import { Dockerfile, Stage } from '../dockerfile';
import { InstalledProject, LayersOptions, LayersScript } from '../layers/layers-script';

/** The options of the parts of production. */
export interface ProductionPartsOptions {
  /** The stage that all others are based on. */
  readonly base: Stage;
  readonly outputs: BuildOutputs;
  readonly runtimePackages?: string[];
  /** The path of the project in the build context. */
  readonly path: string;
}

/** The stages from which production is assembled, and the script that creates its layers. */
export class ProductionParts {
  /** The stage that production is based on. */
  public readonly runtime: Stage;
  public readonly layers: Stage;
  public readonly installed?: InstalledProject;
  /** The stage that runs the build commands, if there are any. */
  public readonly outputs?: Stage;
  public readonly script: LayersScript;
  public readonly layersOptions: LayersOptions;
  /** Whether production has another base image than the other stages. */
  private readonly hasOwnImage: boolean;

  public constructor(
    private readonly dockerfile: Dockerfile, private readonly facts: ContainerFacts, files: ApplicationFiles, options: ProductionPartsOptions,
  ) {
    const { baseImage, buildCommands, bytecode, bytecodeList, cacheName, pythonVersion } = facts;
    this.hasOwnImage = baseImage.buildImage(pythonVersion) !== undefined;
    this.script = LayersScript.of(dockerfile.project);
    this.layersOptions = { cache: cacheName, path: options.path, python: baseImage.python(pythonVersion), bytecode };
    this.runtime = this.hasOwnImage ? this.addOwnRuntime(options.runtimePackages) : options.base;
    this.layers = dockerfile.addStage('layers', {
      fromStage: this.runtime.name,
      description: 'splits the requirements by how often they change, and compiles the modules that are imported at startup.',
    });
    const mount = { readWrite: this.hasOwnImage };
    this.asRoot(this.layers, () => this.script.runRequirements(this.layers, this.layersOptions, 'builder', bytecodeList, mount));
    this.installed = files.installs ? files.addInstalled(dockerfile, this.layers, !this.hasOwnImage) : undefined;
    this.outputs = buildCommands.length ? options.outputs.addStage(dockerfile, this.installed) : undefined;
  }

  /** The base stage of production, if production has another base image than the other stages. */
  private addOwnRuntime(packages?: string[]): Stage {
    const { baseImage, image, pythonVersion } = this.facts;
    const runtime = this.dockerfile.addStage('runtime', {
      image: image(baseImage.reference(pythonVersion)),
      description: 'is the base image of production, with the settings of base.',
    });
    setPython(runtime, this.facts);
    if (packages?.length) {
      this.asRoot(runtime, () => {
        baseImage._distribution.useSnapshot?.(runtime);
        addRuntimePackages(runtime, this.facts, packages);
      });
    }
    return runtime;
  }

  /** Runs as root, because the image may set another user, and resets the user afterwards, because linters check the last user of a stage. */
  private asRoot(stage: Stage, work: () => void): void {
    if (this.hasOwnImage) {
      this.facts.baseImage._startAsRoot(stage);
    }
    work();
    if (this.hasOwnImage) {
      stage.user(`${this.facts.uid}:${this.facts.gid}`);
    }
  }
}

export function addRuntimePackages(stage: Stage, { access, baseImage }: ContainerFacts, packages: string[] = []): void {
  baseImage._distribution.installPackages(stage, 'runtimePackages', packages, access.mounts);
}
