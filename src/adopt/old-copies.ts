import { posix } from 'path';
import { lineageOf, WrittenInstruction, WrittenStage } from './dockerfile-parser';
import { filesInstalled } from './old-installs';
import { Repository } from './repository';
import { isWithin } from '../files/relative-path';

/** A COPY or ADD from the build context. */
export interface ContextCopy {
  readonly sources: string[];
  /** The path in the image; with a slash at the end if it is the folder into which the sources are copied. */
  readonly destination: string;
  readonly line: number;
}

/** A COPY with the folder to which its relative paths refer. */
interface PlacedInstruction {
  readonly instruction: WrittenInstruction;
  readonly folder: string;
}

const REQUIREMENTS = /(^|\/)(requirements[^/]*|.*\.(txt|in|toml|lock|cfg)|Pipfile.*|setup\.py)$/;

/** The COPYs from the build context whose files are in an image: its own, and those of the stages that it copies from. */
export function copiesOf(repository: Repository, lineage: readonly WrittenStage[], stages: WrittenStage[]): ContextCopy[] {
  const placed = placedIn(lineage);
  const found = placed.flatMap((entry): ContextCopy[] => {
    const { instruction: { origins, keyword } } = entry;
    const origin = stages.find(({ name }, index) => origins.some(own => own === String(index) || own.toLowerCase() === name?.toLowerCase()));
    if (!origin) {
      return keyword === 'RUN' ? [] : contextCopies(entry);
    }
    const others = lineageOf(stages.slice(0, stages.indexOf(origin) + 1));
    const copies = placedIn(others).flatMap(contextCopies);
    const installsProject = others.some(({ instructions }) => instructions.some(run => filesInstalled(run).some(from => /^[./]/.test(from))));
    return installsProject ? copies : copiedOn(repository, copies, entry);
  });
  const isCode = ({ sources }: ContextCopy) => sources.some(source => !REQUIREMENTS.test(source));
  const others = stages.filter(stage => !lineage.includes(stage));
  return found.some(isCode) ? found : [...others.flatMap(stage => placedIn([stage]).flatMap(contextCopies)), ...found];
}

/** The folder of the repository from which the application runs: what is in the folder in which the image starts. */
export function rootOf(repository: Repository, copies: readonly ContextCopy[], workdir: string): string {
  const all = copies.flatMap(({ sources, destination }) => sources.map(source => ({ source, target: targetOf(repository, source, destination) })));
  const folders = all.filter(({ source }) => source === '.' || repository.hasFolder(source));
  const whole = folders.filter(({ target }) => isWithin(workdir, target) || target === '/')
    .map(({ source, target }) => posix.join(source, posix.relative(target, workdir)));
  // src/shop in the folder shop: src
  const parts = all.filter(({ target }) => target.startsWith(`${workdir}/`))
    .map(({ source, target }) => ({ source, rest: posix.relative(workdir, target) }))
    .filter(({ source, rest }) => `/${source}`.endsWith(`/${rest}`)).map(({ source, rest }) => source.slice(0, -rest.length - 1) || '.');
  const [last] = whole.filter(folder => folder === '.' || repository.hasFolder(folder)).slice(-1);
  return last ?? (new Set(parts).size === 1 ? parts[0] : '.');
}

/** The folders of the old image. */
export interface OldPlaces {
  readonly copies: readonly ContextCopy[];
  readonly workdir: string;
}

/** Absolute paths inside a word: `--config=/code/gunicorn.py`, `cd /code && ./run.sh`. */
const PATHS = /(?<=^|[\s=:"'(;&|,])\/[\w@%+./-]*\w/g;

/** The absolute paths in a text. */
export function pathsIn(text: string): string[] {
  return text.match(PATHS) ?? [];
}

/** The folders that had the whole application in the old image. */
function foldersOf({ copies, workdir }: OldPlaces): string[] {
  const whole = copies.filter(({ sources }) => sources.includes('.')).map(({ destination }) => destination.replace(/(.)\/$/, '$1'));
  return [...whole, workdir].filter(folder => folder !== '/');
}

/** Whether a path is in a folder that the new image has elsewhere. */
export function isMoved(path: string, places: OldPlaces): boolean {
  return !isWithin(path, '/app') && foldersOf(places).some(folder => isWithin(path, folder));
}

/** A word of a command with the paths of the new image. */
export function localPath(word: string, repository: Repository, places: OldPlaces, isProgram: boolean): string {
  const own = isProgram && !word.includes('/') ? places.copies.flatMap(({ sources }) => sources).find(source => posix.basename(source) === word && repository.has(source)) : undefined;
  return own === undefined ? word.replace(PATHS, path => newPath(path, repository, places)) : `/app/${own}`;
}

function newPath(path: string, repository: Repository, { copies, workdir }: OldPlaces): string {
  const isThere = (own: string) => own === '.' || repository.has(own) || repository.hasFolder(own);
  const all = copies.flatMap(({ sources, destination }) => sources.map(source => ({ source, inside: targetOf(repository, source, destination) })));
  const copy = all.find(({ source, inside }) => path === inside && inside !== '/' && isThere(source)
    || (path.startsWith(`${inside}/`) || inside === '/') && isThere(posix.join(source, posix.relative(inside, path))));
  // COPY run.sh /usr/bin: the image has this folder
  const found = copy === undefined ? inFolder(path, copies, repository) : posix.join(copy.source, posix.relative(copy.inside, path));
  // a folder that is made later, such as media
  const whole = foldersOf({ copies, workdir }).find(folder => isWithin(path, folder));
  const own = found ?? (whole === undefined ? undefined : posix.relative(whole, path));
  return own === undefined ? path : posix.join('/app', own);
}

function inFolder(word: string, copies: readonly ContextCopy[], repository: Repository): string | undefined {
  return copies.filter(({ destination }) => destination === posix.dirname(word)).flatMap(({ sources }) => sources)
    .find(source => posix.basename(source) === posix.basename(word) && repository.has(source));
}

/** The path in the image of a copied file or folder. */
function targetOf(repository: Repository, source: string, destination: string): string {
  const target = destination.replace(/(.)\/$/, '$1');
  return destination.endsWith('/') && repository.has(source) ? posix.join(target, posix.basename(source)) : target;
}

/** A stage begins in the folder of the stage that it starts from. */
function placedIn(lineage: readonly WrittenStage[]): PlacedInstruction[] {
  let folder = '/';
  return lineage.flatMap(({ instructions }) => instructions.map((instruction) => {
    if (instruction.keyword === 'WORKDIR') {
      folder = posix.resolve(folder, instruction.operands.replace(/^["']|["']$/g, ''));
    }
    return { instruction, folder };
  }));
}

function contextCopies({ instruction: { keyword, origins, paths, line }, folder }: PlacedInstruction): ContextCopy[] {
  if (!/^(COPY|ADD)$/.test(keyword) || origins.length) {
    return [];
  }
  const sources = paths.slice(0, -1).filter(source => !/^(https?:|git@)/.test(source)).map(source => posix.normalize(source).replace(/^\/+|\/+$/g, '') || '.');
  const [target] = paths.slice(-1);
  const isFolder = target.endsWith('/') || target === '.' || target === './' || sources.length > 1;
  return sources.length ? [{ sources, destination: `${posix.resolve(folder, target)}${isFolder ? '/' : ''}`, line }] : [];
}

/** The copies of another stage that a COPY --from takes over, at their places in the image. */
function copiedOn(repository: Repository, copies: readonly ContextCopy[], { instruction, folder }: PlacedInstruction): ContextCopy[] {
  const { keyword, paths } = instruction;
  const [last] = paths.slice(-1);
  const target = posix.resolve(folder, last ?? '/');
  const copied = keyword === 'RUN' ? [] : paths.slice(0, -1).map(path => posix.resolve('/', path));
  return copied.flatMap(path => copies.flatMap(({ sources, destination, line }) => sources.flatMap((source): ContextCopy[] => {
    const inside = targetOf(repository, source, destination);
    const part = posix.join(source, posix.relative(inside, path));
    if (isWithin(inside, path) || path === '/') {
      return [{ sources: [source], destination: posix.join(target, posix.relative(path, inside)), line }];
    }
    return isWithin(path, inside) && (repository.has(part) || repository.hasFolder(part)) ? [{ sources: [part], destination: target, line }] : [];
  })));
}
