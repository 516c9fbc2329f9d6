import { execSync } from 'child_process';
import { Component, Project, typescript } from 'projen';
import { PackageJson } from './package-json';

/** A .projenrc.ts, run by the project's own tsx: `npx` would look for one at every synth. */
export class TypeScriptProjenrc extends Component {
  public constructor(project: Project) {
    super(project);
    const projenrc = new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.nodejs() });
    project.defaultTask?.reset();
    project.defaultTask?.execArgs(['node', '--import', 'tsx', projenrc.filePath]);
    new PackageJson(project);
    project.annotateGenerated('/package-lock.json');
  }

  /** `projen new` installs without a lock; a clone needs one for `npm ci`. */
  public postProjectCreation(): void {
    try {
      execSync('npm install --no-audit --no-fund', { cwd: this.project.outdir, stdio: 'inherit' });
    } catch {
      this.project.logger.warn('npm install failed: run it before the next "npx projen".');
    }
  }
}
