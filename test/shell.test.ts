import { shellStructure } from './shell';

test('a quoted word does not change the structure', () => {
  expect(shellStructure("pip install 'a; b $(c)'")).toEqual(shellStructure("pip install 'd'"));
});

test.each(['pip install a; b', 'pip install $(a)', 'pip install `a`', 'pip install a | b', 'pip install a && b', 'pip install a >b', 'pip install a &', 'pip install a b', 'poetry install a', 'A=b pip install a'])('%s is another one', (command) => {
  expect(shellStructure(command)).not.toEqual(shellStructure('pip install a'));
});

test.each(["pip install 'a", 'a && && b', '$(a'])('%s is none', (command) => {
  expect(() => shellStructure(command)).toThrow();
});
