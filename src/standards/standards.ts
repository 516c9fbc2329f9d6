import { existsSync } from 'fs';
import { join } from 'path';
import { Component, FileBase, Project, SampleDir, SampleFile } from 'projen';
import { Dockerfile } from '../dockerfile';
import { checkContextSources } from './context-sources';
import { Sample } from '../frameworks/sample';

/**
 * Checks every Dockerfile of a tree of projects before anything is written. One on the root project, because there an
 * error leaves the whole tree as it was; a sub-project's check comes when its siblings are written already.
 */
export class Standards extends Component {
  /** Finds the checks of the tree that a project belongs to, or adds them. */
  public static of(project: Project): Standards {
    const { root } = project;
    return root.components.find((component): component is Standards => component instanceof Standards) ?? new Standards(root);
  }

  private readonly taskOutputs = new Set<string>();

  private constructor(root: Project) {
    super(root, 'Standards');
  }

  /** Says that a task makes this file, so that it need not be there yet. */
  public addTaskOutput(project: Project, path: string): void {
    this.taskOutputs.add(join(project.outdir, path));
  }

  public preSynthesize(): void {
    const dockerfiles = this.project.node.findAll().filter((construct): construct is Dockerfile => construct instanceof Dockerfile);
    const findings = dockerfiles.flatMap(dockerfile => checkContextSources(dockerfile, path => this.willExist(join(dockerfile.contextFolder, path))));
    if (findings.length) {
      throw new Error(findings.join('\n'));
    }
  }

  /** Whether a path is there, or will be when everything is written. */
  private willExist(path: string): boolean {
    return existsSync(path) || this.futurePaths().some(future => future === path || future.startsWith(`${path}/`) || path.startsWith(`${future}/`));
  }

  private futurePaths(): string[] {
    const projects = this.project.node.findAll().filter((construct): construct is Project => construct instanceof Project);
    return [...projects.flatMap(project => project.components.flatMap(futurePaths).map(path => join(project.outdir, path))), ...this.taskOutputs];
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
