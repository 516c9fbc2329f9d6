import { ImagePlace, imagePlace } from './image-places';

/** The name of the generated compose file. */
export const COMPOSE_FILE = 'compose.yaml';

/** A service, or another entry at the same level, with its lines. */
const ENTRY = /^ {2}\S.*:\r?\n(?:(?: {4}.*)?\r?\n)*/gm;
const IMAGE = /^ {4}image: (\S+)\r?$/dm;
const BUILD = /^ {4}build:/m;

/** The images of the services in a generated compose file, except those that are built. */
export function composePlaces(text: string): ImagePlace[] {
  return [...text.matchAll(ENTRY)].flatMap(({ 0: entry, index }) => {
    const found = BUILD.test(entry) ? null : IMAGE.exec(entry);
    const place = found && imagePlace(text, found, index);
    return place ? [place] : [];
  });
}
