import { FileBase, Project } from 'projen';

/** A generated requirements file, sorted, with one requirement on each line. */
export class RequirementsFile extends FileBase {
  public constructor(project: Project, path: string, private readonly head: string[], private readonly requirements: string[]) {
    super(project, path);
  }

  protected synthesizeContent(): string {
    return [
      ...this.marker ? [`# ${this.marker}`] : [],
      ...this.head,
      ...[...this.requirements].sort(),
      '',
    ].join('\n');
  }
}
