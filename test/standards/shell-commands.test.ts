import { checked } from './check';
import { StagePlace } from '../../src';
import { installedPackages, packageName } from '../../src/standards/system-packages';

test.each<[string, string[][]]>([
  ['RUN a b', [['a', 'b']]],
  ['RUN --mount=type=ssh a && b || c; d | e & f', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
  ['RUN a "b && c" \'d;e\' f\\;g', [['a', 'b && c', 'd;e', 'f;g']]],
  ['RUN a && b || { c; exit 1; }', [['a'], ['b'], ['c'], ['exit', '1']]],
  ['RUN X=1 Y="a b" /usr/bin/a X=2', [['a', 'X=2']]],
  ['RUN ! ( exec env a )', [['a']]],
  ['RUN (a && b) | c $(d "(e)" \\(f)', [['a'], ['b'], ['d', '(e)', '(f'], ['c', '$(d "(e)" \\(f)']]],
  ['RUN if a; then b; else c; fi; for x in y; do d; done', [['a'], ['b'], ['c'], ['d']]],
  ['RUN sudo X=1 a && sudo', [['sudo'], ['a'], ['sudo']]],
  ['RUN sudo -E -u root --prompt x --group=x a -u b', [['sudo'], ['a', '-u', 'b']]],
  ['RUN sudo -E', [['sudo']]],
  ['RUN ["/usr/bin/sudo", "-E", "sh", "-c", "a; b"]', [['sudo'], ['a'], ['b']]],
  ['RUN a && bash -c "b; sh -ec \'c d\'" && e', [['a'], ['b'], ['c', 'd'], ['e']]],
  ['RUN ["bash", "-e", "-o", "pipefail", "-c", "a"]', [['a']]],
  ['RUN ["bash", "x.sh", "-c", "a"]', [['bash', 'x.sh', '-c', 'a']]],
  ['RUN []', []],
  ['RUN X=1', []],
  ['RUN ["/bin/a", "b && c"]', [['a', 'b && c']]],
  ['RUN ["/bin/sh", "-c", "a && b"]', [['a'], ['b']]],
  ['RUN ["bash", "-ec", "a"]', [['a']]],
  ['RUN ["bash", "x.sh"]', [['bash', 'x.sh']]],
  ['RUN ["sh", "-c"]', []],
  ['RUN ["xsh", "-c", "a"]', [['xsh', '-c', 'a']]],
  ['CMD a', []],
])('%s', (line, commands) => {
  const container = checked({}, ({ production }) => production.at(StagePlace.BEFORE_USER).raw(line));
  expect(container.commandsOf(container.production.instructions.find(instruction => String(instruction) === line)!)).toEqual(commands);
});

test('the commands of a RUN of several lines are read', () => {
  const container = checked({}, ({ production }) => production.at(StagePlace.BEFORE_USER).runAll(['a', 'b || { c; exit 1; }']));
  const run = container.production.at(StagePlace.BEFORE_USER).instructions[0];
  expect([String(run), container.commandsOf(run)]).toEqual(['RUN a \\\n    && { b || { c; exit 1; }; }', [['a'], ['b'], ['c'], ['exit', '1']]]);
});

test.each<[string, string[]]>([
  ['apt-get install -y --no-install-recommends gcc libpq5=17.*', ['gcc', 'libpq5']],
  ['apt-get -y install a', ['a']],
  ['apt install a', ['a']],
  ['apk add --no-cache a~1 b>2', ['a', 'b']],
  ['dnf install a:1', ['a']],
  ['microdnf install a', ['a']],
  ['yum install a', ['a']],
  ['apk install a', []],
  ['apt-get add a', []],
  ['pip install a', []],
  ['apt-get update', []],
])('%s installs %j', (command, names) => {
  expect(installedPackages(command.split(' '))).toEqual(names);
});

test('a package may have a version', () => {
  expect(['a=1', 'a~1', 'a<2', 'a>2', 'a:amd64', 'a'].map(packageName)).toEqual(['a', 'a', 'a', 'a', 'a', 'a']);
});
