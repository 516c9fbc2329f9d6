import { readFileSync } from 'fs';
import { join, posix } from 'path';
import { FileBase, Project } from 'projen';
import { Bytecode } from './bytecode';
import { BindMountOptions, Mount, RunNetwork, RunOptions, Section } from '../dockerfile';
import { globFolder, isGlob } from '../dockerfile/context-path';
import { VENV } from '../package-managers/package-manager';

/** The folder in which the script stores the layers that production copies. */
export const LAYERS = '/layers';
const SCRIPT = '.projen/layers.py';
const CODE = '/tmp/code';
const OUTPUTS = '/tmp/outputs';
/** Where the application is. */
const APP = '/app';
const INSTALLED = '/tmp/installed';
const MOUNTED = '/tmp/layers.py';

/** The options of the script for a container. */
export interface LayersOptions {
  /** The name of the bytecode cache: other projects must not trust bytecode of this project. */
  readonly cache: string;
  /** The path of the project in the build context. */
  readonly path: string;
  /** The interpreter that compiles, which must have the same version as production's. */
  readonly python: string;
  readonly bytecode: Bytecode;
}

/** The place of a project that its build backend has installed. */
export interface InstalledProject {
  readonly fromStage: string;
  readonly folder: string;
}

/** The content of the outputs' layer. */
export interface OutputsLayer {
  /** The stage with the outputs. */
  readonly fromStage: string;
  /** Their paths in the application. */
  readonly outputs: string[];
  /** Patterns of paths in the application that are not copied. */
  readonly without: string[];
}

/** The content of the code's layer. */
export interface CodeLayer {
  /** The paths of the project to copy. */
  readonly sources: string[];
  /** Patterns of paths in the application that are not copied. */
  readonly without: string[];
  /** The project as its build backend has installed it, if it has one. */
  readonly installed?: InstalledProject;
}

/** The Python script that runs in image builds. It splits the requirements into layers, compiles, and sets dates. There is one for each project. */
export class LayersScript extends FileBase {
  /** Finds the script of a project, or adds it. */
  public static of(project: Project): LayersScript {
    return project.components.find((component): component is LayersScript => component instanceof LayersScript) ?? new LayersScript(project);
  }

  private constructor(project: Project) {
    super(project, SCRIPT);
  }

  /**
   * Makes the layers of the requirements.
   *
   * @param builder the stage with the requirements
   * @param list the file with the modules to compile, if it exists
   * @param mount how the requirements are mounted
   */
  public runRequirements(stage: Section, options: LayersOptions, builder: string, list?: string, mount: BindMountOptions = {}): void {
    const { bytecode, path } = options;
    this.run(stage, options, ['requirements', ...bytecode === Bytecode.IMPORTED ? [] : [bytecode]], {
      network: RunNetwork.NONE, // importing runs third-party code
      mounts: [
        Mount.bind(VENV, VENV, { ...mount, fromStage: builder }),
        ...list === undefined ? [] : [Mount.bind(posix.join(path, list), '/tmp/bytecode.txt')],
      ],
    });
  }

  /** Makes the layer of the outputs of build commands. */
  public runOutputs(stage: Section, options: LayersOptions, { fromStage, outputs, without }: OutputsLayer): void {
    const { argv, places } = files(options, outputs, without);
    this.run(stage, options, ['outputs', ...argv], {
      mounts: places.map(place => Mount.bind(posix.join(APP, place), posix.join(OUTPUTS, place), { fromStage })),
      comment: 'If a path is not found here, no build command has made it: see the outputs of buildCommands.',
    });
  }

  /** Makes the layer of the code. */
  public runCode(stage: Section, options: LayersOptions, { sources, without, installed }: CodeLayer): void {
    const { argv, places } = files(options, sources, without);
    this.run(stage, options, ['code', ...argv], {
      mounts: [
        ...places.map(place => Mount.bind(posix.join(options.path, place), posix.join(CODE, place))),
        ...installed ? [Mount.bind(installed.folder, INSTALLED, { fromStage: installed.fromStage })] : [],
      ],
      contextSources: sources.map(source => posix.join(options.path, source)),
    });
  }

  /** Compiles modules again that your own lines have changed. */
  public runRefresh(stage: Section, options: LayersOptions): void {
    this.run(stage, options, ['refresh'], {});
  }

  protected synthesizeContent(): string {
    return `${this.marker ? `# ${this.marker}\n` : ''}${readFileSync(join(__dirname, 'layers.py'), 'utf8')}`;
  }

  /** -I -S: no code of a requirement runs with the privileges of the script. -B: the script does not write its own bytecode, which would contain a date. */
  private run(stage: Section, { cache, path, python }: LayersOptions, argv: string[], options: RunOptions): void {
    stage.runExec([python, '-I', '-S', '-B', MOUNTED, ...argv], {
      ...options,
      mounts: [
        Mount.cache('/root/.cache/bytecode', { id: `bytecode-${cache}` }),
        ...options.mounts ?? [],
        Mount.bind(posix.join(path, SCRIPT), MOUNTED),
      ],
      contextSources: options.contextSources && [...options.contextSources, posix.join(path, SCRIPT)],
    });
  }
}

/** The folders to mount for paths, and the arguments of the script: the paths, if more is mounted. */
function files({ bytecode }: LayersOptions, paths: string[], without: string[]): { argv: string[]; places: string[] } {
  const places = [...new Set(paths.map(mountable))];
  const isWhole = paths.every(path => places.includes(path));
  return {
    argv: [...without.map(pattern => `--without=${pattern}`), ...bytecode === Bytecode.NONE || !isWhole ? [bytecode] : [], ...isWhole ? [] : paths],
    places: withoutNested(places),
  };
}

/** A path that can be written in a flag: the path itself, or the nearest parent folder with a plain name. */
function mountable(source: string): string {
  if (isGlob(source)) {
    return mountable(globFolder(source));
  }
  return source === '.' || /^[A-Za-z0-9_@%+:./-]+$/.test(source) ? source : mountable(posix.dirname(source));
}

/** The paths without those that are inside others, because a mount includes all subfolders. */
function withoutNested(places: string[]): string[] {
  return places.filter(place => !places.some(other => other !== place && (other === '.' || place.startsWith(`${other}/`))));
}
