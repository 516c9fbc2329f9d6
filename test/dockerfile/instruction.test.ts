import { newDockerfile } from './new-dockerfile';
import { Instruction, Mount, RunNetwork } from '../../src/dockerfile';
import { unquoted, words } from '../../src/dockerfile/quoting';

const read = (line: string) => Instruction._read(line);

test.each([
  ['RUN a b', 'RUN', [], 'a b'],
  ['  run   --mount=type=ssh --network=none  a --b', 'RUN', ['--mount=type=ssh', '--network=none'], 'a --b'],
  ['COPY --link --from=a x y', 'COPY', ['--link', '--from=a'], 'x y'],
  ['COPY ./--link x', 'COPY', [], './--link x'],
  ['CMD ["a"]', 'CMD', [], '["a"]'],
  ['RUN', 'RUN', [], ''],
  ['# USER root', '#', [], 'USER root'],
  ['#USER root', '#', [], 'USER root'],
  ['', '', [], ''],
])('%j is read as Docker reads it', (line, keyword, flags, operands) => {
  expect(read(line)).toMatchObject({ keyword, flags, operands });
  expect(String(read(line))).toBe(line);
});

test('an instruction over several lines is one', () => {
  expect(Instruction._read('RUN --mount=type=ssh \\\n    a \\\n    && b')).toMatchObject({ flags: ['--mount=type=ssh'], operands: 'a && b', isShellForm: true });
});

test.each<[string, string[], boolean]>([
  ['RUN ["a", "b c"]', ['a', 'b c'], false],
  ['RUN a b', ['/bin/sh', '-c', 'a b'], true],
  ['RUN {"a": 1}', ['/bin/sh', '-c', '{"a": 1}'], true],
  ['CMD cmd a', ['/bin/sh', '-c', 'cmd a'], true],
  ['ENTRYPOINT []', [], false],
  ['ENTRYPOINT a', ['/bin/sh', '-c', 'a'], true],
  ['HEALTHCHECK --retries=1 CMD ["a"]', ['a'], false],
  ['HEALTHCHECK cmd a', ['/bin/sh', '-c', 'a'], true],
  ['HEALTHCHECK none', ['/bin/sh', '-c', 'none'], false],
  ['LABEL a=b', ['/bin/sh', '-c', 'a=b'], false],
])('%s starts %j', (line, argv, isShellForm) => {
  expect(read(line)).toMatchObject({ argv, isShellForm });
});

test.each<[string, { [name: string]: string }]>([
  ['ENV A=1 B="x y" C=\'$z\' D=a\\ b E=', { A: '1', B: 'x y', C: '$z', D: 'a b', E: '' }],
  ['ENV A x=1  y', { A: 'x=1 y' }],
  ['ENV A="\\$B \\"c\\" \\\\ \\n=x"', { A: '$B "c" \\ \\n=x' }],
  ['ARG A', { A: '' }],
  ['ARG A=1 B', { A: '1', B: '' }],
  ['LABEL "a b"=c d.e="f"', { 'a b': 'c', 'd.e': 'f' }],
  ['LABEL a', { a: '' }],
  ['ENV', {}],
])('%s sets %j', (line, variables) => {
  expect(read(line).variables).toEqual(variables);
});

test.each([
  ['COPY a b /c/', ['a', 'b', '/c/']],
  ['COPY --link "a b" /c', ['a b', '/c']],
  ['COPY ["\\"my app\\"", "b", "/c/"]', ['my app', 'b', '/c/']],
  ['ADD a /b', ['a', '/b']],
])('%s has the paths %j', (line, paths) => {
  expect(read(line).paths).toEqual(paths);
});

test.each([
  ['COPY --link --from=a x y', ['a']],
  ['COPY x y', []],
  ['RUN --mount=type=bind,from=a,source=/x,target=/y --mount=from=b,target=/z --mount=type=bind,source=from=c x --from=d', ['a', 'b']],
])('%s takes from %j', (line, origins) => {
  expect(read(line).origins).toEqual(origins);
});

test('words lose their quotes', () => {
  expect(words('a "b c"d \'e "f\' g\\"h  ')).toEqual(['a', 'b cd', 'e "f', 'g"h']);
  expect(words('')).toEqual([]);
  expect(unquoted('a\\b"\\x\\$"')).toBe('ab\\x$');
});

test('the last instruction of a stage and its parents decides', () => {
  const dockerfile = newDockerfile();
  const base = dockerfile.addStage('base', { image: 'debian:trixie' });
  base.addEnvironment('A', '1');
  base.addEnvironment('B', '$x');
  base.user('0');
  base.raw('LABEL team=a owner="b c"');
  base.expose(8000);
  const middle = dockerfile.addStage('middle', { fromStage: 'base' });
  middle.raw('env A 2');
  middle.raw('EXPOSE 53/udp 8000');
  middle.raw('ENTRYPOINT ["tini"]');
  middle.healthCheck(['check']);
  const top = dockerfile.addStage('top', { fromStage: 'middle', isDefault: true });
  top.addLabel('team', 'c');
  top.user('10001:10001');
  top.raw('CMD a b');
  expect(top.lineage).toEqual([base, middle, top]);
  expect(base.lineage).toEqual([base]);
  expect(top.imageConfig).toEqual({
    user: '10001:10001',
    environment: { A: '2', B: '$x' },
    labels: { team: 'c', owner: 'b c' },
    exposedPorts: ['8000', '53/udp'],
    entrypoint: ['tini'],
    command: ['/bin/sh', '-c', 'a b'],
    healthCheck: ['check'],
  });
  top.noHealthCheck();
  expect(top.imageConfig.healthCheck).toEqual([]);
  expect(base.imageConfig).toEqual({ user: '0', environment: { A: '1', B: '$x' }, labels: { team: 'a', owner: 'b c' }, exposedPorts: ['8000'] });
});

test('an instruction reads no files of the context by default', () => {
  expect(Instruction._of('RUN', { operands: 'a' })).toMatchObject({ contextSources: [] });
  expect(Instruction._of('COPY', { operands: 'a b /c/', contextSources: ['a', 'b'] })).toMatchObject({ contextSources: ['a', 'b'] });
  expect(Instruction._read('COPY a b /c/', ['a', 'b'])).toMatchObject({ contextSources: ['a', 'b'] });
});

test.each<[string, Partial<Instruction>]>([
  ['HEALTHCHECK  CMD   a', { argv: ['/bin/sh', '-c', 'a'], isShellForm: true }],
  ['HEALTHCHECK NONESUCH', { isShellForm: true }],
  ['HEALTHCHECK ANONE', { isShellForm: true }],
  ['CMD a CMD b', { argv: ['/bin/sh', '-c', 'a CMD b'] }],
  ['HEALTHCHECK a CMD b', { argv: ['/bin/sh', '-c', 'a CMD b'] }],
  ['RUN x --from=a', { origins: [], flags: [] }],
  ['COPY --x--from=a b c', { origins: [] }],
  ['COPY --from=build b c', { origins: ['build'] }],
  ['RUN a  \\\n  b', { operands: 'a b' }],
  ['CMD ["a", 1]', { argv: ['/bin/sh', '-c', '["a", 1]'] }],
  [' x# y', { keyword: 'X#' }],
])('%j is %j', (line, parts) => {
  expect(read(line)).toMatchObject(parts);
});

test('generated instructions are read like Docker reads them', () => {
  const stage = newDockerfile().addStage('app', { image: 'debian' });
  stage.copy(['a', '--b'], '/c/', { link: true, chown: '0:0', chmod: 'u=rwX,go=rX' });
  stage.copy(['a b'], '/c d/');
  stage.run('a && b', { network: RunNetwork.NONE, mounts: [Mount.cache('/x', { id: 'x-$Y' }), Mount.bind('a', '/b')] });
  stage.runAll(['a --b', 'c; d']);
  stage.runExec(['a', '|', '--b']);
  stage.workdir('/a b');
  stage.addEnvironment('A', '1 $B');
  stage.addEnvironment('C', '');
  stage.addLabel('a', 'b');
  stage.addArgument('D');
  stage.comment('one\n# two');
  stage.expose(80);
  stage.stopSignal('SIGINT');
  stage.healthCheck(['a'], { interval: '1s', retries: 2 });
  stage.entrypoint([]);
  stage.cmd(['a', 'b c']);
  const parts = ({ keyword, flags, operands }: Instruction) => ({ keyword, flags, operands });
  expect(stage.instructions.map(parts)).toEqual(stage.instructions.map(instruction => parts(Instruction._read(String(instruction)))));
});

test.each([
  ['COPY --chown=0:0 --link --chmod= x y', { chown: '0:0', link: 'true', chmod: '', from: undefined }],
  ['COPY --linked --link=false x --chown=1', { link: 'false', linked: 'true', chown: undefined }],
  ['RUN --mount=type=ssh --mount=type=cache a', { mount: 'type=ssh' }],
])('%s has flags with the values %j', (line, values: { [name: string]: string | undefined }) => {
  expect(Object.fromEntries(Object.keys(values).map(name => [name, read(line).flagValue(name)]))).toEqual(values);
});

test('flags end at a --', () => {
  const { flags, operands } = read('RUN --a=b -- --network=host x');
  expect([flags, operands]).toEqual([['--a=b'], '--network=host x']);
});

test('the value of a flag has no quotes', () => {
  const instruction = read("COPY --from='a b' --chown=\"c\\\"d\"'e\\'f' --chmod=g\\ h x /y");
  expect(['from', 'chown', 'chmod', 'link'].map(name => instruction.flagValue(name))).toEqual(['a b', 'c"de\'f', 'g h', undefined]);
});

test.each<[string, { [name: string]: string }]>([
  ['ENV A b  c', { A: 'b c' }], ['ENV A=b C=d', { A: 'b', C: 'd' }], ['ENV', {}], ['ARG A', { A: '' }], ['ARG A B=c', { A: '', B: 'c' }], ['LABEL a=b', { a: 'b' }],
])('%s sets %j', (line, variables) => {
  expect(read(line).variables).toEqual(variables);
});
