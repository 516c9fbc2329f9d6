import { existsSync, mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { Component, Project } from 'projen';

/**
 * Sample files of a new project. They are only written when the project is created: projen's own
 * SampleFile creates a deleted file again.
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
