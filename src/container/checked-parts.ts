import { ContainerFacts } from './container-facts';
import { PythonImageOptions } from './python-image-options';
import { PackageManager } from '../package-managers/package-manager';
import { CheckedContainerProps } from '../standards/checked-container';

/** What the rules look at beside the stages: facts and options of a container. */
export type CheckedParts = Omit<CheckedContainerProps, 'project' | 'name' | 'dockerfile' | 'base' | 'builder' | 'dev' | 'production' | 'targets'>;

/** Collects what the rules look at from the facts and options of a container. */
export function checkedParts(facts: ContainerFacts, options: PythonImageOptions, packageManager: PackageManager): CheckedParts {
  const { application: { port }, baseImage, imageDigests, processes, pythonVersion, sdists } = facts;
  const { imageRegistry, imageRegistries = {} } = options;
  const { autoLock = true, buildPackages = [], devRequirements = [], requirements = [], runtimePackages = [] } = options;
  return {
    autoLock,
    baseImage,
    buildPackages,
    devRequirements,
    existingRequirements: packageManager.existingRequirements ?? {},
    imageDigests,
    imageRegistry,
    imageRegistries,
    locks: packageManager.workspace.locks,
    port,
    processes,
    pythonVersion,
    requirements,
    runtimePackages,
    sdists,
  };
}
