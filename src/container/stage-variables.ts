import { posix } from 'path';
import { ContainerFacts, WORKDIR } from './container-facts';
import { Stage } from '../dockerfile';
import { VENV } from '../package-managers/package-manager';

/** The settings of Python in every stage: the virtual environment comes first on PATH, output is not buffered, and no bytecode is written. */
export function setPython(stage: Stage, { buildSources, lazyImports }: ContainerFacts): void {
  stage.prependPath(`${VENV}/bin`);
  if (buildSources.length) {
    stage.prependPath(`${WORKDIR}/bin`);
  }
  stage.addEnvironment('HOME', '/tmp'); // works for every user ID
  stage.addEnvironment('PYTHONDONTWRITEBYTECODE', '1');
  stage.addEnvironment('PYTHONUNBUFFERED', '1');
  if (lazyImports) {
    stage.addEnvironment('PYTHON_LAZY_IMPORTS', 'all');
  }
}

/**
 * The environment variables of the application, and the folders of its modules.
 *
 * @param installs whether the project or its libraries are installed in addition to the requirements
 */
export function setApplication(stage: Stage, { buildSources, sourceFolder, environment }: ContainerFacts, installs: boolean): void {
  const modules = [
    ...installs ? [WORKDIR] : [],
    ...buildSources.length || sourceFolder === '.' ? [] : [posix.join(WORKDIR, sourceFolder)],
    ...environment.PYTHONPATH ? [environment.PYTHONPATH] : [],
  ];
  Object.entries({ ...environment, ...modules.length ? { PYTHONPATH: modules.join(':') } : {} }).forEach(([name, text]) => stage.addEnvironment(name, text));
}
