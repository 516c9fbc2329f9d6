import { SourceFiles } from '../../src';
import { Dockerfile, Stage } from '../../src/dockerfile';
import { ImageCommands } from '../../src/standards/image-commands';
import { newDockerfile } from '../dockerfile/new-dockerfile';

/** The commands of all instructions of a stage, each as one text. */
function commandsOf(dockerfile: Dockerfile, stage: Stage): string[][] {
  const commands = new ImageCommands(dockerfile);
  return stage.instructions.map(instruction => commands.of(instruction).map(({ words }) => words.join(' '))).filter(({ length }) => length > 0);
}

function ofLines(...lines: string[]): string[][] {
  const dockerfile = newDockerfile();
  const stage = dockerfile.addStage('x', { image: 'debian:1' });
  lines.forEach(line => stage.raw(line));
  return commandsOf(dockerfile, stage);
}

test.each<[string, string[], string[][]]>([
  ['RUN in shell form', ['RUN a && b'], [['a', 'b']]],
  ['RUN in exec form', ['RUN ["a", "&&", "b"]'], [['a && b']]],
  ['CMD, ENTRYPOINT and HEALTHCHECK', ['CMD a; b', 'ENTRYPOINT ["c"]', 'HEALTHCHECK CMD d; e'], [['a', 'b'], ['c'], ['d', 'e']]],
  ['nothing else', ['LABEL a=b', 'WORKDIR /a', 'USER a', 'COPY a /b', 'ADD a /b', 'STOPSIGNAL SIGINT'], []],
  ['SHELL that is no shell', ['SHELL ["a", "-b"]', 'RUN c; d'], [['a -b c; d']]],
  ['SHELL that starts a shell', ['SHELL ["env", "sh", "-c"]', 'RUN a; b'], [['a', 'b']]],
  ['SHELL for the lines below it only', ['RUN a; b', 'SHELL ["c"]', 'RUN a; b', 'SHELL ["bash", "-c"]', 'RUN a; b'], [['a', 'b'], ['c a; b'], ['a', 'b']]],
  ['variables of ENV and ARG', ['ENV A=a B=b', 'ARG C=c', 'RUN $A $B ${C} $D'], [['a b c $D']]],
  ['variables that have others', ['ENV A=a', 'ENV B="$A ${A} $C"', 'RUN $B'], [['a a $C']]],
  ['the last value', ['ENV A=a', 'ENV A=b', 'RUN $A'], [['b']]],
  ['a variable without a value', ['ENV A=a', 'ENV A=', 'RUN $A'], [['a']]],
  ['variables of other instructions', ['LABEL A=a', 'RUN $A x'], [['x']]],
  ['a script that COPY renames', ['RUN echo "a b" > /s', 'COPY /s /t', 'RUN sh /t'], [['echo a b'], ['a b', 'sh /t']]],
  ['a program that COPY renames', ['COPY /bin/a /b', 'RUN /b'], [['a', 'b']]],
  ['several programs, and a folder', ['COPY /bin/a /b/', 'RUN /b'], [['b']]],
  ['a program that COPY puts into a folder under a name that has dots', ['COPY /bin/a /x/../b', 'RUN b'], [['a', 'b']]],
])('%s', (_name, lines, commands) => {
  expect(ofLines(...lines)).toEqual(commands);
});

test('an argument without a value has that of the last one above all stages', () => {
  const dockerfile = newDockerfile();
  dockerfile.addArgument('A', 'a');
  dockerfile.addArgument('B');
  const stage = dockerfile.addStage('x', { image: 'debian:1' });
  ['ARG A', 'ARG B', 'ENV C=', 'RUN $A $B'].forEach(line => stage.raw(line));
  expect(commandsOf(dockerfile, stage)).toEqual([['a $B']]);
  const other = dockerfile.addStage('y', { image: 'debian:1' });
  other.raw('RUN x $A');
  other.raw('ENV A=');
  other.raw('RUN x $A');
  expect(commandsOf(dockerfile, other)).toEqual([['x $A'], ['x $A']]);
});

test('a stage has what the stages have that it starts from, and the files of those that it copies or mounts from', () => {
  const dockerfile = newDockerfile();
  const base = dockerfile.addStage('base', { image: 'debian:1' });
  ['SHELL ["bash", "-ec"]', 'ENV A=a', 'RUN echo "b c" > /s'].forEach(line => base.raw(line));
  const other = dockerfile.addStage('other', { image: 'debian:1' });
  ['ENV D=d', 'RUN echo "e f" > /t'].forEach(line => other.raw(line));
  const third = dockerfile.addStage('third', { image: 'debian:1' });
  third.raw('RUN echo "g h" > /u');
  const stage = dockerfile.addStage('x', { fromStage: 'base' });
  ['RUN x $A $D', 'RUN . /s', 'RUN . /t', 'COPY --from=other /t /v', 'RUN . /t', 'RUN --mount=from=third,target=/m . /m/u'].forEach(line => stage.raw(line));
  expect(commandsOf(dockerfile, stage)).toEqual([['x a $D'], ['b c', '. /s'], ['. /t'], ['e f', '. /t'], ['g h', '. /m/u']]);
});

test('an instruction of another Dockerfile has no commands', () => {
  const other = newDockerfile().addStage('x', { image: 'debian:1' });
  other.raw('RUN a');
  expect(new ImageCommands(newDockerfile()).of(other.instructions[0])).toEqual([]);
});

test('the commands of a container are read once', () => {
  const container = { dockerfile: newDockerfile(), sourceFiles: SourceFiles._of(newDockerfile()) };
  expect(ImageCommands.ofContainer(container)).toBe(ImageCommands.ofContainer(container));
  expect(ImageCommands.ofContainer(container)).not.toBe(ImageCommands.ofContainer({ ...container }));
});
