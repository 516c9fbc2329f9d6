import { existsSync } from 'fs';
import { dirname, join } from 'path';
import { Component, FileBase, Project, SampleDir, SampleFile } from 'projen';
import { Dockerfile } from '../dockerfile';
import { checkContextSources } from './context-sources';
import { Sample } from '../frameworks/sample';

const ID = 'Standards';

/**
 * Checks every Dockerfile of a tree of projects before anything is written. One on the root project, because there an
 * error leaves the whole tree as it was; a sub-project's check comes when its siblings are written already.
 */
export class Standards extends Component {
  /** Finds the checks of the tree that a project belongs to, or adds them. */
  public static of(project: Project): Standards {
    const { root } = project;
    return root.node.tryFindChild(ID) as Standards | undefined ?? new Standards(root);
  }

  private readonly taskOutputs = new Set<string>();

  private constructor(root: Project) {
    super(root, ID);
  }

  /** Says that a task makes this file, so that it need not be there yet. */
  public addTaskOutput(project: Project, path: string): void {
    this.taskOutputs.add(join(project.outdir, path));
  }

  public preSynthesize(): void {
    const components = this.project.node.findAll().filter((construct): construct is Component => construct instanceof Component);
    const files = components.flatMap(component => futurePaths(component).map(path => join(component.project.outdir, path)));
    const future = new FuturePaths([...files, ...this.taskOutputs]);
    const dockerfiles = components.filter(component => component instanceof Dockerfile);
    const findings = dockerfiles.flatMap(dockerfile => checkContextSources(dockerfile, (source) => {
      const path = join(dockerfile.contextFolder, source);
      return existsSync(path) || future.has(path);
    }));
    if (findings.length) {
      throw new Error(findings.join('\n'));
    }
  }
}

/** What a component will write. */
function futurePaths(component: Component): string[] {
  if (component instanceof FileBase) {
    return [component.path];
  }
  if (component instanceof Sample) {
    // samples are written once: in a project that exists already, a missing one stays missing
    return process.env.PROJEN_CREATE_PROJECT === 'true' ? component.paths : [];
  }
  // projen keeps the paths of its samples private
  if (component instanceof SampleFile) {
    return [(component as unknown as { filePath: string }).filePath];
  }
  return component instanceof SampleDir ? [(component as unknown as { dir: string }).dir] : [];
}

/** Files and folders that will be there. A tree can have thousands, so each is looked up and not searched. */
class FuturePaths {
  private readonly files: Set<string>;
  private readonly folders: Set<string>;

  public constructor(paths: string[]) {
    this.files = new Set(paths);
    this.folders = new Set(paths.flatMap(ancestors));
  }

  /** Whether a path is among them, above one of them, or below one: a component may write a whole folder. */
  public has(path: string): boolean {
    return this.files.has(path) || this.folders.has(path) || ancestors(path).some(folder => this.files.has(folder));
  }
}

function ancestors(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...ancestors(folder)];
}
