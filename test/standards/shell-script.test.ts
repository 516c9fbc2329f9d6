import fc from 'fast-check';
import { readScript, readWords } from '../../src/standards/shell-script';

test('plain commands are read as the parser reads them', () => {
  const word = fc.constantFrom('a', 'sudo', 'env', 'A=b', 'A+=b', 'if', 'then', 'time', 'sh', '-c', 'pip', 'install', './x', '~/y', '*', 'x?', '-n', '%1', '1', 'xargs', 'exec', 'in', '--flag=a,b', 'c@1');
  const line = fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }).map(commands => commands.map(words => words.join('  ')).join(' && '));
  fc.assert(fc.property(line, (text) => {
    expect(readScript(text)).toEqual(readScript(`${text};`));
  }), { numRuns: 1000 });
});

const DEEP = 20_000;
const NESTED: [string, string][] = [
  ['$(', ')'], ['a $(', ')'], ['`', ''], ['a `', ''], ['"$(', ')"'], ['${a:-', '}'], ['"${', '}"'], ['$((', '))'], ['a[$(', ')]'], ['a=(', ')'], ['@(', ')'], ['{a,', '}'],
  ['<(', ')'], ['a <(', ')'], ['>$(', ')'], ['<<(', ')'], ['<<$(', ')'], ['a <<<"$(', ')"'],
  ['(', ')'], ['( ', ' )'], ['{ ', ';}'], ['[[ ( ', ' ) ]]'], ['! ', ''], ['coproc ', ''], ['time ', ''], ['eval ', ''], ['f() { ', ';}'],
  ['if ', ';then a;fi'], ['if a;then ', ';fi'], ['while ', ';do a;done'], ['for a in $(', ');do a;done'], ['select a in b;do ', ';done'], ['case a in a) ', ';; esac'],
  ["sh -c '", ''], ['find . -exec ', ' ;'], ['a | ', ''], ['a && ', ''], ['a;', ''],
];

/** Calls something where four fifths of the stack are used. */
function deepInTheStack<T>(action: () => T): T {
  const depth = (level: number): number => {
    try {
      return depth(level + 1);
    } catch {
      return level;
    }
  };
  const descend = (levels: number): T => levels === 0 ? action() : descend(levels - 1);
  return descend(Math.floor(depth(0) * 0.8));
}

test.each(NESTED)('nested %s is read up to a limit, without a stack overflow', (start, end) => {
  expect(readScript(start.repeat(DEEP))).toBeInstanceOf(Array);
  expect(deepInTheStack(() => readWords(['sh', '-c', `${start.repeat(DEEP)}a${end.repeat(DEEP)}`]))).toBeInstanceOf(Array);
});

test('ordinary nesting is read completely', () => {
  const deep = `${'a $('.repeat(30)}sudo b${')'.repeat(30)} && ${'( '.repeat(50)}sudo c${')'.repeat(50)}`;
  expect(readScript(deep).map(({ words }) => words.join(' '))).toEqual(expect.arrayContaining(['sudo', 'b', 'c']));
});

test('commands before an unreadable line, and after deep nesting, are read', () => {
  expect(readScript(`sudo b; ${'$('.repeat(300)}a${')'.repeat(300)}; c`).map(({ words }) => words.join(' '))).toEqual(expect.arrayContaining(['b', 'c']));
});

test('thousands of words and commands do not overflow the stack', () => {
  const many = 'a '.repeat(124_000);
  expect(readScript(`X='${many}'; b <$X`).at(-1)?.inputFiles).toHaveLength(124_000);
  expect(readScript(`b <<<'${many}' | xargs c`).at(-1)?.words[0]).toBe('c');
  expect(readScript(`{ ${'a;'.repeat(150_000)} }`)).toHaveLength(150_000);
});

test('other errors of the reader are thrown', () => {
  const broken = new Proxy([], { get: () => { throw new TypeError('broken'); } });
  expect(() => readWords(broken)).toThrow('broken');
});

test.each([
  ['script --command="pip install x" /tmp/log'], ['script --command "pip install x"'], ['script -qc "pip install x" /dev/null'], ['env -S "pip install x"'], ['env --split-string="pip install x"'],
  ['sh -c "$(printf \'pip install x\')"'], ['A=(pip install); $A x'], ['A=pip; "$A" install x'],
])('%s runs its argument', (text) => {
  expect(readScript(text).map(({ words }) => words)).toContainEqual(['pip', 'install', 'x']);
});

test.each(['a', 'a:', '%', '\\\\', '$', '=', '-', '.'])('a program whose name is 60,000 characters of %j takes no time', (unit) => {
  const before = process.cpuUsage(); // the machine may be busy
  readScript(`${unit.repeat(60_000 / unit.length)} x`);
  readWords([unit.repeat(60_000 / unit.length), 'x']);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(500);
});
