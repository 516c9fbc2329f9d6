import { Project } from 'projen';
import { PackageManager, PackageManagerOptions, PythonPackageManager } from './package-manager';
import { Pip } from './pip';
import { PipInstaller } from './pip-installer';
import { Poetry } from './poetry';
import { asPythonProject } from './python-project';
import { Uv } from './uv';
import { UvWorkspace } from './uv-workspace';
import { invalidOption } from '../dockerfile/invalid-option';

/** The options that a package manager depends on. */
export interface PackageManagerChoice {
  readonly packageManager?: PythonPackageManager;
  readonly installer?: PipInstaller;
  readonly name?: string;
}

/** The package manager that is set; pip by default. */
export function newPackageManager(project: Project, facts: PackageManagerOptions, choice: PackageManagerChoice): PackageManager {
  const { installer, packageManager = PythonPackageManager.PIP } = choice;
  if (installer !== undefined && packageManager !== PythonPackageManager.PIP) {
    throw invalidOption('installer', installer, `with ${packageManager}, the requirements are installed by ${packageManager} itself`, 'Remove it, or use PythonPackageManager.PIP');
  }
  switch (packageManager) {
    case PythonPackageManager.UV: return new Uv(project, facts, UvWorkspace.of(project));
    case PythonPackageManager.POETRY: return new Poetry(project, facts);
    case PythonPackageManager.PIP: {
      const options = { ...facts, name: choice.name, installer: installer ?? PipInstaller.UV };
      const host = asPythonProject(project);
      return host ? Pip.forPythonProject(host, options) : Pip.forOptions(project, options);
    }
  }
}
