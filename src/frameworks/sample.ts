import { existsSync, mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { Component, Project } from 'projen';

/**
 * Files that a new project starts with. They are written once, when the project is made, and never again: projen's own
 * SampleFile brings back a file that was deleted.
 */
export class Sample extends Component {
  public constructor(project: Project, private readonly files: { [path: string]: string }) {
    super(project);
  }

  /** The paths of the files. */
  public get paths(): string[] {
    return Object.keys(this.files);
  }

  public projectCreation(): void {
    for (const [path, text] of Object.entries(this.files)) {
      const file = join(this.project.outdir, path);
      if (!existsSync(file)) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
  }
}
