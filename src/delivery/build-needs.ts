import { Project } from 'projen';
import { BakedContainer, fromRoot } from './bake-target';

/** What the builds of several images need from the machine that builds. */
export interface BuildNeeds {
  /** The names of the secrets, which are environment variables of the build. */
  readonly secrets: string[];
  /** Whether a build uses an SSH agent. */
  readonly ssh: boolean;
  /** The files with certificate authorities: absolute paths, or paths relative to the root project. */
  readonly certificates: string[];
}

export function buildNeeds(root: Project, containers: BakedContainer[]): BuildNeeds {
  const secrets = containers.flatMap(({ access, project }) => access.buildSecrets.map(secret => ({ ...secret, project })));
  return {
    secrets: unique(secrets.flatMap(({ environment }) => environment ?? [])),
    ssh: containers.some(({ access }) => access.ssh),
    certificates: unique(secrets.flatMap(({ file, project }) => file === undefined ? [] : [fromRoot(root.outdir, project, file)])),
  };
}

function unique(names: string[]): string[] {
  return [...new Set(names)].sort();
}
