import { Component, Project, python } from 'projen';
import { requireDeclared } from './declared-requirements';
import { PackageManagerOptions, PythonPackageManager } from './package-manager';
import { asPythonProject, requireIn } from './python-project';
import { Requirement } from './requirement';
import { invalidOption } from '../dockerfile/invalid-option';

/**
 * The project's pyproject.toml, unless the user wrote it or a projen PythonProject generates it.
 *
 * @see https://packaging.python.org/en/latest/specifications/pyproject-toml/
 */
export class Pyproject extends Component {
  /**
   * @param tool the package manager's own table
   * @param inWorkspace whether the indexes are in the pyproject.toml of a workspace
   */
  public constructor(
    project: Project, packageManager: PythonPackageManager, options: PackageManagerOptions, tool: python.PyprojectTomlTool, inWorkspace = false,
  ) {
    const isWritten = project.tryFindFile('pyproject.toml') !== undefined;
    const host = asPythonProject(project);
    if (isWritten && host) {
      requireIn(host, options.requirements);
    } else if (isWritten) {
      throw invalidOption('requirements', texts(options.requirements), 'the project has only one pyproject.toml, for its first container',
        'Remove requirements to share those of the first container, or put the container into a sub-project');
    }
    super(project);
    const { pyproject, access } = options;
    if (!isWritten) {
      requireDeclared(project, packageManager, pyproject, options.namedOptions.includes('requirements'));
    }
    if (pyproject) {
      if (options.namedOptions.length) {
        throw invalidOption(options.namedOptions[0], '…', 'pyproject.toml exists and was not generated, so the requirements come from it',
          `Remove ${options.namedOptions.join(' and ')}, or remove pyproject.toml`);
      }
      const unnamed = inWorkspace ? undefined : access.indexes.find(index => !pyproject.sources.hasIndex(index));
      if (unnamed) {
        throw invalidOption('indexes', unnamed.url, 'pyproject.toml exists and was not generated, and does not contain this index',
          `Add it there with the name ${unnamed.name} and this url; only its secrets are set here`);
      }
      const open = inWorkspace ? undefined : access.indexes.find(index => index.packages && !pyproject.sources.isExplicit(index));
      if (open) {
        throw invalidOption(`indexes ${open.name} packages`, open.packages, 'pyproject.toml exists and was not generated, and uses this index for every package',
          'Give it explicit = true there (in Poetry priority = "explicit"), and each of the packages its source');
      }
    } else if (!isWritten) {
      new python.PyprojectTomlFile(project, {
        project: {
          name: distributionName(project.name),
          version: '0.0.0',
          requiresPython: `>=${options.pythonVersion}`,
          dependencies: texts(options.requirements),
        },
        dependencyGroups: { dev: texts(options.devRequirements) },
        tool,
      });
    }
  }
}

function texts(requirements: Requirement[]): string[] {
  return requirements.map(({ text }) => text).sort();
}

/** @see https://packaging.python.org/en/latest/specifications/name-normalization/ */
export function distributionName(name: string): string {
  return name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'app';
}
