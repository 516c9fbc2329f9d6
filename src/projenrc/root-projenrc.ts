import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { Component, Project } from 'projen';
import { TypeScriptProjenrc } from './typescript-projenrc';

const ID = 'RootProjenrc';
const JAVASCRIPT = ['.projenrc.js', '.projenrc.cjs', '.projenrc.mjs'];

/**
 * Lets `npx projen` run the rc file of a root project that is a plain projen Project: its default task does nothing by itself, and
 * succeeds. What anybody else has given the task stays.
 */
export class RootProjenrc extends Component {
  /** Adds it to the root of a project's tree, if it is not there yet. */
  public static addTo({ root }: Project): void {
    if (!root.node.tryFindChild(ID)) {
      new RootProjenrc(root);
    }
  }

  private constructor(root: Project) {
    super(root, ID);
  }

  /** Only now everything has been added that may run an rc file. */
  public preSynthesize(): void {
    const { defaultTask, outdir, logger } = this.project;
    if (!defaultTask || defaultTask.steps.length) {
      return;
    }
    const has = (file: string) => existsSync(join(outdir, file));
    const script = JAVASCRIPT.find(has);
    if (has('.projenrc.ts')) {
      new TypeScriptProjenrc(this.project);
    } else if (script) {
      defaultTask.execArgs(['node', script]);
    } else if (existsSync(outdir) && readdirSync(outdir).some(name => name.startsWith('.projenrc.'))) { // else it is synthesized by a program, as in a test
      logger.warn('"npx projen" does nothing here, because no step of the default task runs the rc file. Add one, for example: '
        + 'project.defaultTask.exec("python .projenrc.py")');
    }
  }
}
