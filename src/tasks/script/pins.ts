import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { findDigests } from './digests';
import { dockerfiles } from './dockerfiles';
import { facts, PROJEN } from './facts';
import { Problem } from './problem';
import { ImagePlace, imagePlaces } from '../../dockerfile/image-places';
import { inDraft } from '../../files/drafts';

/** An image that gets another digest. */
type Move = ImagePlace & { readonly newDigest: string };

/** A Dockerfile, its text with the new digests, and what cannot get one. */
interface Pinned {
  readonly file: string;
  readonly text: string;
  readonly moves: Move[];
  readonly problems: string[];
}

const TAG = /:[\w.-]+$/;

/** Gives the images of all Dockerfiles, or those that are named, the digests that their tags have now. */
export function pin(...names: string[]): void {
  const files = pinAll(names);
  overwrite(files.filter(({ moves }) => moves.length));
  const lines = describe(files, ({ image, newDigest, digest }) => `${image} ${digest ? `${digest} -> ` : ''}${newDigest}`);
  console.log(lines.join('\n') || 'All images have the digests of their tags.');
  files.flatMap(({ problems }) => problems).forEach(line => console.error(line));
}

/** Fails if an image has no digest, or if its tag has another one by now. */
export function checkPins(...names: string[]): void {
  const files = pinAll(names);
  const lines = describe(files, ({ image, newDigest, digest }) => `${image} ${digest ? `has moved on from ${digest} to ${newDigest}` : 'has no digest'}.`);
  const problems = [...files.flatMap(file => file.problems), ...lines, ...lines.length ? [`Run: ${facts().projenCommand} docker:pin`] : []];
  if (problems.length) {
    throw new Problem(problems.join('\n'));
  }
}

/** All Dockerfiles with the digests that are not in them yet. */
function pinAll(names: string[]): Pinned[] {
  const files = dockerfiles('.').map(readImages);
  const images = [...new Set(files.flatMap(({ places }) => places.map(({ image }) => image)))];
  const unknown = names.find(name => !images.some(image => isNamed(image, name)));
  if (unknown !== undefined) {
    throw new Problem(`${unknown} is no image that could get a digest here. There are: ${images.join(', ') || 'none'}`);
  }
  const digests = findDigests(images.filter(image => !names.length || names.some(name => isNamed(image, name))));
  return files.map(({ file, text, places, problems }) => {
    const moves = places.flatMap((place) => {
      const newDigest = digests.get(place.image);
      return newDigest && newDigest !== place.digest ? [{ ...place, newDigest }] : [];
    });
    const pinned = moves.reduceRight((all, { image, newDigest, start, end }) => `${all.slice(0, start)}${image}@${newDigest}${all.slice(end)}`, text);
    return { file, moves, problems, text: pinned };
  });
}

/** The images of a Dockerfile that can get a digest, and a line for each that cannot: bots see no image that no stage names, and a digest without a tag follows nothing. */
function readImages(file: string) {
  const text = readFileSync(file, 'utf8');
  const fixed = new Map(Object.entries(facts().fixedImages)).get(file.split(sep).join('/')) ?? [];
  const { frontend, stages, loose } = imagePlaces(text);
  const places = [...frontend ? [frontend] : [], ...stages];
  const problem = (image: string, fix: string) => `${file}: ${image} cannot be pinned. ${fix}`;
  return {
    file,
    text,
    places: places.filter(({ text: image, image: name }) => TAG.test(name) && !fixed.includes(image)),
    problems: [
      ...places.filter(({ image, digest }) => !TAG.test(image) && !digest).map(({ image }) => problem(image, 'Give it a tag: a digest without one follows nothing.')),
      ...loose.map(image => problem(`--from=${image}`, 'Give the image a stage of its own, and name that.')),
    ],
  };
}

/** One line for each image of each file that gets another digest. */
function describe(files: Pinned[], line: (move: Move) => string): string[] {
  return [...new Set(files.flatMap(({ file, moves }) => moves.map(move => `${file}: ${line(move)}`)))];
}

/** Whether a name, with or without a tag and a registry, means this image. */
function isNamed(image: string, name: string): boolean {
  return [image, image.replace(TAG, '')].some(text => text === name || text.endsWith(`/${name}`));
}

/** Writes all texts aside, and puts them in place when the last one is whole. The files keep their modes. */
function overwrite(files: Pinned[]): void {
  inDraft(PROJEN, (folder) => {
    const drafts = files.map(({ file, text }, index) => {
      const draft = join(folder, String(index));
      writeFileSync(draft, text);
      chmodSync(draft, statSync(file).mode);
      return { file, draft };
    });
    drafts.forEach(({ file, draft }) => renameSync(draft, file));
  });
}
