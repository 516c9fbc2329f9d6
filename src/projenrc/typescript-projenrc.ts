import { execSync } from 'child_process';
import { Component, InitProject, Project, typescript } from 'projen';
import { installedPackages, PackageJson } from './package-json';

/** A .projenrc.ts, run by the project's own tsx: `npx` would look for one at every synth. */
export class TypeScriptProjenrc extends Component {
  public constructor(project: Project, initProject?: InitProject) {
    super(project);
    const runner = typescript.TypeScriptRunner.nodejs();
    const projenrc = new typescript.ProjenrcTs(project, { runner });
    project.defaultTask?.reset();
    project.defaultTask?.execArgs(['node', '--import', 'tsx', projenrc.filePath]);
    new PackageJson(project, initProject ? installedPackages(project, initProject.fqn.split('.')[0]) : {});
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
