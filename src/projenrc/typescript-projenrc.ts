import { execSync } from 'child_process';
import { Component, Project, typescript } from 'projen';
import { PackageJson } from './package-json';

/** How .projenrc.ts is checked, by every version of TypeScript that package.json allows. tsx, which runs it, needs no settings. */
const COMPILER_OPTIONS = { target: 'ES2022', module: 'node16', strict: true, noEmit: true, skipLibCheck: true };

/** A .projenrc.ts, run by the project's own tsx, because `npx` would look for tsx at every synth. */
export class TypeScriptProjenrc extends Component {
  public constructor(project: Project) {
    super(project);
    const projenrc = new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.nodejs() });
    // projen uses the defaults of TypeScript, which before 6.0 are from 2009, and would check other files of the repository too
    projenrc.tsconfig.file.addOverride('compilerOptions', COMPILER_OPTIONS);
    projenrc.tsconfig.file.addOverride('include', [projenrc.filePath, 'projenrc/**/*.ts']);
    project.defaultTask?.reset();
    project.defaultTask?.execArgs(['node', '--import', 'tsx', projenrc.filePath]);
    new PackageJson(project);
    project.annotateGenerated('/package-lock.json');
  }

  /** `projen new` installs without a lock file; a clone needs one for `npm ci`. */
  public postProjectCreation(): void {
    try {
      execSync('npm install --no-audit --no-fund', { cwd: this.project.outdir, stdio: 'inherit' });
    } catch {
      this.project.logger.warn('npm install failed: run it before the next "npx projen".');
    }
  }
}
