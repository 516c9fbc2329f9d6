import { posix } from 'path';

/** The texts that a command can print. */
export interface KnownTexts {
  /** The text that it reads from a pipe or a file. */
  readonly input: () => string;
  /** The text of a file, if it is known. */
  readonly file: (path: string) => string;
}

/** The most characters that a format repeats. */
const MOST_CHARACTERS = 100_000;

/** Programs that print the files that they are given. */
const READERS = new Set(['awk', 'cat', 'cut', 'fold', 'grep', 'head', 'nl', 'paste', 'sed', 'sort', 'tac', 'tail', 'uniq']);

/** The text that a command prints, as far as it is known. A program that is not known may pass on what it reads. */
export function printedText([program, ...rest]: string[], { input, file }: KnownTexts): string {
  const operands = rest.filter(word => !/^-./.test(word));
  switch (program) {
    case 'echo':
    case 'yes':
      return unescaped(rest.slice(rest.findIndex(word => !/^-[neE]+$/.test(word))).join(' '));
    case 'printf':
      return formatted(rest[0] === '--' ? rest.slice(1) : rest);
    case 'which':
      return operands.join('\n');
    case 'command':
      return rest.some(word => /^-[vV]$/.test(word)) ? operands.join('\n') : input();
    case 'base64':
    case 'basenc':
    case 'openssl':
      return rest.some(word => /^(-[diD]+|--decode)$/.test(word)) ? decoded(texts(operands, { input, file }), 'base64') : input();
    case 'xxd':
      return rest.some(word => /^-[a-z]*r[a-z]*$|^-revert$/.test(word)) ? decoded(texts(operands, { input, file }), 'hex') : input();
    case 'rev':
      return texts(operands, { input, file }).split('\n').map(line => [...line].reverse().join('')).join('\n');
    case 'tr':
      return translated(input(), rest);
    default:
      return READERS.has(program) ? texts(operands, { input, file }) : input();
  }
}

function texts(operands: string[], { input, file }: KnownTexts): string {
  return [input(), ...operands.map(operand => file(posix.basename(operand)))].filter(text => text !== '').join('\n');
}

/** Hexadecimal dumps and base64 contain white space that means nothing. */
function decoded(text: string, encoding: 'base64' | 'hex'): string {
  return Buffer.from(text.replace(/\s/g, ''), encoding).toString();
}

/** The text with the escapes of echo and printf replaced: some shells replace them, others need an option. */
function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9A-Fa-f]{1,2})|0?([0-7]{1,3})|u([0-9A-Fa-f]{1,4})|([abefnrtv\\]))/g, (_, hex?: string, octal?: string, unicode?: string, letter?: string) =>
    letter === undefined ? String.fromCharCode(parseInt(hex ?? octal ?? unicode!, octal === undefined ? 16 : 8)) : /[nr]/.test(letter) ? '\n' : letter === '\\' ? '\\' : ' ');
}

/** printf uses its format again until there are no more arguments. */
function formatted([format = '', ...list]: string[]): string {
  const directives = unescaped(format).split(/(%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z])/);
  const step = directives.filter((_, index) => index % 2 === 1).length;
  const most = Math.ceil(MOST_CHARACTERS / (format.length + 1));
  const rounds = step === 0 ? [0] : Array.from({ length: Math.min(most, Math.max(1, Math.ceil(list.length / step))) }, (_, round) => round * step);
  return rounds.map(start => directives.map((part, index) => index % 2 === 1 ? unescaped(list[start + (index - 1) / 2] ?? '') : part).join('')).join('').replaceAll('%%', '%');
}

/** `tr a-z n-za-m`, and `tr -d x`. */
function translated(text: string, words: string[]): string {
  const options = words.filter(word => /^-./.test(word)).join('');
  const [from = [], to = []] = words.filter(word => !/^-./.test(word)).map(set => [...characters(set)]);
  if (/[cC]/.test(options)) {
    return text;
  }
  const map = new Map(from.map((character, index) => [character, options.includes('d') ? '' : to[index] ?? to.at(-1) ?? '']));
  return text.replace(/[^]/g, character => map.get(character) ?? character);
}

/** The characters of a set of tr: ranges and classes. */
function characters(set: string): string {
  return unescaped(set).replace(/\[:lower:\]/g, 'a-z').replace(/\[:upper:\]/g, 'A-Z').replace(/\[:digit:\]/g, '0-9')
    .replace(/([!-~])-([!-~])/g, (_, first: string, last: string) =>
      Array.from({ length: Math.max(0, last.charCodeAt(0) - first.charCodeAt(0) + 1) }, (_unused, index) => String.fromCharCode(first.charCodeAt(0) + index)).join(''));
}
