import { BuildCommand } from '../../src';
import { folderWith, instructions, newProject, synth } from '../synth';

const MAKE: BuildCommand = { command: ['make'], outputs: ['made'] };

/** The error of a project with these build commands. */
function problem(...buildCommands: unknown[]): string {
  try {
    newProject({ buildCommands: buildCommands as BuildCommand[] });
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
}

test.each<[string, unknown, string]>([
  ['no object', 'make', 'buildCommands[0] must be an object, got "make".'],
  ['nothing', null, 'buildCommands[0] must be an object, got null.'],
  ['an unknown member', { ...MAKE, output: 'x' }, 'buildCommands[0].output: unknown option. Did you mean outputs?'],
  ['a command that is a string', { ...MAKE, command: 'make all' }, 'buildCommands[0].command must be a list of strings, got "make all".'],
  ['no command', { outputs: ['made'] }, 'buildCommands[0].command: undefined is not possible: a command needs at least the name of a program'],
  ['an empty command', { ...MAKE, command: [] }, 'buildCommands[0].command: [] is not possible: a command needs at least the name of a program'],
  ['a variable in front', { ...MAKE, command: ['A=1', 'make'] }, 'Set variables in environment'],
  ['no outputs', { command: ['make'] }, 'buildCommands[0].outputs must be a list of strings, got undefined.'],
  ['all of the application', { ...MAKE, outputs: ['./'] }, 'it would replace all of the code'],
  ['an output elsewhere', { ...MAKE, outputs: ['../made'] }, 'buildCommands[0].outputs: "../made" is not possible: a path must be inside the build context'],
  ['an absolute output', { ...MAKE, outputs: ['/app/made'] }, 'buildCommands[0].outputs: "/app/made" is not possible'],
  ['an output of Windows', { ...MAKE, outputs: ['shop\\made'] }, "Write 'shop/made'"],
  ['an output with a line break', { ...MAKE, outputs: ['a\nRUN rm'] }, 'it must be on one line'],
  ['wildcards for folders', { ...MAKE, outputs: ['*/made'] }, 'only the last part of a path can have wildcards'],
  ['an input elsewhere', { ...MAKE, inputs: ['..'] }, 'buildCommands[0].inputs: ".." is not possible'],
  ['a variable that has no name', { ...MAKE, environment: { 'A B': 'x' } }, 'buildCommands[0].environment name: "A B" is not possible'],
  ['a value with NUL', { ...MAKE, environment: { A: 'x\0' } }, 'buildCommands[0].environment A: "…" is not possible: every argument must be a string without NUL characters'],
  ['a value that is a number', { ...MAKE, environment: { A: 5 } }, 'buildCommands[0].environment A must be a string, got a number.'],
  ['a value that is too long', { ...MAKE, environment: { A: 'x'.repeat(70_000) } }, 'it is too long for a line of a Dockerfile'],
  ['inDev as a string', { ...MAKE, inDev: 'yes' }, 'buildCommands[0].inDev must be true or false, got "yes".'],
])('%s is an error that names the option', (_name, command, message) => {
  expect(problem(command)).toContain(message);
  expect(problem(MAKE, command)).toContain(message.replace('[0]', '[1]'));
});

test('no error shows the value of a variable', () => {
  expect(problem({ ...MAKE, environment: { A: 'hunter2\0' } })).not.toContain('hunter2');
  expect(problem({ ...MAKE, environment: ['hunter2'] })).not.toContain('hunter2');
  const message = (() => {
    try {
      newProject({ buildCommands: { ...MAKE, environment: { A: 'hunter2' } } as never });
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  })();
  expect(message).toMatch(/^buildCommands must be a list, got /);
  expect(message).not.toContain('hunter2');
});

test('the words of a command are quoted, and only the command has its variables', () => {
  const command = ['./make it', '$HOME', 'a\nb', '"', "'", '|', '\\', '#'];
  const environment = { SECRET_KEY: 'any word', A: '$(id)\r\n"' };
  const project = newProject({ outdir: folderWith({ 'tests/x.py': '' }), buildCommands: [{ command, outputs: ['made'], environment }] });
  const [run] = instructions(synth(project).Dockerfile, 'outputs').filter(line => line.startsWith('RUN'));
  expect(JSON.parse(run.slice('RUN '.length))).toEqual(['env', 'SECRET_KEY=any word', 'A=$(id)\r\n"', ...command]);
  expect(project.container.dockerfile.stages.map(({ imageConfig }) => imageConfig.environment.SECRET_KEY).join('')).toBe('');
});
