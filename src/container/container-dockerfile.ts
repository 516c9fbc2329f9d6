import { posix } from 'path';
import { Project } from 'projen';
import { ContainerFacts } from './container-facts';
import { Dockerfile } from '../dockerfile';
import { IMAGE_CHECKS } from '../files/image-checks';
import { relativePath } from '../files/relative-path';
import { DELIVERY_FOLDER } from '../tasks/script/delivery/folder';

/** The Dockerfile of a container, still without stages, whose .dockerignore excludes what is no source. */
export function containerDockerfile(project: Project, path: string, context: string, facts: ContainerFacts): Dockerfile {
  const { dockerignoreExceptions, image, sourceExcludes, sources } = facts;
  const dockerfile = new Dockerfile(project, path, { context, syntax: image('docker/dockerfile:1') });
  if (sources.includes('.')) {
    dockerfile.dockerignore.exclude('**/.projen/tools');
    dockerfile.dockerignore.exclude('**/.projen/draft-*');
    dockerfile.dockerignore.exclude(`**/${DELIVERY_FOLDER}`);
    dockerfile.dockerignore.exclude(`**/${IMAGE_CHECKS}`);
  }
  const folder = relativePath(dockerfile.contextFolder, project.outdir);
  sourceExcludes.forEach(pattern => dockerfile.dockerignore.exclude(posix.join(folder, pattern)));
  dockerignoreExceptions.forEach(pattern => dockerfile.dockerignore.include(posix.join(folder, pattern)));
  return dockerfile;
}
