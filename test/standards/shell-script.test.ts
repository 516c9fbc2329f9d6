import fc from 'fast-check';
import { readScript } from '../../src/standards/shell-script';

test('plain commands are read as the parser reads them', () => {
  const word = fc.constantFrom('a', 'sudo', 'env', 'A=b', 'A+=b', 'if', 'then', 'time', 'sh', '-c', 'pip', 'install', './x', '~/y', '*', 'x?', '-n', '%1', '1', 'xargs', 'exec', 'in', '--flag=a,b', 'c@1');
  const line = fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }).map(commands => commands.map(words => words.join('  ')).join(' && '));
  fc.assert(fc.property(line, (text) => {
    expect(readScript(text)).toEqual(readScript(`${text};`));
  }), { numRuns: 1000 });
});

test.each([
  ['script --command="pip install x" /tmp/log'], ['script --command "pip install x"'], ['script -qc "pip install x" /dev/null'], ['env -S "pip install x"'], ['env --split-string="pip install x"'],
  ['sh -c "$(printf \'pip install x\')"'], ['A=(pip install); $A x'], ['A=pip; "$A" install x'],
])('%s runs what it is given', (text) => {
  expect(readScript(text).map(({ words }) => words)).toContainEqual(['pip', 'install', 'x']);
});
