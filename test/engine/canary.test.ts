import { describeOnEngine, docker, inImage, run } from './engine';
import { newFolder, write } from './workspace';
import { PythonContainerProject } from '../../src';
import { ENTRIES } from '../injection-entries';
import { newProject } from '../synth';

jest.setTimeout(300_000);

/** A program of this name writes a file when it is run: it needs no arguments, so that its name can stand in that of a host. */
const CANARY = 'canary';
const VALUES = [`a;${CANARY};b`, `$(${CANARY})`, `\`${CANARY}\``, `a&${CANARY}&b`, `a|${CANARY}`, `';${CANARY};'`, `";${CANARY};"`, `a\n${CANARY}`, `a%3B${CANARY}%3Bb`, `a%24(${CANARY})`, `\${x:-$(${CANARY})}`, `a'$(${CANARY})'b`];
const FORMS = ['X', 'https://X/simple/', 'https://X.example/', 'https://a.example/X/', 'a @ git+ssh://git@example.com/X', 'a[X]', 'a; os_name == "X"', '/X', 'python:X', 'registry.example.com/X'];
/** These are commands of their author, who may run what they like. */
const OWN = ['run', 'runExec', 'raw'];

/** What a project runs in a shell while its image is built. */
function commands(project: PythonContainerProject): string[] {
  return project.container.dockerfile.stages.flatMap(({ instructions }) => instructions)
    .filter(({ keyword, isShellForm }) => keyword === 'RUN' && isShellForm).map(({ argv }) => argv[2]);
}

/** The same with a value, unless it is refused. */
function commandsWith(name: string, value: string): string[] {
  const { options, call } = ENTRIES[name];
  try {
    const project = newProject(options?.(value));
    call?.(project, value);
    return commands(project);
  } catch (error) {
    expect((error as Error).message).toMatch(/ is not possible: | must be /);
    return [];
  }
}

describeOnEngine('a canary in a value', () => {
  test('never runs, in any option', () => {
    const found = new Map<string, string>();
    for (const name of Object.keys(ENTRIES).filter(entry => !OWN.includes(entry))) {
      for (const value of VALUES.flatMap(text => FORMS.map(form => form.replace('X', () => text)))) {
        commandsWith(name, value).filter(command => command.includes(CANARY)).forEach(command => found.set(command, `${name}: ${value}`));
      }
    }
    const all = [...found.keys()];
    expect(all.length).toBeGreaterThan(10);

    const folder = newFolder('canary');
    write(folder, 'Dockerfile', 'FROM python:3.14-slim-trixie\nCOPY canary stub /usr/local/sbin/\n'
      + 'RUN cd /usr/local/sbin && chmod +x canary stub && for name in pip uv poetry python apt-get apk find touch groupadd useradd sed; do ln -s stub $name; done\nCOPY commands /commands\n');
    write(folder, 'canary', '#!/bin/sh\necho "$NUMBER" >>/canaries\n');
    write(folder, 'stub', '#!/bin/sh\ntrue\n');
    [...all, CANARY].forEach((command, number) => write(folder, `commands/${number}`, command)); // the last one shows that the canary works
    docker('build', '--quiet', '--tag=access-canary', folder);
    const numbers = inImage('access-canary', 'for file in /commands/*; do NUMBER=${file##*/} timeout 5 sh "$file" >/dev/null 2>&1; done; cat /canaries').trim().split('\n').map(Number);
    run('.', 'docker', 'rmi', 'access-canary');
    expect(numbers.map(number => found.get(all[number]) ?? 'the canary works')).toEqual(['the canary works']);
  });
});
