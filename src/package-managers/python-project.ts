import { Project, python } from 'projen';
import { normalizeName, Requirement } from './requirement';

/** The project, when it is a Python project of projen. All others are left out first, by a property: to compare classes loads a part of projen that takes longer than a synth. */
export function asPythonProject(project: Project): python.PythonProject | undefined {
  return 'depsManager' in project && project instanceof python.PythonProject ? project : undefined;
}

/** Adds the requirements of a framework to a projen PythonProject, unless the project requires the same packages. */
export function requireIn(project: python.PythonProject, requirements: Requirement[]): void {
  const names = project.deps.all.map(dependency => normalizeName(dependency.name.replace(/[^A-Za-z0-9._-].*/, '')));
  requirements.filter(({ name }) => !names.includes(name)).forEach(({ text }) => project.addDependency(text));
}
