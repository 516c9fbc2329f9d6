import { appendFileSync, cpSync } from 'fs';
import { join, relative, sep } from 'path';
import { Application, SOURCE } from './applications';
import { addClutter, Candidate, replaceFolder, When } from './candidates';
import { Locks } from './locks';

/** An application with one of the Dockerfiles: a folder to build, which can change as a developer would change it. */
export class Workspace {
  /** What is built. */
  public readonly folder: string;
  private revision = 0;

  public constructor(public readonly application: Application, public readonly candidate: Candidate, private readonly root: string) {
    this.folder = join(root, 'work');
  }

  public get name(): string {
    return `${this.application.name}-${this.candidate.name}`;
  }

  /** Writes everything, as it is before and after a change of the requirements. */
  public make(locks: Locks, builder: string): void {
    for (const when of ['before', 'after'] satisfies When[]) {
      this.candidate.make(this.application, when, join(this.root, when), locks, builder);
      addClutter(join(this.root, when));
    }
    this.reset();
  }

  /** As it was at first. */
  public reset(): void {
    replaceFolder(join(this.root, 'before'), this.folder);
  }

  /** Never the same change twice, nor the same as with another Dockerfile: a registry keeps what is equal once. */
  public changeCode(): void {
    appendFileSync(join(this.folder, SOURCE), `\nREVISION = "${this.candidate.name} ${++this.revision}"\n`);
  }

  /** One requirement more; the code stays as it is. */
  public addRequirement(): void {
    const after = join(this.root, 'after');
    const skipped = [SOURCE, join('.projen', 'tools').split(sep).join('/')];
    cpSync(after, this.folder, {
      recursive: true,
      force: true,
      filter: path => !skipped.includes(relative(after, path).split(sep).join('/')),
    });
  }
}
