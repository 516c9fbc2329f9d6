import { contextPath, refuseWindowsPath } from './context-path';
import { Instruction } from './instruction';
import { invalidOption } from './invalid-option';
import { BOOLEAN, Checks, STRING, struct } from './option-checks';
import { NUMERIC_OWNER, OWNER } from './owner';
import { jsonWords, lineLength, word } from './quoting';

/** Options of COPY. */
export interface CopyOptions {
  /**
   * The stage to copy from. It must be above this stage.
   *
   * @default - the build context
   */
  readonly fromStage?: string;
  /**
   * Whether the layer is independent of the layers below it, so that it is built, cached and pushed on its own.
   * Not below a path that is a symbolic link in the base image, such as `/lib`.
   *
   * @see https://docs.docker.com/reference/dockerfile/#copy---link
   * @default false
   */
  readonly link?: boolean;
  /**
   * The owner as `user` or `user:group`; with `link`, as numbers.
   *
   * @default - root, `0:0`
   */
  readonly chown?: string;
  /**
   * The permissions: octal (`0755`) or symbolic (`u=rwX,go=rX`).
   *
   * @default - the permissions of the source
   */
  readonly chmod?: string;
  /**
   * A comment above the instruction.
   *
   * @default - none
   */
  readonly comment?: string;
}

const COPY: Checks<CopyOptions> = { fromStage: STRING, link: BOOLEAN, chown: STRING, chmod: STRING, comment: STRING };

export function copyFiles(sources: string[], destination: string, options: CopyOptions): Instruction {
  struct(COPY)('copy', options);
  if (!Array.isArray(sources) || sources.length === 0) {
    throw invalidOption('copy sources', sources, 'expected a list of at least one path', "Write for example ['app']");
  }
  if (![...sources, destination].every(path => typeof path === 'string')) {
    throw invalidOption('copy', [...sources, destination], 'expected paths that are strings');
  }
  if (sources.length > 1 && !destination.endsWith('/')) {
    throw invalidOption('copy destination', destination, 'several sources must be copied into a folder', `Write '${destination}/'`);
  }
  if ([...sources, destination].includes('')) {
    throw invalidOption('copy', [...sources, destination], 'a path must not be empty');
  }
  refuseWindowsPath('copy destination', destination);
  const paths = options.fromStage ? sources : sources.map(source => contextPath('copy source', source));
  const words = [...paths.map(asPath), destination];
  // in the plain form white space ends a word, even inside quotes; in the JSON form it does not
  const list = words.some(text => /\s/.test(text)) ? jsonWords('copy', words)
    : lineLength('copy', words.map(path => word('copy', path)).join(' '), sources);
  const flags = [
    ...options.link ? ['--link'] : [],
    ...options.fromStage ? [`--from=${options.fromStage}`] : [],
    ...options.chown ? [`--chown=${owner(options.chown, options.link)}`] : [],
    ...options.chmod ? [`--chmod=${mode(options.chmod)}`] : [],
  ];
  return Instruction._of('COPY', { flags, operands: list, contextSources: options.fromStage ? [] : paths });
}

/** A path that looks like a flag would be read as a flag. */
function asPath(path: string): string {
  return path.startsWith('--') ? `./${path}` : path;
}

function owner(text: string, link?: boolean): string {
  if (!(link ? NUMERIC_OWNER : OWNER).test(text)) {
    throw invalidOption('chown', text, link ? 'with link, an owner must be numeric: 10001 or 10001:10001' : 'an owner is user or user:group, with up to 32 characters each');
  }
  return text;
}

function mode(text: string): string {
  if (!/^([0-7]{3,4}|[ugoa]{0,4}[-+=][rwxXst]{0,6}(,[ugoa]{0,4}[-+=][rwxXst]{0,6}){0,9})$/.test(text)) {
    throw invalidOption('chmod', text, 'permissions are octal (0755) or symbolic (u=rwX,go=rX)');
  }
  return text;
}
