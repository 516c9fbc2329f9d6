import { chmodSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { findDigests } from './digests';
import { facts, PROJEN } from './facts';
import { filesWithImages, isComposeFile } from './files-with-images';
import { Problem } from './problem';
import { namesAndFlags } from './words';
import { composePlaces } from '../../dockerfile/compose-places';
import { ImagePlace, imagePlaces, pinnablePlaces } from '../../dockerfile/image-places';
import { inDraft } from '../../files/drafts';

/** An image that gets another digest. */
type Move = ImagePlace & { readonly newDigest: string };

/** A file, its text with the new digests, and the images that cannot get one. */
interface Pinned {
  readonly file: string;
  readonly text: string;
  readonly moves: Move[];
  readonly problems: string[];
}

const TAG = /:[\w.-]+$/;
/** The flag that skips a folder. */
const EXCLUDE = '--exclude=';

/** All files with their new digests, and the reasons why images have none. */
interface Pins {
  readonly files: Pinned[];
  readonly failures: string[];
}

/**
 * Sets the current digests of all images, or of the given ones, in all Dockerfiles and generated compose files. Images without a
 * digest do not prevent this, and are an error at the end.
 */
export async function pin(...argv: string[]): Promise<void> {
  await write(pinAll(argv));
}

/** Adds missing digests to some files. */
export async function pinMissing(...files: string[]): Promise<void> {
  await write(withDigests(files.map(readImages), ({ digest }) => digest === undefined));
}

/** Fails if an image has no digest, or if its tag has a newer one. */
export function checkPins(...argv: string[]): void {
  const { files, failures } = pinAll(argv);
  const lines = describe(files, ({ image, newDigest, digest }) => `${image} ${digest ? `has moved on from ${digest} to ${newDigest}` : 'has no digest'}.`);
  const problems = [...failures, ...files.flatMap(file => file.problems), ...lines, ...lines.length ? [`Run: ${facts().projenCommand} docker:pin`] : []];
  if (problems.length) {
    throw new Problem(problems.join('\n'));
  }
}

async function write({ files, failures }: Pins): Promise<void> {
  await overwrite(files.filter(({ moves }) => moves.length));
  const lines = describe(files, ({ image, newDigest, digest }) => `${image} ${digest ? `${digest} -> ` : ''}${newDigest}`);
  if (lines.length || !failures.length) {
    console.log(lines.join('\n') || 'All images have the current digests of their tags.');
  }
  files.flatMap(({ problems }) => problems).forEach(line => console.error(line));
  if (failures.length) {
    throw new Problem(failures.join('\n'));
  }
}

/** Reads the arguments of the tasks: names of images, and folders to skip. */
function pinAll(argv: string[]): Pins {
  const { names, flags } = namesAndFlags(argv);
  const wrong = flags.find(flag => !flag.startsWith(EXCLUDE) || flag === EXCLUDE);
  if (wrong !== undefined) {
    throw new Problem(`${wrong} is not a flag of docker:pin. It takes names of images, and ${EXCLUDE}FOLDER to skip the Dockerfiles in a folder.`);
  }
  const excluded = [...facts().unpinnedFolders ?? [], ...flags.map(flag => flag.slice(EXCLUDE.length))];
  const missing = excluded.find(folder => !existsSync(folder));
  if (missing !== undefined) {
    throw new Problem(`${missing} does not exist, so its Dockerfiles cannot be skipped.`);
  }
  const files = filesWithImages('.').filter(file => !excluded.some(folder => isBelow(file, folder))).map(readImages);
  const images = [...new Set(files.flatMap(({ places }) => places.map(({ image }) => image)))];
  const unknown = names.find(name => !images.some(image => isNamed(image, name)));
  if (unknown !== undefined) {
    throw new Problem(`${unknown} is not an image that could get a digest here. The images are: ${images.join(', ') || 'none'}`);
  }
  return withDigests(files, ({ image }) => !names.length || names.some(name => isNamed(image, name)));
}

/** Fetches the digests of the given images, and inserts them into the texts of the files. */
function withDigests(files: ReturnType<typeof readImages>[], isWanted: (place: ImagePlace) => boolean): Pins {
  const { digests, problems: failures } = findDigests([...new Set(files.flatMap(({ places }) => places.filter(isWanted).map(({ image }) => image)))]);
  const pinned = files.map(({ file, text, places, problems }) => {
    const moves = places.filter(isWanted).flatMap((place) => {
      const newDigest = digests.get(place.image);
      return newDigest && newDigest !== place.digest ? [{ ...place, newDigest }] : [];
    });
    const newText = moves.reduceRight((all, { image, newDigest, start, end }) => `${all.slice(0, start)}${image}@${newDigest}${all.slice(end)}`, text);
    return { file, moves, problems, text: newText };
  });
  return { files: pinned, failures };
}

/** Whether a file is in a folder or its subfolders. */
function isBelow(file: string, folder: string): boolean {
  const path = relative(folder, file);
  return path !== '..' && !path.startsWith(`..${sep}`);
}

/** The images of a file that can get a digest, and a message for each that cannot: bots only see images of stages, and a digest without a tag cannot be updated. */
function readImages(file: string) {
  const text = readFileSync(file, 'utf8');
  const fixed = new Map(Object.entries(facts().fixedImages)).get(file.split(sep).join('/')) ?? [];
  const isCompose = isComposeFile(file);
  const places = isCompose ? composePlaces(text) : pinnablePlaces(text);
  const loose = isCompose ? [] : imagePlaces(text).loose;
  const problem = (image: string, fix: string) => `${file}: ${image} cannot be pinned. ${fix}`;
  return {
    file,
    text,
    places: places.filter(({ text: image, image: name }) => TAG.test(name) && !fixed.includes(image)),
    problems: [
      ...places.filter(({ image, digest }) => !TAG.test(image) && !digest).map(({ image }) => problem(image, 'Add a tag: without one, there is no newer digest to look for.')),
      ...loose.map(image => problem(`--from=${image}`, 'Add a stage that starts from the image, and use that.')),
    ],
  };
}

/** One line for each image in each file whose digest changes. */
function describe(files: Pinned[], line: (move: Move) => string): string[] {
  return [...new Set(files.flatMap(({ file, moves }) => moves.map(move => `${file}: ${line(move)}`)))];
}

/** Whether a name, with or without a tag and a registry, refers to this image. */
function isNamed(image: string, name: string): boolean {
  return [image, image.replace(TAG, '')].some(text => text === name || text.endsWith(`/${name}`));
}

/** Writes all texts to drafts, and renames them when all are complete. The files keep their modes. */
async function overwrite(files: Pinned[]): Promise<void> {
  await inDraft(PROJEN, (folder) => {
    const drafts = files.map(({ file, text }, index) => {
      const draft = join(folder, String(index));
      writeFileSync(draft, text);
      chmodSync(draft, statSync(file).mode);
      return { file, draft };
    });
    drafts.forEach(({ file, draft }) => renameSync(draft, file));
  });
}
