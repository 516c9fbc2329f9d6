import { InitProject, InitProjectOptionHints } from 'projen';
import { PYTHON_IMAGE } from '../../src/container/option-checks';
import { checkCommandLine } from '../../src/projenrc/command-line';

function commandLine(args: { [option: string]: unknown }): InitProject {
  const options = [...['bytecode', 'framework', 'imageDigests', 'installer', 'packageManager', 'tier'].map(name => ({ name, kind: 'enum' })), { name: 'pythonVersion' }];
  return { fqn: 'x.Y', args, type: { options } as never, comments: InitProjectOptionHints.NONE, synth: true, post: true };
}

test.each([[3.12, '3.12'], [3.1, '3.10'], ['3.13', '3.13']])('the version %p is written as %p', (version, text) => {
  const initProject = commandLine({ pythonVersion: version });
  checkCommandLine(initProject, { pythonVersion: version }, PYTHON_IMAGE);
  expect(initProject.args.pythonVersion).toBe(text);
});

test.each<[string, string]>([
  ['bytecode', 'NONSENSE'], ['framework', 'bogus'], ['imageDigests', 'no'], ['installer', 'poetry'], ['packageManager', 'npm'],
])('%s has no value %s, although it arrives as undefined', (option, value) => {
  expect(() => checkCommandLine(commandLine({ [option]: value }), { [option]: undefined }, PYTHON_IMAGE))
    .toThrow(new RegExp(`^${option} must be one of ('[a-z-]+'(, )?)+, got "${value}"\\.$`));
});

test('values of the enum are accepted, and enums of derived classes are not checked', () => {
  checkCommandLine(commandLine({ framework: 'none' }), { framework: 'none' }, PYTHON_IMAGE);
  expect(() => checkCommandLine(commandLine({ tier: 'gold' }), {}, PYTHON_IMAGE)).toThrow('tier: "gold" is not possible: the values are in the documentation.');
});

test('a version that does not exist is an error', () => {
  expect(() => checkCommandLine(commandLine({ pythonVersion: 3.99 }), { pythonVersion: 3.99 }, PYTHON_IMAGE)).toThrow('pythonVersion: 3.99 is not possible');
});
