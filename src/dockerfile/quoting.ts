import { invalidOption, toJson } from './invalid-option';

/**
 * Every value that a user writes reaches a generated file through this module, so that none can become another
 * instruction, flag or command.
 */

/** Characters that cannot be in a line of a Dockerfile: a line break would start the next instruction. */
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/;

/** BuildKit reads lines of up to 65,535 bytes; this leaves room for the rest of the line. */
const MOST_BYTES = 60_000;

/** Words that need no quotes in a Dockerfile and in a shell. */
const PLAIN_WORD = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * Returns the text if it fits on one line.
 *
 * @throws when it holds a line break or another control character
 */
export function oneLine(option: string, text: string): string {
  requireText(option, text);
  if (CONTROL_CHARACTERS.test(text)) {
    throw invalidOption(option, text, 'it must be on one line, without line breaks and control characters');
  }
  if (!isWellFormed(text)) {
    throw invalidOption(option, text, 'it contains half of a surrogate pair, which cannot be written in UTF-8');
  }
  return lineLength(option, text, text);
}

/**
 * Returns the text if it fits into a line of a Dockerfile.
 *
 * @param source the value from which it was made
 * @throws when it is too long
 */
export function lineLength(option: string, text: string, source: unknown): string {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw invalidOption(option, source, `it is too long for a line of a Dockerfile, which can have up to ${MOST_BYTES} bytes`,
      'Put it into a file and COPY it');
  }
  return text;
}

/**
 * A word of ENV, LABEL, WORKDIR, USER or COPY, where the parser removes quotes and backslashes and expands `$`.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function word(option: string, text: string): string {
  oneLine(option, text);
  return PLAIN_WORD.test(text) ? text : quoted(text);
}

/**
 * The JSON form of COPY, whose words may contain white space.
 *
 * @throws when hadolint or an editor could not read a word
 */
export function jsonWords(option: string, texts: string[]): string {
  return lineLength(option, `[${texts.map(text => toJson(jsonWord(option, text))!).join(', ')}]`, texts);
}

function jsonWord(option: string, text: string): string {
  if (/\s\d*<</.test(text)) {
    throw invalidOption(option, text, 'editors read << after white space as the start of a here-document, even inside quotes', 'Rename it');
  }
  const plain = word(option, text);
  if (!/[\\"$]/.test(text)) {
    return plain;
  }
  if (text.includes("'")) {
    throw invalidOption(option, text, 'a path with white space can have either \' or one of " $ \\, but not both', 'Rename it');
  }
  return `'${text}'`;
}

/** The value of an ENV or a LABEL: always in quotes, as people write it. */
export function value(option: string, text: string): string {
  return lineLength(option, quoted(oneLine(option, text)), text);
}

/** The exec form: JSON, which the parser reads without a shell and without expansion. Line breaks are written as `\n`. */
export function execForm(option: string, argv: string[]): string {
  if (!Array.isArray(argv) || argv.length === 0 || argv[0] === '') {
    throw invalidOption(option, argv, 'a command needs at least the name of a program', "Write it as a list, for example ['python', 'app.py']");
  }
  for (const argument of argv) {
    if (!isRuntimeText(argument)) {
      throw invalidOption(option, argument, 'every argument must be a string without NUL characters and unpaired surrogates');
    }
  }
  return lineLength(option, `[${argv.map(argument => forEditors(forHadolint(toJson(argument)!))).join(', ')}]`, argv);
}

/** Whether it can be an argument or an environment variable of a program. */
export function isRuntimeText(text: unknown): text is string {
  return typeof text === 'string' && !text.includes('\0') && isWellFormed(text);
}

/** hadolint reads a quote after an escaped backslash as an escaped quote, and then the list as a shell command. */
function forHadolint(json: string): string {
  return json.replace(/(\\\\)(?=\\?")|\\./g, (found, backslash?: string) => backslash ? '\\u005c' : found);
}

/** Editors read `<<` after white space as the start of a here-document, even inside quotes. */
function forEditors(json: string): string {
  return json.replace(/<(?=<)(?<=\s\d*<)/g, '\\u003c');
}

/** A word of a POSIX shell's command. */
export function shellWord(text: string): string {
  return PLAIN_WORD.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

/**
 * A command in shell form, as its author wrote it: the author quotes it, but it must end with its line.
 *
 * @throws when it would continue on the next line or change its instruction
 */
export function shellCommand(option: string, command: string): string {
  oneLine(option, command);
  const text = command.trim();
  if (text === '') {
    throw invalidOption(option, command, 'a command must not be empty');
  }
  if (text.startsWith('#')) {
    throw invalidOption(option, command, 'a comment is not a command', 'Use the option comment');
  }
  endsHere(option, command);
  if (text.startsWith('--') || jsonArray(text)) {
    throw invalidOption(option, command, 'a command cannot start like a flag of RUN or a JSON list',
      'Pass mounts as options, and use runExec() for a list');
  }
  return text;
}

/**
 * A line of a Dockerfile, as its author wrote it.
 *
 * @throws when it would continue on the next line, start a stage that the model does not know, or be an instruction for other builds
 */
export function rawLine(option: string, line: string): string {
  oneLine(option, line);
  endsHere(option, line);
  if (/^\s*FROM\b/i.test(line)) {
    throw invalidOption(option, line, 'FROM starts a new stage', 'Use addStage()');
  }
  if (/^\s*ONBUILD\b/i.test(line)) {
    throw invalidOption(option, line, 'what it holds runs in other builds, where no rule sees it', 'Write the line itself, in the stage that needs it');
  }
  return line;
}

/** Whether a shell would read the rest of the line as a comment, because of a `#` outside of quotes. */
export function endsInComment(command: string): boolean {
  return /(^|[\s;&|(])#/.test(withoutQuotes(command));
}

/** Whether a text is several commands, the last of which may run although another failed. */
export function isList(command: string): boolean {
  return /;|\|\|/.test(withoutQuotes(command));
}

function withoutQuotes(command: string): string {
  return command.replace(/'[^']*'|"(\\.|[^"\\])*"|\\./g, 'x');
}

function endsHere(option: string, text: string): void {
  if (/\\\s*$/.test(text)) {
    throw invalidOption(option, text, 'a backslash at the end would continue this line on the next');
  }
  if (text.split(/\s+/).some(part => /^\d*<<-?[^<]/.test(part))) {
    throw invalidOption(option, text, 'a here-document needs several lines', 'Put the text into a file and COPY it');
  }
}

/** A comment: a line with `#` for each line of the text. */
export function commentLines(option: string, text: string): string[] {
  requireText(option, text);
  return text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map(line => lineLength(option, `# ${line}`.trimEnd(), text));
}

/** The words of an instruction, without their quotes: the reverse of `word()`. */
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

/** Like `String.isWellFormed()` of ES2024. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** The list in a JSON text. Most texts are not JSON, and an exception for each would be slow. */
export function jsonArray(text: string): unknown[] | undefined {
  try {
    return /^\s*\[/.test(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Backslashes before a quote are written outside of the quotes, because otherwise hadolint would read the quote as an escaped one. */
function quoted(text: string): string {
  return `"${text.replace(/(\\+)(?="|$)|[\\"$]/g, (found, last?: string) => last ? `"${last.replace(/\\/g, '\\\\')}"` : `\\${found}`)}"`;
}

/**
 * A text in docker-bake.json, whose strings are templates: `${` and `%{` begin an expression.
 *
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-literals
 */
export function templateText(text: string): string {
  return text.replace(/[$%](?=\{)/g, '$&$&');
}
