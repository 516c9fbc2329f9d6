import { DeliveryOptions, DeliveryProvider, PythonContainerProject, PythonContainerProjectOptions } from '../../src';
import { newProject, synth } from '../synth';
import { parse } from '../workflows/yaml';

/** A project that delivers its image, and others of the same tree. */
export function deliveringProject(
  delivery: DeliveryOptions, options: Partial<PythonContainerProjectOptions> = {}, others: string[] = [],
): PythonContainerProject {
  const project = newProject({ delivery, ...options });
  others.forEach(name => new PythonContainerProject({ parent: project, outdir: `services/${name}`, name, requirements: [] }));
  return project;
}

/** The workflow on GitHub. */
export function workflow(delivery: DeliveryOptions = {}, options: Partial<PythonContainerProjectOptions> = {}, others: string[] = []) {
  return parse(synth(deliveringProject({ provider: DeliveryProvider.GITHUB, ...delivery }, options, others))['.github/workflows/delivery.yml']);
}

/** The pipeline on GitLab. */
export function pipeline(delivery: DeliveryOptions = {}, options: Partial<PythonContainerProjectOptions> = {}, others: string[] = []) {
  return parse(synth(deliveringProject({ provider: DeliveryProvider.GITLAB, ...delivery }, options, others))['.gitlab-ci.yml']);
}
