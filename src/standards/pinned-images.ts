import { join } from 'path';
import { Project } from 'projen';
import { ImageDigests } from './image-digests';
import { isFollowedUp, isNew } from './post-synthesis';
import type { PinnedFile } from '../dockerfile/pins';
import { ConfigurationError } from '../projen-patches/configuration-error';

/** The environment variable that is set if all images get their digests right after synth. */
export const PINNING = 'PROJEN_DOCKER_PIN';

/** The options for images without a digest. */
export interface PinnedImagesOptions {
  readonly imageDigests: ImageDigests;
  readonly autoLock: boolean;
  readonly unpinnedFolders: string[];
}

/** A file whose images should have digests. */
interface Entry {
  readonly file: PinnedFile;
  readonly isRequired: boolean;
  readonly isAutomatic: boolean;
}

/** Reports the images without a digest, once for all projects of a tree. */
export class PinnedImages {
  /** The absolute paths of the folders whose Dockerfiles get no digests. */
  public readonly unpinnedFolders: string[] = [];
  private readonly entries: Entry[] = [];

  public constructor(private readonly root: Project) {}

  public add(file: PinnedFile, { imageDigests, autoLock, unpinnedFolders }: PinnedImagesOptions): void {
    this.unpinnedFolders.push(...unpinnedFolders.map(folder => join(file.project.outdir, folder)));
    if (imageDigests !== ImageDigests.IGNORE) {
      this.entries.push({ file, isRequired: imageDigests === ImageDigests.REQUIRE, isAutomatic: autoLock });
    }
  }

  /** Whether a file of the project or its sub-projects must have all digests. */
  public isRequiredIn(project: Project): boolean {
    return this.entries.some(({ file, isRequired }) => isRequired && file.project.node.scopes.includes(project));
  }

  /** The files whose missing digests are added after this synth. */
  public get incomplete(): PinnedFile[] {
    return this.followedUp.map(({ file }) => file).filter(({ unpinnedImages }) => unpinnedImages.some(hasTag));
  }

  /** The findings before files are written. In a new project, missing digests are not an error, even if they are required. */
  public get notice(): string | undefined {
    const others = this.entries.filter(({ isRequired, isAutomatic }) => isRequired === isNew() && !getsDigests(isAutomatic));
    return process.env[PINNING] ? undefined : withoutDigest(this.root, others);
  }

  /**
   * Reports the images that still have no digest after synth.
   *
   * @throws when digests are required, unless the project is new, because an error would stop `projen new` before its first commit
   */
  public checkAfterSynth(): void {
    const problem = withoutDigest(this.root, this.followedUp);
    const required = isNew() ? undefined : withoutDigest(this.root, this.followedUp.filter(({ isRequired }) => isRequired));
    if (required !== undefined) {
      throw new ConfigurationError(`imageDigests: ${required}`);
    }
    if (problem !== undefined) {
      this.root.logger.warn(problem);
    }
  }

  private get followedUp(): Entry[] {
    return this.entries.filter(({ isAutomatic }) => getsDigests(isAutomatic));
  }
}

/** The findings for a file that must have all digests. */
export function missingDigests(file: PinnedFile, isAutomatic: boolean): string[] {
  if (process.env[PINNING] || isNew()) {
    return [];
  }
  const problem = getsDigests(isAutomatic) ? undefined : withoutDigest(file.project, [{ file }]);
  const copied = file.copiedImages.filter(image => !image.includes('@'));
  return [...problem === undefined ? [] : [problem], ...copied.map(image =>
    `${image} is used in COPY --from or a mount without a digest, and docker:pin only adds digests to FROM. `
    + `Write the digest into the line: ${image}@sha256:…, or add a stage that starts from the image, and use that.`)];
}

/** Whether missing digests are added to a file after this synth. The task `docker:pin` adds them itself. */
function getsDigests(isAutomatic: boolean): boolean {
  return !process.env[PINNING] && isFollowedUp() && (isAutomatic || isNew());
}

/** Images without a tag get no digest, because there would be no newer digest to look for. */
function hasTag(image: string): boolean {
  return /:[\w.-]+$/.test(image);
}

function withoutDigest(project: Project, entries: { readonly file: PinnedFile }[]): string | undefined {
  const incomplete = entries.map(({ file }) => file).filter(({ unpinnedImages }) => unpinnedImages.length);
  const images = [...new Set(incomplete.flatMap(file => file.unpinnedImages))];
  const dropped = [...new Set(incomplete.flatMap(file => file.droppedImages).map(image => image.replace('@', ' had ')))];
  return images.length === 0 ? undefined
    : `no digest for ${images.join(', ')}${dropped.length ? ` (${dropped.join(', ')})` : ''}: run "${project.projenCommand} docker:pin".`;
}
