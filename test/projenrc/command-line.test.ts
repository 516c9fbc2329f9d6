import { InitProject, InitProjectOptionHints } from 'projen';
import { checkCommandLine } from '../../src/projenrc/command-line';

function commandLine(args: { [option: string]: unknown }): InitProject {
  const options = [{ name: 'framework', kind: 'enum' }, { name: 'packageManager', kind: 'enum' }, { name: 'pythonVersion' }];
  return { fqn: 'x.Y', args, type: { options } as never, comments: InitProjectOptionHints.NONE, synth: true, post: true };
}

test.each([[3.12, '3.12'], [3.1, '3.10'], ['3.13', '3.13']])('the version %p is written as %p', (version, text) => {
  const initProject = commandLine({ pythonVersion: version });
  checkCommandLine(initProject, { pythonVersion: version });
  expect(initProject.args.pythonVersion).toBe(text);
});

test('a value that an enum does not have is an error, though it arrives as undefined', () => {
  expect(() => checkCommandLine(commandLine({ framework: 'bogus' }), { framework: undefined }))
    .toThrow('framework: "bogus" is not possible: the values are fastapi, flask, django, streamlit, lambda, none.');
  expect(() => checkCommandLine(commandLine({ packageManager: 'npm' }), {})).toThrow('packageManager: "npm" is not possible: the values are pip, uv, poetry.');
  checkCommandLine(commandLine({ framework: 'none' }), { framework: 'none' });
});

test('a version that does not exist is an error', () => {
  expect(() => checkCommandLine(commandLine({ pythonVersion: 3.99 }), { pythonVersion: 3.99 })).toThrow('pythonVersion: 3.99 is not possible');
});
