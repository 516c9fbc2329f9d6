import { Project } from 'projen';
import { ImageDigests } from './image-digests';
import { Dockerfile } from '../dockerfile';

/** The environment variable that is set where all images get their digests in a moment. */
export const PINNING = 'PROJEN_DOCKER_PIN';

/** Names the images without a digest, once for a whole tree of projects. */
export class PinnedImages {
  private readonly wanted: Dockerfile[] = [];
  private readonly required: Dockerfile[] = [];

  public constructor(private readonly root: Project) {}

  public add(dockerfile: Dockerfile, imageDigests: ImageDigests): void {
    if (imageDigests !== ImageDigests.IGNORE) {
      (imageDigests === ImageDigests.REQUIRE ? this.required : this.wanted).push(dockerfile);
    }
  }

  /** Whether a Dockerfile of the project, or below it, has to have all digests. */
  public isRequiredIn(project: Project): boolean {
    return this.required.some(dockerfile => dockerfile.node.scopes.includes(project));
  }

  /** What to say where an error is none: a new project cannot have digests yet, and `projen new` pins in a moment. */
  public get notice(): string | undefined {
    return process.env[PINNING] ? undefined : withoutDigest(this.root, isNew() ? this.required : this.wanted);
  }
}

/** What to say of a Dockerfile that has to have all digests. */
export function missingDigests(dockerfile: Dockerfile): string[] {
  if (process.env[PINNING] || isNew()) {
    return [];
  }
  const problem = withoutDigest(dockerfile.project, [dockerfile]);
  const copied = dockerfile.copiedImages.filter(image => !image.includes('@'));
  return [...problem === undefined ? [] : [problem], ...copied.map(image =>
    `${image} is copied or mounted from without a digest, which docker:pin adds to FROM alone. `
    + `Write it into the line: ${image}@sha256:…, or give the image a stage of its own, and name that.`)];
}

function isNew(): boolean {
  return process.env.PROJEN_CREATE_PROJECT === 'true';
}

function withoutDigest(project: Project, dockerfiles: Dockerfile[]): string | undefined {
  const incomplete = dockerfiles.filter(dockerfile => dockerfile.unpinnedImages.length);
  const images = [...new Set(incomplete.flatMap(dockerfile => dockerfile.unpinnedImages))];
  const dropped = [...new Set(incomplete.flatMap(dockerfile => dockerfile._droppedPins).map(({ image, digest }) => `${image} had ${digest}`))];
  return images.length === 0 ? undefined
    : `no digest for ${images.join(', ')}${dropped.length ? ` (${dropped.join(', ')})` : ''}: run "${project.projenCommand} docker:pin".`;
}
