import { posix } from 'path';
import { ContainerFacts, WORKDIR } from './container-facts';
import { Stage } from '../dockerfile';
import { VENV } from '../package-managers/package-manager';

/** What every stage knows of Python: the virtual environment comes first, and its output and bytecode are for containers. */
export function setPython(stage: Stage, { buildSources, lazyImports }: ContainerFacts): void {
  stage.prependPath(`${VENV}/bin`);
  if (buildSources.length) {
    stage.prependPath(`${WORKDIR}/bin`);
  }
  stage.addEnvironment('HOME', '/tmp'); // whatever number the container's user has
  stage.addEnvironment('PYTHONDONTWRITEBYTECODE', '1');
  stage.addEnvironment('PYTHONUNBUFFERED', '1');
  if (lazyImports) {
    stage.addEnvironment('PYTHON_LAZY_IMPORTS', 'all');
  }
}

/**
 * The application's own variables, and where its modules are.
 *
 * @param installs whether something is installed beside the requirements
 */
export function setApplication(stage: Stage, { buildSources, sourceFolder, environment }: ContainerFacts, installs: boolean): void {
  const modules = [
    ...installs ? [WORKDIR] : [],
    ...buildSources.length || sourceFolder === '.' ? [] : [posix.join(WORKDIR, sourceFolder)],
    ...environment.PYTHONPATH ? [environment.PYTHONPATH] : [],
  ];
  Object.entries({ ...environment, ...modules.length ? { PYTHONPATH: modules.join(':') } : {} }).forEach(([name, text]) => stage.addEnvironment(name, text));
}
