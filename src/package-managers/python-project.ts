import { python } from 'projen';
import { normalizeName, Requirement } from './requirement';

/** Adds the requirements of a framework to a projen PythonProject, unless the project requires the same packages. */
export function requireIn(project: python.PythonProject, requirements: Requirement[]): void {
  const names = project.deps.all.map(dependency => normalizeName(dependency.name.replace(/[^A-Za-z0-9._-].*/, '')));
  requirements.filter(({ name }) => !names.includes(name)).forEach(({ text }) => project.addDependency(text));
}
