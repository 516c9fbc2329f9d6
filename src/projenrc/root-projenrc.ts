import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { Component, Project } from 'projen';
import { TypeScriptProjenrc } from './typescript-projenrc';

const ID = 'RootProjenrc';
const JAVASCRIPT = ['.projenrc.js', '.projenrc.cjs', '.projenrc.mjs'];

/**
 * Makes `npx projen` run the rc file of a root project that is a plain projen Project: its default task does nothing, and
 * succeeds. Steps that others have added to the task are kept.
 */
export class RootProjenrc extends Component {
  /** Adds it to the root of a project's tree, if it does not exist yet. */
  public static addTo({ root }: Project): void {
    if (!root.node.tryFindChild(ID)) {
      new RootProjenrc(root);
    }
  }

  private constructor(root: Project) {
    super(root, ID);
  }

  /** Only now all steps that may run an rc file have been added. */
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
      logger.warn('"npx projen" does nothing here, because the default task does not run an rc file. Add a step, for example: '
        + 'project.defaultTask.exec("python .projenrc.py")');
    }
  }
}
