import fc from 'fast-check';

/** What some format or program reads as its own. */
const FRAGMENTS = [
  '"', "'", '`', '$', '$HOME', '${PATH}', '${A:-b}', '$$', '$(id)', '\\', '\\\\', '\\n', '\\"', '\\$', '\\u0041', '#', ' # ', '<<EOF', '<<-E', '<', '>',
  '--flag', '--mount=type=ssh', '[', ']', '["a"]', '{', '}', '{{', '}}', '{{ secrets.X }}', '${{ secrets.X }}', '%', '%s', '*', '**', '?', '!', '&&', '||', ';',
  '|', '&', '=', ',', ':', ': ', '- ', '@', '~', '/', '..', ' ', '  ', '\t', 'ä', 'e\u0301', '日本語', 'שלום', '🐍', '👩‍👩‍👧', '\u00a0', '\u200b', '\u202e', '\ufeff', '”',
  '$$HOME', '$${X}', '${X?}', '{{range .}}', '{{.}}', '{% x %}', '`id`', '$\'x\'', '"$@"', '$(canary)', ';canary;', '2>&1', '>/x', '\\\'',
  'FROM scratch', 'USER root', 'RUN id', 'AS x', 'true', 'null', '0', '1e3', 'word',
];

/** What ends a line in one format or another, and what no text file should hold. */
const CONTROLS = ['\n', '\r', '\r\n', '\n\n', '\nUSER root', '\\\n', '\v', '\f', '\0', '\x1b', '\x7f', '\u0085', '\u2028', '\u2029', '\ud800', '\udc00x'];

const fragment = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...FRAGMENTS) }, { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) });
const joined = (arbitrary: fc.Arbitrary<string>, minLength = 0) => fc.array(arbitrary, { minLength, maxLength: 6 }).map(parts => parts.join(''));

/** A text that every place takes in which people write something: it has one line. */
export const line = joined(fragment).filter(isLine);

/** The same, but not empty. */
export const someLine = joined(fragment, 1).filter(text => text.trim() !== '' && isLine(text));

/** An argument of a program: anything but NUL. */
export const argument = joined(fc.oneof({ weight: 5, arbitrary: fragment }, { weight: 1, arbitrary: fc.constantFrom(...CONTROLS) }))
  .filter(text => !/\0|\p{Surrogate}/u.test(text));

/** Anything, more often than not what somebody would have to refuse. */
export const wild = fc.oneof(
  joined(fc.oneof(fragment, fc.constantFrom(...CONTROLS))),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', ' ', '.', '/', '..', '-', '_', 'x'.repeat(300), 'x'.repeat(70_000)),
);

/** A text in double quotes of a POSIX shell, where it means itself. */
export function inShell(text: string): string {
  return `"${text.replace(/[\\"$`]/g, '\\$&')}"`;
}

function isLine(text: string): boolean {
  return !/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/.test(text) && !/\p{Surrogate}/u.test(text);
}
