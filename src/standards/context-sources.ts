import { Dockerfile } from '../dockerfile';
import { globFolder, isGlob } from '../dockerfile/context-path';

/**
 * What COPY and bind mounts name has to be there, and .dockerignore has to admit it: BuildKit's own check of that says
 * nothing about files that admit anything (`!`).
 *
 * @see https://docs.docker.com/reference/build-checks/copy-ignored-file/
 */
export function checkContextSources(dockerfile: Dockerfile, willExist: (path: string) => boolean): string[] {
  return dockerfile.contextSources.flatMap((source) => {
    // of a glob, the folder in front of the first wildcard can be checked
    const path = isGlob(source) ? globFolder(source) : source;
    if (path !== '.' && !willExist(path)) {
      return [`sources: "${source}" is copied by ${dockerfile.path}, and there is no ${path} in ${dockerfile.project.outdir}. `
        + 'Make it, or name in sources what the application consists of (and set pytest to false if it has no tests).'];
    }
    if (!isGlob(source) && !dockerfile.dockerignore.admits(source)) {
      return [`sources: "${source}" is copied by ${dockerfile.path}, and ${dockerfile.dockerignore.path} denies it. `
        + 'Take away the pattern that excludes it.'];
    }
    return [];
  });
}
