import { parse } from 'yaml';
import { PythonContainerProject, PythonContainerProjectOptions } from '../../src';
import { newProject, synth } from '../synth';

/** What compose.yaml says. */
export function composeOf(project: PythonContainerProject): any {
  return parse(synth(project)['compose.yaml']);
}

export function composed(options: Partial<PythonContainerProjectOptions> = {}): any {
  return composeOf(newProject(options));
}
