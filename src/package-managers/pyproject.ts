import { Component, Project, python } from 'projen';
import { broughtFile } from './brought-file';
import { Requirement } from './requirement';
import { invalidOption } from '../dockerfile/invalid-option';

/** What pyproject.toml says of a project. */
export interface PyprojectOptions {
  readonly pythonVersion: string;
  readonly requirements: Requirement[];
  readonly devRequirements: Requirement[];
  /** The options of requirements that were given: those are errors where people brought pyproject.toml along. */
  readonly namedOptions: string[];
}

/**
 * The project's pyproject.toml, unless people brought theirs.
 *
 * @see https://packaging.python.org/en/latest/specifications/pyproject-toml/
 */
export class Pyproject extends Component {
  /** @param tool the package manager's own table */
  public constructor(project: Project, options: PyprojectOptions, tool: python.PyprojectTomlTool) {
    if (project.tryFindFile('pyproject.toml')) {
      throw invalidOption('requirements', texts(options.requirements), 'the project has one pyproject.toml, for its first container',
        'Leave requirements out to share them, or give the container a sub-project');
    }
    super(project);
    if (broughtFile(project, 'pyproject.toml') === undefined) {
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
    } else if (options.namedOptions.length) {
      throw invalidOption(options.namedOptions[0], '…', 'pyproject.toml is there and was not generated: the requirements come from it',
        `Leave ${options.namedOptions.join(' and ')} out, or remove pyproject.toml`);
    }
  }
}

function texts(requirements: Requirement[]): string[] {
  return requirements.map(({ text }) => text).sort();
}

/** @see https://packaging.python.org/en/latest/specifications/name-normalization/ */
function distributionName(name: string): string {
  return name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'app';
}
