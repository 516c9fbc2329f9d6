import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestFile } from './build';
import { commit } from './commit';
import { DELIVERY_FOLDER as FOLDER } from './folder';
import { imageTags } from './image-tags';
import { required, Target, targets } from './targets';
import { withDigest } from '../digests';
import { Problem } from '../problem';
import { output, succeed } from '../processes';
import { annotations } from '../push';

/** Joins the images of TARGETS for all PLATFORMS, and gives them their tags. Writes their digests to files. */
export function merge(): void {
  const gitTags = output('git', ['tag', '--list'])?.split('\n') ?? [];
  const tags = imageTags(commit(), gitTags);
  mkdirSync(join(FOLDER, 'merged'), { recursive: true });
  for (const target of targets()) {
    const image = joined(target, tags);
    writeFileSync(join(FOLDER, 'merged', target.name), `${image}\n`);
    console.log(`${image} is ${tags.join(', ')}`);
  }
}

/** The image of a target that `merge` has given its tags, with its digest. */
export function mergedImage(target: string): string {
  return readFileSync(join(FOLDER, 'merged', target), 'utf8').trim();
}

/** @returns the image with the digest that stands for all its platforms */
function joined({ name, repository, isPlain }: Target, tags: string[]): string {
  const digests = required('PLATFORMS').split(' ').map(platform => digest(name, platform));
  // one manifest alone must stay as it is where no index is accepted
  const shape = isPlain && digests.length === 1 ? ['--prefer-index=false'] : annotations().map(annotation => `--annotation=index:${annotation}`);
  succeed('docker', ['buildx', 'imagetools', 'create', ...shape, ...tags.map(tag => `--tag=${repository}:${tag}`), ...digests.map(each => `${repository}@${each}`)]);
  // the first tag is that of the commit, which the run for a git tag of the same commit writes too
  return withDigest(`${repository}:${tags[1] ?? tags[0]}`);
}

/** An index without one of the platforms would be published as if it were complete. */
function digest(target: string, platform: string): string {
  try {
    return readFileSync(digestFile(target, platform), 'utf8').trim();
  } catch {
    throw new Problem(`There is no digest of ${target} for ${platform}: its build did not push an image.`);
  }
}
