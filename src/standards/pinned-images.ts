import { Component, Project } from 'projen';
import { Dockerfile } from '../dockerfile';
import { invalidOption } from '../dockerfile/invalid-option';

/** The environment variable that is set where all images get their digests in a moment. */
export const PINNING = 'PROJEN_DOCKER_PIN';

const ID = 'PinnedImages';

/** What is said of images without a digest. */
export interface PinnedImagesOptions {
  readonly pinned?: boolean;
  readonly requirePinned?: boolean;
}

/**
 * Names the images without a digest, once for a whole tree of projects. It is a component of the root project, because there an
 * error leaves the whole tree as it was.
 */
export class PinnedImages extends Component {
  /** Finds the one of the tree that a project belongs to, or adds it. */
  public static of(project: Project): PinnedImages {
    const { root } = project;
    return root.node.tryFindChild(ID) as PinnedImages | undefined ?? new PinnedImages(root);
  }

  private readonly wanted: Dockerfile[] = [];
  private readonly required: Dockerfile[] = [];

  private constructor(root: Project) {
    super(root, ID);
  }

  /** @throws when digests are required and must not be missed */
  public add(dockerfile: Dockerfile, { pinned = true, requirePinned = false }: PinnedImagesOptions): void {
    if (requirePinned && !pinned) {
      throw invalidOption('pinned', pinned, 'with requirePinned, every image has a digest', 'Leave one of the two out');
    }
    if (pinned) {
      (requirePinned ? this.required : this.wanted).push(dockerfile);
    }
  }

  /** Whether a Dockerfile of the project, or below it, has to have all digests. */
  public isRequiredIn(project: Project): boolean {
    return this.required.some(dockerfile => dockerfile.node.scopes.includes(project));
  }

  public preSynthesize(): void {
    const isNew = process.env.PROJEN_CREATE_PROJECT === 'true';
    const problem = this.problem(this.required);
    if (process.env[PINNING]) {
      return;
    }
    if (problem && !isNew) {
      throw new Error(`requirePinned: ${problem}`);
    }
    const notice = problem ?? (isNew ? undefined : this.problem(this.wanted)); // `projen new` pins in a moment
    if (notice) {
      this.project.logger.warn(notice);
    }
  }

  private problem(dockerfiles: Dockerfile[]): string | undefined {
    const incomplete = dockerfiles.filter(dockerfile => dockerfile.unpinnedImages.length);
    const images = [...new Set(incomplete.flatMap(dockerfile => dockerfile.unpinnedImages))];
    const dropped = [...new Set(incomplete.flatMap(dockerfile => dockerfile._droppedPins).map(({ image, digest }) => `${image} had ${digest}`))];
    return images.length === 0 ? undefined
      : `no digest for ${images.join(', ')}${dropped.length ? ` (${dropped.join(', ')})` : ''}: run "${this.project.projenCommand} docker:pin".`;
  }
}
