import { ApplicationFiles } from './application-files';
import { BuildOutputs } from './build-outputs';
import { ContainerFacts } from './container-facts';
import { setPython } from './stage-variables';
import { Dockerfile, Stage } from '../dockerfile';
import { InstalledProject, LayersOptions, LayersScript } from '../layers/layers-script';

/** What the parts are made from. */
export interface ProductionPartsOptions {
  /** What all stages share. */
  readonly base: Stage;
  readonly outputs: BuildOutputs;
  readonly runtimePackages?: string[];
  /** Where the project is in the build context. */
  readonly path: string;
}

/** The stages that production starts from and takes its parts from, and the script that makes them. */
export class ProductionParts {
  /** What production starts from. */
  public readonly runtime: Stage;
  public readonly layers: Stage;
  public readonly installed?: InstalledProject;
  /** Where build commands run, if there are any. */
  public readonly outputs?: Stage;
  public readonly script: LayersScript;
  public readonly layersOptions: LayersOptions;
  /** Whether production starts from another image than the stages that build. */
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
      description: 'parts the requirements by how often they change, and compiles what a start imports.',
    });
    const mount = { readWrite: this.hasOwnImage };
    this.asRoot(this.layers, () => this.script.runRequirements(this.layers, this.layersOptions, 'builder', bytecodeList, mount));
    this.installed = files.installs ? files.addInstalled(dockerfile, this.layers, !this.hasOwnImage) : undefined;
    this.outputs = buildCommands.length ? options.outputs.addStage(dockerfile, this.installed) : undefined;
  }

  /** What production starts from where that is an image of its own. */
  private addOwnRuntime(packages?: string[]): Stage {
    const { baseImage, image, pythonVersion } = this.facts;
    const runtime = this.dockerfile.addStage('runtime', {
      image: image(baseImage.reference(pythonVersion)),
      description: 'is the image that production starts from, with the settings of base.',
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

  /** Does what needs root, where the image's own user may be another one; linters look at the last user of a stage. */
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
