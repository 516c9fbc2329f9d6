import { join } from 'path';
import { Project } from 'projen';
import { ImageDigests } from './image-digests';
import { isFollowedUp, isNew } from './post-synthesis';
import type { PinnedFile } from '../dockerfile/pins';
import { ConfigurationError } from '../projen-patches/configuration-error';

/** The environment variable that is set where all images get their digests in a moment. */
export const PINNING = 'PROJEN_DOCKER_PIN';

/** What is said of images without a digest. */
export interface PinnedImagesOptions {
  readonly imageDigests: ImageDigests;
  readonly autoLock: boolean;
  readonly unpinnedFolders: string[];
}

/** A file whose images have a digest. */
interface Entry {
  readonly file: PinnedFile;
  readonly isRequired: boolean;
  readonly isAutomatic: boolean;
}

/** Names the images without a digest, once for a whole tree of projects. */
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

  /** Whether a file of the project, or below it, has to have all digests. */
  public isRequiredIn(project: Project): boolean {
    return this.entries.some(({ file, isRequired }) => isRequired && file.project.node.scopes.includes(project));
  }

  /** The files with images that get a digest after this synth. */
  public get incomplete(): PinnedFile[] {
    return this.followedUp.map(({ file }) => file).filter(({ unpinnedImages }) => unpinnedImages.some(hasTag));
  }

  /** What to say before anything is written. In a new project required digests are missing too, and that is no error. */
  public get notice(): string | undefined {
    const others = this.entries.filter(({ isRequired, isAutomatic }) => isRequired === isNew() && !getsDigests(isAutomatic));
    return process.env[PINNING] ? undefined : withoutDigest(this.root, others);
  }

  /**
   * Names the images that have got no digest after synth.
   *
   * @throws when digests are required, unless the project is new: an error would end `projen new` before its first commit
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

/** What to say of a file that has to have all digests. */
export function missingDigests(file: PinnedFile, isAutomatic: boolean): string[] {
  if (process.env[PINNING] || isNew()) {
    return [];
  }
  const problem = getsDigests(isAutomatic) ? undefined : withoutDigest(file.project, [{ file }]);
  const copied = file.copiedImages.filter(image => !image.includes('@'));
  return [...problem === undefined ? [] : [problem], ...copied.map(image =>
    `${image} is copied or mounted from without a digest, which docker:pin adds to FROM alone. `
    + `Write it into the line: ${image}@sha256:…, or give the image a stage of its own, and name that.`)];
}

/** Whether a file gets the digests that it lacks after this synth. The task `docker:pin` does it itself. */
function getsDigests(isAutomatic: boolean): boolean {
  return !process.env[PINNING] && isFollowedUp() && (isAutomatic || isNew());
}

/** A digest without a tag follows nothing: such images get none. */
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
