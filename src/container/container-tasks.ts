import { Project } from 'projen';
import { bytecodeFile, ContainerFacts } from './container-facts';
import { ContainerStages } from './container-stages';
import { hasLazyImports } from '../base-images/python-versions';
import { DockerBuild } from '../tasks/docker-build';
import { DockerTasks } from '../tasks/docker-tasks';
import { ImageTasks } from '../tasks/image-tasks';
import { StructureTest } from '../tasks/structure-test';

/** What the tasks of a container need in addition to its facts. */
export interface ContainerTasksOptions {
  /** The name of the container, if the project has several. */
  readonly name?: string;
  readonly facts: ContainerFacts;
  readonly stages: ContainerStages;
  /** The folder with the lock files, relative to the project. */
  readonly lockFolder: string;
  readonly build: DockerBuild;
}

/** The tasks that build and run a container's images, and those that check a published one. */
export interface ContainerTasks {
  readonly docker: DockerTasks;
  readonly image: ImageTasks;
}

/** Adds all tasks of a container that need Docker. */
export function addContainerTasks(project: Project, options: ContainerTasksOptions): ContainerTasks {
  const { name, facts, stages, lockFolder, build } = options;
  const { baseImage, imageName, lazyImports, probe, processes, profile: { trialEnvironment = {} }, testCommand, pythonVersion } = facts;
  const structureTest = new StructureTest(project, {
    path: `container-structure-test${name === undefined ? '' : `-${name}`}.yaml`,
    stage: stages.production,
    user: stages.user,
    pythonVersion,
    present: stages.present,
    absent: stages.absent,
    processes,
  });
  const docker = new DockerTasks(project, {
    name,
    imageName,
    structureTest: structureTest.path,
    processes,
    hasShell: baseImage.buildImage(pythonVersion) === undefined,
    liveSources: stages.liveSources,
    testCommand,
    probe,
    trialEnvironment,
    bytecodeList: bytecodeFile(name),
    lazyImports,
    hasLazyImports: hasLazyImports(pythonVersion),
    lockFolder,
    build,
  });
  return { docker, image: new ImageTasks(project, { name, imageName, web: processes[0], trialEnvironment }) };
}
