import { invalidOption, toJson } from './invalid-option';

/**
 * Every value that a user writes reaches a generated file through this module, so that none can become another
 * instruction, flag or command.
 */

/** What a Dockerfile's line cannot hold: a line break would start the next instruction. */
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/; // eslint-disable-line no-control-regex

/** BuildKit reads lines of up to 65,535 bytes; this leaves room for what else stands in them. */
const MOST_BYTES = 60_000;

/** Words that mean themselves to the Dockerfile's parser and to a shell. */
const PLAIN_WORD = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * Returns the text if it fits on one line.
 *
 * @throws when it holds a line break or another control character
 */
export function oneLine(option: string, text: string): string {
  requireText(option, text);
  if (CONTROL_CHARACTERS.test(text)) {
    throw invalidOption(option, text, 'it has to fit on one line, without line breaks and control characters');
  }
  if (!isWellFormed(text)) {
    throw invalidOption(option, text, 'it holds half of a surrogate pair, which no file in UTF-8 can hold');
  }
  return lineLength(option, text, text);
}

/**
 * Returns the text if a line of a Dockerfile can hold it.
 *
 * @param source what it was made from
 * @throws when it is too long
 */
export function lineLength(option: string, text: string, source: unknown): string {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw invalidOption(option, source, `a line of a Dockerfile is too short for it, which BuildKit reads up to ${MOST_BYTES} bytes with something to spare`,
      'Put it into a file and COPY it');
  }
  return text;
}

/**
 * A word of ENV, LABEL, WORKDIR, USER or COPY, where the parser takes away quotes and backslashes and expands `$`.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function word(option: string, text: string): string {
  oneLine(option, text);
  return PLAIN_WORD.test(text) ? text : quoted(text);
}

/**
 * The JSON form of COPY, whose words may hold white space.
 *
 * @throws when hadolint or an editor could not read one
 */
export function jsonWords(option: string, texts: string[]): string {
  return lineLength(option, `[${texts.map(text => toJson(jsonWord(option, text))!).join(', ')}]`, texts);
}

function jsonWord(option: string, text: string): string {
  if (/\s\d*<</.test(text)) {
    throw invalidOption(option, text, 'editors take << behind white space for the start of a here-document, inside quotes too', 'Rename it');
  }
  const plain = word(option, text);
  if (!/[\\"$]/.test(text)) {
    return plain;
  }
  if (text.includes("'")) {
    throw invalidOption(option, text, 'beside white space, a path has \' or one of " $ \\, and not both', 'Rename it');
  }
  return `'${text}'`;
}

/** The value of an ENV or a LABEL: always in quotes, as people write it. */
export function value(option: string, text: string): string {
  return lineLength(option, quoted(oneLine(option, text)), text);
}

/** An exec form: JSON, which the parser reads without a shell and without expansion. Line breaks travel as `\n`. */
export function execForm(option: string, argv: string[]): string {
  if (!Array.isArray(argv) || argv.length === 0 || argv[0] === '') {
    throw invalidOption(option, argv, 'it needs at least the name of a program', "Write it as a list, for example ['python', 'app.py']");
  }
  for (const argument of argv) {
    if (typeof argument !== 'string' || argument.includes('\0') || !isWellFormed(argument)) {
      throw invalidOption(option, argument, 'every argument is a text without NUL characters and halves of surrogate pairs');
    }
  }
  return lineLength(option, `[${argv.map(argument => forHadolint(toJson(argument)!)).join(', ')}]`, argv);
}

/** hadolint takes the quote behind an escaped backslash for an escaped one, and the list for a shell's command. */
function forHadolint(json: string): string {
  return json.replace(/(\\\\)(?=\\?")|\\./g, (found, backslash?: string) => backslash ? '\\u005c' : found);
}

/** A word of a POSIX shell's command. */
export function shellWord(text: string): string {
  return PLAIN_WORD.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

/**
 * A command in shell form, as its author wrote it: it is theirs to quote, but it has to end where its line ends.
 *
 * @throws when it would reach into the next line or change the instruction that holds it
 */
export function shellCommand(option: string, command: string): string {
  oneLine(option, command);
  const text = command.trim();
  if (text === '') {
    throw invalidOption(option, command, 'an empty command does nothing');
  }
  if (text.startsWith('#')) {
    throw invalidOption(option, command, 'a comment is no command', 'Comments have an option of their own');
  }
  endsHere(option, command);
  if (text.startsWith('--') || jsonArray(text)) {
    throw invalidOption(option, command, 'a command cannot start like a flag of RUN or a JSON list',
      'Mounts are options, and runExec() takes a list');
  }
  return text;
}

/**
 * A line of a Dockerfile, as its author wrote it.
 *
 * @throws when it would reach into the next line, start a stage that the model does not know, or hold a line for other builds
 */
export function rawLine(option: string, line: string): string {
  oneLine(option, line);
  endsHere(option, line);
  if (/^\s*FROM\b/i.test(line)) {
    throw invalidOption(option, line, 'a stage of its own needs addStage()');
  }
  if (/^\s*ONBUILD\b/i.test(line)) {
    throw invalidOption(option, line, 'what it holds runs in other builds, where no rule sees it', 'Write the line itself, in the stage that needs it');
  }
  return line;
}

/** Whether a shell would take the rest of the line for a comment, from a `#` outside of quotes. */
export function endsInComment(command: string): boolean {
  return /(^|[\s;&|(])#/.test(withoutQuotes(command));
}

/** Whether a command is several, of which the last may run although another failed. */
export function isList(command: string): boolean {
  return /;|\|\|/.test(withoutQuotes(command));
}

function withoutQuotes(command: string): string {
  return command.replace(/'[^']*'|"(\\.|[^"\\])*"|\\./g, 'x');
}

function endsHere(option: string, text: string): void {
  if (/\\\s*$/.test(text)) {
    throw invalidOption(option, text, 'a backslash at the end would draw the next line into this one');
  }
  if (text.split(/\s+/).some(part => /^\d*<<-?[^<]/.test(part))) {
    throw invalidOption(option, text, 'a here-document needs lines of its own', 'Put the text into a file and COPY it');
  }
}

/** A comment: one `#` line for each line of the text. */
export function commentLines(option: string, text: string): string[] {
  requireText(option, text);
  return text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map(line => lineLength(option, `# ${line}`.trimEnd(), text));
}

/** The words of an instruction, without their quotes: what `word()` was given. */
export function words(text: string): string[] {
  return (text.match(/("(\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? []).map(unquoted);
}

/** A word without its quotes and backslashes. */
export function unquoted(text: string): string {
  return text.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g,
    (_, double?: string, single?: string, escaped?: string) => double?.replace(/\\([\\"$])/g, '$1') ?? single ?? escaped!);
}

function requireText(option: string, text: unknown): void {
  if (typeof text !== 'string') {
    throw invalidOption(option, text, 'expected a string');
  }
}

/** `String.isWellFormed()` of ES2024. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** The list that a text is in JSON. Most are none: an exception for each would be slow. */
export function jsonArray(text: string): unknown[] | undefined {
  try {
    return /^\s*\[/.test(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Backslashes in front of a quote stand outside of the quotes: there hadolint does not take the quote for an escaped one. */
function quoted(text: string): string {
  return `"${text.replace(/(\\+)(?="|$)|[\\"$]/g, (found, last?: string) => last ? `"${last.replace(/\\/g, '\\\\')}"` : `\\${found}`)}"`;
}
