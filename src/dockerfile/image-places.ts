/** An image that a Dockerfile starts a stage from, its frontend, or the image of a compose service, and its position in the text. */
export interface ImagePlace {
  /** The text: `python:3.14-slim@sha256:…`. */
  readonly text: string;
  /** The same without the digest. */
  readonly image: string;
  readonly digest?: string;
  readonly start: number;
  readonly end: number;
  /** The name of the stage that starts from it. */
  readonly stage?: string;
}

/** The images of a Dockerfile. */
export interface ImagePlaces {
  readonly frontend?: ImagePlace;
  /** The images in FROM, without names of stages and names with variables. */
  readonly stages: ImagePlace[];
  /** The images in `COPY --from` and `RUN --mount=from` that are not stages and have no digest. */
  readonly loose: string[];
}

/** An image with or without a digest, and without variables. */
const IMAGE = /^([A-Za-z0-9][\w.:/-]*)(?:@(sha256:[0-9a-f]{64}))?$/;
/** The frontend is above everything except other comments. */
const SYNTAX = /^\uFEFF?(?:#.*\r?\n)*?#[ \t]*syntax[ \t]*=[ \t]*(\S+)/di;
const FROM = /^[ \t]*FROM[\s\\]+(?:--[^\s\\]*[\s\\]+)*([^\s\\]+)(?:[\s\\]+AS[\s\\]+([^\s\\]+))?/di;
/** An instruction with its continuation lines, and the comments between them. */
const INSTRUCTION = /^[ \t]*[^#\s](?:.*\\[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*)*.*/gm;
const HEREDOC = /(?<=\s)\d*<<-?["']?(\w+)["']?(?=\s|$)/g;
/** The flags of COPY and RUN, which can name a stage or an image. */
const FLAGS = /^[ \t]*(?:COPY|RUN)((?:[\s\\]+--\S+)+)/i;

/** The images of a Dockerfile that can have a digest. */
export function pinnablePlaces(text: string): ImagePlace[] {
  const { frontend, stages } = imagePlaces(text);
  return [...frontend ? [frontend] : [], ...stages];
}

/** Finds the images of a Dockerfile, generated or handwritten. */
export function imagePlaces(text: string): ImagePlaces {
  const stages: ImagePlace[] = [];
  const loose: string[] = [];
  const names = new Set(['scratch']);
  let ends: Map<string, number[]> | undefined;
  const syntax = SYNTAX.exec(text);
  const pattern = new RegExp(INSTRUCTION);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const from = FROM.exec(match[0]);
    if (from) {
      const place = imagePlace(text, from, match.index, from[2]?.toLowerCase());
      if (place && !names.has(place.text.toLowerCase())) {
        stages.push(place);
      }
      names.add((from[2] ?? '').toLowerCase());
    }
    for (const [, name] of (FLAGS.exec(match[0])?.[1] ?? '').matchAll(/\bfrom=([^\s,\\]+)/g)) {
      const [, image, digest] = IMAGE.exec(name) ?? [];
      if (image && !digest && !/^\d+$/.test(image) && !names.has(image.toLowerCase())) {
        loose.push(image);
      }
    }
    for (const [, name] of match[0].matchAll(HEREDOC)) {
      ends ??= heredocEnds(text);
      const places = ends.get(name) ?? [];
      while (places.length > 0 && places[places.length - 1] <= pattern.lastIndex) {
        places.pop();
      }
      pattern.lastIndex = places[places.length - 1] ?? pattern.lastIndex;
    }
  }
  return { frontend: syntax ? imagePlace(text, syntax, 0) : undefined, stages, loose };
}

/** Where lines of a single word end, which may end a here-document: by the word, the last one first. */
function heredocEnds(text: string): Map<string, number[]> {
  const ends = new Map<string, number[]>();
  for (const match of [...text.matchAll(/^\t*(\w+)\r?$/gm)].reverse()) {
    const places = ends.get(match[1]) ?? [];
    places.push(match.index + match[0].length);
    ends.set(match[1], places);
  }
  return ends;
}

/** The image in the first group of a match that starts at this position in the text. */
export function imagePlace(text: string, match: RegExpExecArray, offset: number, stage?: string): ImagePlace | undefined {
  const [start, end] = match.indices![1]!.map(index => index + offset);
  const [found, image, digest] = IMAGE.exec(text.slice(start, end)) ?? [];
  return image ? { text: found!, image, digest, start, end, stage } : undefined;
}
