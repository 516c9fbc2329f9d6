import { commentLines, execForm, lineLength, oneLine, shellCommand, shellWord, templateText, value, word } from '../../src/dockerfile/quoting';

test.each(['\n', '\r', '\r\n', '\0', '\v', '\f', '\x1b', '\x7f', '\u0085', '\u2028', '\u2029'])('one line has no %j', separator => {
  for (const check of [oneLine, value, word]) {
    expect(() => check('title', `a${separator}USER root`)).toThrow(/^title: "a.*USER root" is not possible: it must be on one line/s);
  }
});

test.each([
  ['plain', '"plain"'], ['', '""'], ['a  b\tc ', '"a  b\tc "'], ["it's", '"it\'s"'], ['Grüße 世界 🐍', '"Grüße 世界 🐍"'],
  ['$HOME ${HOME}', '"\\$HOME \\${HOME}"'], ['C:\\', '"C:"\\\\""'], ['\\"', '""\\\\"\\""'], ['a\\b', '"a\\\\b"'], ['x" B="y', '"x\\" B=\\"y"'],
])('the value %j is written %s', (text, written) => {
  expect(value('environment A', text)).toBe(written);
});

test.each([
  ['/opt/app-1.0_x@y%z+a=b:c,d', '/opt/app-1.0_x@y%z+a=b:c,d'],
  ['', '""'], ['*.py', '"*.py"'], ['#x', '"#x"'], ['<<EOF', '"<<EOF"'], ['["a"]', '"[\\"a\\"]"'], ['$HOME\\', '"\\$HOME"\\\\""'],
])('the word %j is written %s', (text, written) => {
  expect(word('copy', text)).toBe(written);
});

test('an exec form keeps every argument as it is, on one line', () => {
  const argv = ['sh', '-c', 'a\nb "c" $D \\', '<<EOF', '#', '--x', '', '\u2028\u2029\u0085\x7f'];
  const written = execForm('command', argv);
  expect(JSON.parse(written)).toEqual(argv);
  expect(written).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
});

test('an exec form has no << after white space, which editors read as a here-document', () => {
  const argv = ['sh', '- <<EOF', 'a\t2<<-X <<<', '<<EOF', 'a<<b'];
  const written = execForm('command', argv);
  expect(written).toBe('["sh", "- \\u003c<EOF", "a\\t2<<-X \\u003c<<", "<<EOF", "a<<b"]');
  expect(JSON.parse(written)).toEqual(argv);
});

test('an exec form needs a program, and no argument has a NUL', () => {
  expect(() => execForm('command', [])).toThrow(
    "command: [] is not possible: a command needs at least the name of a program. Write it as a list, for example ['python', 'app.py'].");
  expect(() => execForm('command', ['', 'x'])).toThrow('command: ["","x"] is not possible: a command needs at least the name of a program');
  expect(() => execForm('command', ['a', 'b\0c'])).toThrow('command: "b\\u0000c" is not possible: every argument must be a string without NUL');
});

test.each([
  ['plain-word', 'plain-word'], ['', "''"], ["it's", "'it'\\''s'"], ['$(id); `id` > x', "'$(id); `id` > x'"],
])('the shell word %j is written %s', (text, written) => {
  expect(shellWord(text)).toBe(written);
});

test.each([
  'echo "$HOME" > /x; cat < /y', '[ "$A" ] && b', '[ -f x ] || exit 1', 'echo $((1 << 3))', 'cat <<< word', 'a\\b', 'a -- --b',
])('a command stays as its author wrote it: %s', command => {
  expect(shellCommand('run', `  ${command}\t`)).toBe(command);
});

test.each([
  [' \t', 'a command must not be empty'],
  ['a\nUSER root', 'it must be on one line'],
  ['a \\', 'a backslash at the end would continue this line on the next'],
  ['a \\ \t', 'a backslash at the end would continue this line on the next'],
  ['--mount=type=ssh a', 'a command cannot start like a flag of RUN or a JSON list. Pass mounts as options, and use runExec() for a list.'],
  [' ["a", "b"] ', 'a command cannot start like a flag of RUN or a JSON list'],
  ['cat <<EOF', 'a here-document needs several lines. Put the text into a file and COPY it.'],
  ['cat 3<<-"EOF" > x', 'a here-document needs several lines'],
])('the command %j is refused', (command, reason) => {
  expect(() => shellCommand('run', command)).toThrow(`run: ${JSON.stringify(command)} is not possible: ${reason}`);
});

test('a comment has a # on each of its lines', () => {
  expect(commentLines('comment', 'a\nRUN b\r\nRUN c\rRUN d\u2028RUN e\u2029RUN f\u0085RUN g\n\nh \\'))
    .toEqual(['# a', '# RUN b', '# RUN c', '# RUN d', '# RUN e', '# RUN f', '# RUN g', '#', '# h \\']);
});

test('hadolint reads an exec form with backslashes before quotes', () => {
  for (const argv of [['a', '\\'], ['a', '\\"x'], ['a', '\\\\'], ['a', '"\\"'], ['a', '\\n\\']]) {
    const written = execForm('command', argv);
    expect(JSON.parse(written)).toEqual(argv);
    expect(written).not.toMatch(/[^\\](\\\\)+\\?"/);
  }
});

test('half of a surrogate pair, and a string that is too long for a line of a Dockerfile, are refused', () => {
  for (const check of [oneLine, value, word]) {
    expect(() => check('title', 'a\ud800')).toThrow(/^title: "a\\ud800" is not possible: it contains half of a surrogate pair/);
    expect(() => check('title', 'x'.repeat(70_000))).toThrow(/^title: "x{499}… is not possible: it is too long for a line of a Dockerfile/);
    expect(check('title', '🐍'.repeat(10))).toContain('🐍');
  }
  expect(() => value('title', '"'.repeat(40_000))).toThrow('it is too long for a line of a Dockerfile');
  expect(() => execForm('command', ['a', 'b\udc00'])).toThrow('command: "b\\udc00" is not possible: every argument must be a string without NUL characters and unpaired surrogates');
  expect(() => execForm('command', ['a', ...Array(30_000).fill('b')])).toThrow('it is too long for a line of a Dockerfile');
});

test('a template has no variables of its own in a text', () => {
  expect(['${a} %{b}', '$c %d', '$${e}'].map(templateText)).toEqual(['$${a} %%{b}', '$c %d', '$$${e}']);
});

test('a line may have 60,000 bytes, and no more', () => {
  expect(lineLength('x', 'a'.repeat(60_000), 'a')).toHaveLength(60_000);
  expect(() => lineLength('x', `${'é'.repeat(30_000)}a`, 'a')).toThrow('x: "a" is not possible: it is too long for a line of a Dockerfile');
});
