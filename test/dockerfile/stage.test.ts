import { newDockerfile } from './new-dockerfile';
import { Mount, RunNetwork, Stage, StagePlace } from '../../src/dockerfile';

type Build = (stage: Stage) => void;

/** The lines below FROM. */
function lines(build: Build): string[] {
  const dockerfile = newDockerfile();
  dockerfile.addStage('build', { image: 'debian' });
  const stage = dockerfile.addStage('app', { image: 'debian' });
  build(stage);
  return stage.toString().split('\n').slice(1);
}

test('instructions are in the order of their calls, and the container\'s settings are at the end', () => {
  expect(lines(stage => {
    stage.cmd(['app']);
    stage.entrypoint(['tini', '--']);
    stage.healthCheck(['check']);
    stage.stopSignal('SIGTERM');
    stage.expose(8000);
    stage.workdir('/app');
    stage.addArgument('VERSION', '$B "c" \\');
    stage.user('app:app');
    stage.expose(9000);
    stage.cmd(['other', '$X']);
  })).toEqual([
    'WORKDIR /app', 'ARG VERSION="\\$B \\"c\\" "\\\\""', 'USER app:app',
    'EXPOSE 8000 9000', 'STOPSIGNAL SIGTERM', 'HEALTHCHECK CMD ["check"]', 'ENTRYPOINT ["tini", "--"]', 'CMD ["other", "$X"]',
  ]);
});

test('variables gather in one ENV and labels in one LABEL, where the first was added', () => {
  expect(lines(stage => {
    stage.workdir('/app');
    stage.addLabel('org.opencontainers.image.title', 'My "app"');
    stage.addEnvironment('A', 'old');
    stage.user('app');
    stage.addLabel('maintainer', 'me\\');
    stage.prependPath('/opt/venv/bin');
    stage.prependPath('/opt/tools');
    stage.addEnvironment('A', '$HOME');
  })).toEqual([
    'WORKDIR /app',
    'LABEL org.opencontainers.image.title="My \\"app\\"" \\',
    '    maintainer="me"\\\\""',
    'ENV A="\\$HOME" \\',
    '    PATH="/opt/tools:/opt/venv/bin:$PATH"',
    'USER app',
  ]);
});

test('a variable that names another of the same ENV, even escaped, has an ENV of its own: hadolint would take it for a reference', () => {
  expect(lines((stage) => {
    stage.addEnvironment('A', '$B ${A}');
    stage.addEnvironment('B', '$AB $C');
    stage.addLabel('a', '$b');
    stage.addLabel('b', '$a');
  })).toEqual(['ENV B="\\$AB \\$C"', 'ENV A="\\$B \\${A}"', 'LABEL a="\\$b" \\', '    b="\\$a"']);
});

test('a variable that names itself stays in the ENV of the others; where all name each other, there is no empty one', () => {
  const add = (variables: { [name: string]: string }) =>
    lines(stage => Object.entries(variables).forEach(([name, value]) => stage.addEnvironment(name, value)));
  expect(add({ A: '1', B: '$B' })).toEqual(['ENV A="1" \\', '    B="\\$B"']);
  expect(add({ A: '$B', B: '$A' })).toEqual(['ENV A="\\$B"', 'ENV B="\\$A"']);
});

test('a variable that is set after the instructions were read is written', () => {
  const stage = newDockerfile().addStage('app', { image: 'debian' });
  stage.addEnvironment('A', '1');
  expect(stage.imageConfig.environment).toEqual({ A: '1' });
  stage.addEnvironment('A', '2');
  expect(stage.imageConfig.environment).toEqual({ A: '2' });
});

test('commands run one after the other in one layer, with their network, their mounts and a comment', () => {
  expect(lines(stage => stage.runAll(['apt-get update', 'apt-get install gcc'], {
    mounts: [Mount.cache('/var/cache/apt'), Mount.ssh()],
    network: RunNetwork.NONE,
    comment: 'compilers\nUSER root',
  }))).toEqual([
    '# compilers',
    '# USER root',
    'RUN --network=none \\',
    '    --mount=type=cache,target=/var/cache/apt \\',
    '    --mount=type=ssh,required=true \\',
    '    apt-get update \\',
    '    && apt-get install gcc',
  ]);
});

const TIMES = { interval: '30s', timeout: '500ms', startPeriod: '1m30s', startInterval: '1s', retries: 2 };
const OWNER = { fromStage: 'build', link: true, chown: '10001:10001', chmod: 'u=rwX,go=rX' };

test.each<[string, Build]>([
  ['RUN ["echo", "$HOME", "<<EOF", "a\\nb"]', stage => stage.runExec(['echo', '$HOME', '<<EOF', 'a\nb'])],
  ['RUN ["a", "b\\u007cc"]', stage => stage.runExec(['a', 'b|c'])],
  ['RUN --network=none \\\n    --mount=type=tmpfs,target=/x \\\n    ["a"]', stage => stage.runExec(['a'], { network: RunNetwork.NONE, mounts: [Mount.tmpfs('/x')] })],
  ['RUN a', stage => stage.run('a', { network: RunNetwork.DEFAULT, contextSources: ['x'] })],
  ['HEALTHCHECK --interval=30s --timeout=0.5s --start-period=90s --start-interval=1s --retries=2 \\\n    CMD ["a"]',
    stage => stage.healthCheck(['a'], TIMES)],
  ['HEALTHCHECK NONE', stage => stage.noHealthCheck()],
  ['ENTRYPOINT []', stage => stage.entrypoint([])],
  ['COPY --link --from=build --chown=10001:10001 --chmod=u=rwX,go=rX /out /app', stage => stage.copy(['/out'], '/app', OWNER)],
  ['COPY ./--from=build app /x/', stage => stage.copy(['--from=build', 'app'], '/x/')],
  ['COPY app setup.py /x/', stage => stage.copy(['./app/', 'setup.py'], '/x/')],
  ['COPY ["\\"my app\\"", "b", "/x/"]', stage => stage.copy(['my app', 'b'], '/x/')],
  ['COPY ["a", "\'/my app/$x\'"]', stage => stage.copy(['a'], '/my app/$x')],
  ['COPY "[\\"a\\",x]" "\\"b\\"]"', stage => stage.copy(['["a",x]'], '"b"]')],
  ['COPY "<<EOF" "*.py" "\\$HOME" /x/', stage => stage.copy(['<<EOF', '*.py', '$HOME'], '/x/')],
])('%s', (text, build) => {
  expect(lines(build).join('\n')).toBe(text);
});

test('consecutive RUNs have a hadolint comment, and others do not', () => {
  expect(lines(stage => {
    stage.run('a');
    stage.run('b', { comment: 'why' });
    stage.run('c', { comment: 'hadolint ignore=DL3008' });
    stage.run('d', { mounts: [Mount.ssh()] });
    stage.workdir('/x');
    stage.runExec(['e']);
  })).toEqual([
    'RUN a', '# why', '# hadolint ignore=DL3059', 'RUN b', '# hadolint ignore=DL3008,DL3059', 'RUN c',
    'RUN --mount=type=ssh,required=true \\', '    d', 'WORKDIR /x', 'RUN ["e"]',
  ]);
});

test('a comment at the end of the last command stays in its line', () => {
  expect(lines(stage => stage.runAll(['echo "a # b"', 'c # why']))).toEqual(['RUN echo "a # b" \\', '    && c # why']);
});

test.each<[string, Build]>([
  ['environment name: "A B" is not possible: a name consists of letters, digits and underscores', stage => stage.addEnvironment('A B', 'x')],
  ['label name: "a…" is not possible: a name consists of lower-case letters and digits, with single . _ / - between them', stage => stage.addLabel('a=b', 'x')],
  ...['A', '1a', 'a-', 'a..b', 'a--b'].map((name): [string, Build] => [`label name: "${name}" is not possible: a name consists of lower-case`, stage => stage.addLabel(name, 'x')]),
  ['label name: "com.docker.x" is not possible: Docker reserves', stage => stage.addLabel('com.docker.x', 'x')],
  ['path: "/a:/b" is not possible: a folder of PATH must be absolute', stage => stage.prependPath('/a:/b')],
  ['workdir: "app" is not possible: the path must be absolute. Write \'/app\'.', stage => stage.workdir('app')],
  ['workdir: "C:\\\\app" is not possible: folders are separated by / on every system, and images have no drives. Write \'/app\'.', stage => stage.workdir('C:\\app')],
  ['copy destination: "srv\\\\app" is not possible: folders are separated by / on every system, and images have no drives. Write \'srv/app\'.',
    stage => stage.copy(['a'], 'srv\\app')],
  ['workdir: "/a\\nRUN id" is not possible', stage => stage.workdir('/a\nRUN id')],
  ['user: "a\\nRUN id" is not possible: a user is a name or an ID, optionally with a colon and a group: 10001:10001; a name can have up to 32 characters.', stage => stage.user('a\nRUN id')],
  ['port must be a whole number from 1 to 65535, got 0.', stage => stage.expose(0)],
  ['stopSignal: "TERM" is not possible: a signal is a name such as SIGTERM, or a number from 1 to 64', stage => stage.stopSignal('TERM')],
  ['healthCheck interval: "30" is not possible: a duration is a number with the unit ms, s, m or h', stage => stage.healthCheck(['a'], { interval: '30' })],
  ['healthCheck.retries must be a whole number from 1 to 1000, got 0.', stage => stage.healthCheck(['a'], { retries: 0 })],
  ['healthCheck.retries must be a whole number from 1 to 1000, got 1e+21.', stage => stage.healthCheck(['a'], { retries: 1e21 })],
  ['healthCheck interval: "9999999999h" is not possible: a duration can be at most one day', stage => stage.healthCheck(['a'], { interval: '9999999999h' })],
  ['healthCheck interval: "86400001ms" is not possible: a duration can be at most one day', stage => stage.healthCheck(['a'], { interval: '86400001ms' })],
  ['run: "b; c # why" is not possible: a comment would hide', stage => stage.runAll(['a', 'b; c # why'])],
  ['mount target: "/" is not possible: a mount cannot replace the whole file system', () => Mount.cache('/')],
  ['mount target: "/a/.." is not possible: a mount cannot replace the whole file system', () => Mount.tmpfs('/a/..')],
  ['mount source: 5 is not possible', () => Mount.bind(5 as never, '/x')],
  ['command: "python app" is not possible: a command needs at least the name of a program', stage => stage.cmd('python app' as never)],
  ['healthCheck: "curl x" is not possible: a command needs at least the name of a program', stage => stage.healthCheck('curl x' as never)],
  ['copy sources: "x" is not possible: expected a list of at least one path', stage => stage.copy('x' as never, '/x')],
  ['copy: [5,"/x"] is not possible: expected paths that are strings', stage => stage.copy([5 as never], '/x')],
  ['environment A: a number is not possible: expected a string', stage => stage.addEnvironment('A', 5 as never)],
  ['run: 5 is not possible: expected a string', stage => stage.run(5 as never)],
  ['run: "b \\\\" is not possible: a backslash at the end', stage => stage.runAll(['a', 'b \\'])],
  ['mount source: "../x" is not possible: a path must be inside the build context', stage => stage.run('a', { mounts: [Mount.bind('../x', '/x')] })],
  ['copy source: "../x" is not possible: a path must be inside the build context', stage => stage.copy(['../x'], '/x')],
  ['copy destination: "/x" is not possible: several sources must be copied into a folder. Write \'/x/\'.', stage => stage.copy(['a', 'b'], '/x')],
  ['copy source: "a\\nUSER root" is not possible', stage => stage.copy(['a\nUSER root'], '/x')],
  ['chown: "a --link" is not possible: an owner is user or user:group, with up to 32 characters each', stage => stage.copy(['a'], '/x', { chown: 'a --link' })],
  ['chown: "app" is not possible: with link, an owner must be numeric: 10001 or 10001:10001', stage => stage.copy(['a'], '/x', { chown: 'app', link: true })],
  ['chmod: "rwx" is not possible: permissions are octal (0755) or symbolic (u=rwX,go=rX)', stage => stage.copy(['a'], '/x', { chmod: 'rwx' })],
  ['run: "# note" is not possible: a comment is not a command. Use the option comment.', stage => stage.run('# note', { mounts: [Mount.tmpfs('/tmp')] })],
  ['run: "a # why" is not possible: a comment would hide', stage => stage.runAll(['a # why', 'b'])],
  ['copy: ["a",""] is not possible: a path must not be empty', stage => stage.copy(['a'], '')],
  ['copy source: "!a" is not possible', stage => stage.copy(['!a'], '/x')],
  ['raw: "RUN x \\\\" is not possible: a backslash at the end', stage => stage.raw('RUN x \\')],
  ['raw: "RUN cat <<EOF" is not possible: a here-document', stage => stage.raw('RUN cat <<EOF')],
  ['raw: "from evil" is not possible: FROM starts a new stage', stage => stage.raw('from evil')],
  ['raw contextSources: "x\\n!secret" is not possible', stage => stage.raw('ADD x /x', { contextSources: ['x\n!secret'] })],
  ['raw: "VOLUME /x\\nUSER root" is not possible', stage => stage.raw('VOLUME /x\nUSER root')],
  ['copy sources: [] is not possible: expected a list of at least one path.', stage => stage.copy([], '/x')],
  ['run: [] is not possible: expected at least one command.', stage => stage.runAll([])],
  ['run: [] is not possible', stage => stage.runExec([])],
  ...['host', '', 'none --mount=type=ssh', null].map((network): [string, Build] => [
    `run.network must be one of 'default', 'none', got ${JSON.stringify(network)}.`, stage => stage.run('a', { network: network as never }),
  ]),
  ['run contextSources: "../x" is not possible: a path must be inside the build context', stage => stage.run('a', { contextSources: ['../x'] })],
  ['run contextSources: "x\\n!secret" is not possible', stage => stage.runExec(['a'], { contextSources: ['x\n!secret'] })],
  ['healthCheck: [] is not possible', stage => stage.healthCheck([])],
  ['command: [] is not possible', stage => stage.cmd([])],
  ['entrypoint: "a\\u0000" is not possible: every argument must be a string', stage => stage.entrypoint(['a\0'])],
  ['environment A: "…" is not possible: it must be on one line', stage => stage.addEnvironment('A', 'a\nb')],
  ['labels a: "…" is not possible: it must be on one line', stage => stage.addLabel('a', 'a\nb')],
  [`label name: "${'a'.repeat(256)}" is not possible`, stage => stage.addLabel('a'.repeat(256), 'x')],
  ['label name: "io.docker.x" is not possible: Docker reserves the namespaces com.docker, io.docker and org.dockerproject. Use your own domain.',
    stage => stage.addLabel('io.docker.x', 'x')],
  ['port must be a whole number from 1 to 65535, got 65536', stage => stage.expose(65536)],
  ['port must be a whole number from 1 to 65535, got 1.5', stage => stage.expose(1.5)],
  ['healthCheck timeout: "x30s" is not possible', stage => stage.healthCheck(['a'], { timeout: 'x30s' })],
  ['healthCheck timeout: "30s x" is not possible', stage => stage.healthCheck(['a'], { timeout: '30s x' })],
  ['copy: "/a \'$b\'" is not possible: a path with white space can have either \' or one of " $ \\, but not both. Rename it.', stage => stage.copy(['a'], "/a '$b'")],
  ['copy: "/x\\u0000 y" is not possible: it must be on one line', stage => stage.copy(['a'], '/x\0 y')],
])('%s', (message, build) => {
  expect(() => lines(build)).toThrow(message);
});

const MOUNT = 'run.mounts must be a list of mounts, got';

test.each<[string, Build]>([
  ['copy.from: unknown option. Did you mean fromStage?', stage => stage.copy(['a'], '/x', { from: 'build' } as never)],
  ['copy.exclude: unknown option. The options are fromStage, link, chown, chmod, comment.', stage => stage.copy(['a'], '/x', { exclude: 'b' } as never)],
  ['copy.link must be true or false, got "yes".', stage => stage.copy(['a'], '/x', { link: 'yes' as never })],
  ['copy.fromStage must be a string, got null.', stage => stage.copy(['a'], '/x', { fromStage: null as never })],
  ['copy.chown must be a string, got 10001.', stage => stage.copy(['a'], '/x', { chown: 10001 as never })],
  ['copy.chmod must be a string, got 755.', stage => stage.copy(['a'], '/x', { chmod: 755 as never })],
  ['copy.comment must be a string, got ["a"].', stage => stage.copy(['a'], '/x', { comment: ['a'] as never })],
  ['copy must be an object, got "0755".', stage => stage.copy(['a'], '/x', '0755' as never)],
  ['run.mount: unknown option. Did you mean mounts?', stage => stage.run('a', { mount: [] } as never)],
  [`${MOUNT} "type=ssh".`, stage => stage.run('a', { mounts: 'type=ssh' as never })],
  [`${MOUNT} ["--mount=type=ssh"].`, stage => stage.run('a', { mounts: ['--mount=type=ssh'] as never })],
  [`${MOUNT} [{"type":"ssh"}].`, stage => stage.runExec(['a'], { mounts: [{ type: 'ssh' }] as never })],
  ['run.contextSources must be a list of strings, got "src".', stage => stage.run('a', { contextSources: 'src' as never })],
  ['run.comment must be a string, got 5.', stage => stage.runAll(['a'], { comment: 5 as never })],
  ['run must be an object, got null.', stage => stage.run('a', null as never)],
  ['cache mount.sharin: unknown option. Did you mean sharing?', () => Mount.cache('/a', { sharin: 'locked' } as never)],
  ["cache mount.sharing must be one of 'shared', 'private', 'locked', got \"exclusive\".", () => Mount.cache('/a', { sharing: 'exclusive' as never })],
  ['cache mount.id must be a string, got 1.', () => Mount.cache('/a', { id: 1 as never })],
  ['bind mount.from: unknown option. Did you mean fromStage?', () => Mount.bind('a', '/a', { from: 'build' } as never)],
  ['bind mount.readWrite must be true or false, got "false".', () => Mount.bind('a', '/a', { readWrite: 'false' as never })],
  ['secret mount.env: unknown option.', () => Mount.secret('a', { env: 'A' } as never)],
  ['secret mount.required must be true or false, got 0.', () => Mount.secret('a', { required: 0 as never })],
  ['healthCheck.retrys: unknown option. Did you mean retries?', stage => stage.healthCheck(['a'], { retrys: 3 } as never)],
  ['healthCheck.interval must be a string, got 30.', stage => stage.healthCheck(['a'], { interval: 30 as never })],
  ['raw.contextSource: unknown option. Did you mean contextSources?', stage => stage.raw('VOLUME /x', { contextSource: ['a'] } as never)],
  ['raw.contextSources must be a list of strings, got "a".', stage => stage.raw('VOLUME /x', { contextSources: 'a' as never })],
])('without a type checker there is an error: %s', (message, build) => {
  expect(() => lines(build)).toThrow(message);
});

/** The paths of the build context that a stage reads. */
function contextSources(build: Build): string[] {
  const dockerfile = newDockerfile();
  dockerfile.addStage('build', { image: 'debian' });
  build(dockerfile.addStage('app', { image: 'debian' }));
  return dockerfile.contextSources;
}

test('the build context has the mounted files of a RUN, or only the named part of them', () => {
  const mounts = [Mount.bind('a/', '/a'), Mount.bind('/x', '/x', { fromStage: 'build' }), Mount.bind('.', '/b'), Mount.cache('/c')];
  for (const run of [(stage: Stage, more: object) => stage.run('a', { mounts, ...more }), (stage: Stage, more: object) => stage.runExec(['a'], { mounts, ...more })]) {
    expect(contextSources(stage => run(stage, {}))).toEqual(['.', 'a']);
    expect(contextSources(stage => run(stage, { contextSources: ['./b/*.py', 'a'] }))).toEqual(['a', 'b/*.py']);
    expect(contextSources(stage => run(stage, { contextSources: [] }))).toEqual([]);
  }
});

test('a path that a mount names is looked at even where less of it is read', () => {
  expect(() => contextSources(stage => stage.run('a', { mounts: [Mount.bind('../x', '/x')], contextSources: ['y'] })))
    .toThrow('mount source: "../x" is not possible: a path must be inside the build context');
});

test('instructions that are added to a place are written there', () => {
  const dockerfile = newDockerfile();
  const stage = dockerfile.addStage('app', { image: 'debian' });
  expect(() => stage.at(StagePlace.AFTER_CODE)).toThrow('at: "after-code" is not possible: the places of app are none.');
  stage.run('a');
  stage._addPlace(StagePlace.BEFORE_REQUIREMENTS);
  stage.run('b');
  stage._addPlace(StagePlace.BEFORE_USER);
  stage.at(StagePlace.BEFORE_USER).user('app');
  stage.at(StagePlace.BEFORE_REQUIREMENTS).workdir('/x');
  expect(stage.toString().split('\n').slice(1)).toEqual(['RUN a', 'WORKDIR /x', 'RUN b', 'USER app']);
  for (const place of ['after-code', 'AFTER_CODE', '', undefined]) {
    expect(() => stage.at(place as never)).toThrow(`at: ${JSON.stringify(place)} is not possible: the places of app are StagePlace.BEFORE_REQUIREMENTS, StagePlace.BEFORE_USER.`);
  }
});

test('a stage has its command and its ports', () => {
  const stage = newDockerfile().addStage('app', { image: 'debian' });
  expect([stage.command, stage.ports]).toEqual([undefined, []]);
  stage.cmd(['a', 'b']);
  [1, 65535, 1].forEach(port => stage.expose(port));
  expect([stage.command, stage.ports]).toEqual([['a', 'b'], [1, 65535]]);
});

test('a stage starts from an image that no stage has the name of', () => {
  const dockerfile = newDockerfile();
  dockerfile.addStage('python', { image: 'debian' });
  expect(() => dockerfile.addStage('app', { image: 'python' }))
    .toThrow('image: "python" is not possible: a stage has this name, and Docker would use the stage. Add a tag, or use fromStage.');
});

test.each(['SIGTERM', 'SIGRTMIN+13', 'SIGRTMIN', 'SIGRTMAX-1', '9', '15', '64'])('%s is a signal', signal => {
  expect(lines(stage => stage.stopSignal(signal))).toEqual([`STOPSIGNAL ${signal}`]);
});

test.each(['SIGFOO', '0', '00', '65', 'SIGRTMIN+16', 'SIGRTMAX-15', 'x SIGTERM', 'SIGTERM x', 'SIGRTMIN*3', 'SIGRTMIN+x', 'x9', '123', 'ab', ''])('%j is no signal', signal => {
  expect(() => lines(stage => stage.stopSignal(signal))).toThrow('stopSignal: ');
});

test.each(['0:0', '10001', 'app', 'a', 'app:www-data', 'my_app.x:g', 'a:b', `${'a'.repeat(32)}:${'b'.repeat(32)}`])('%s is an owner', chown => {
  expect(lines(stage => stage.copy(['a'], '/x', { chown }))).toEqual([`COPY --chown=${chown} a /x`]);
});

test.each([':a', 'a:', '-a', 'a:-b', 'a b', 'a:b:c', 'a$', 'a:b c', 'a'.repeat(33), `a:${'b'.repeat(33)}`])('%j is no owner', chown => {
  expect(() => lines(stage => stage.copy(['a'], '/x', { chown }))).toThrow('chown: ');
});

test.each(['0:0', '10001', '10001:20', '4294967293:4294967293'])('with link, %s is an owner', chown => {
  expect(lines(stage => stage.copy(['a'], '/x', { chown, link: true }))).toEqual([`COPY --link --chown=${chown} a /x`]);
});

test.each(['x1', '1x', '1:x', '10000000000', '1:10000000000'])('with link, %s is no owner', chown => {
  expect(() => lines(stage => stage.copy(['a'], '/x', { chown, link: true }))).toThrow('chown: ');
});

test.each(['644', '0755', 'u=rwX,go=rX', '+x', 'ug+rw,o-w,a=X', 'u+s', 'ugo=', `${'u+x,'.repeat(9)}u+x`])('%s are permissions', chmod => {
  expect(lines(stage => stage.copy(['a'], '/x', { chmod }))).toEqual([`COPY --chmod=${chmod} a /x`]);
});

test.each(['x644', '64', '00644', '688', 'u=rwX;go', 'u=rwX,', 'rwx', 'u=rwX go=r', 'ugox=r', 'ugoau+x', `${'u+x,'.repeat(10)}u+x`])('%j are no permissions', chmod => {
  expect(() => lines(stage => stage.copy(['a'], '/x', { chmod }))).toThrow('chmod: ');
});

test('labels may have the names that only look like those of Docker, and long ones', () => {
  const names = ['a', 'my.com.docker.x', 'a'.repeat(255)];
  expect(lines(stage => names.forEach(name => stage.addLabel(name, 'x'))).join('\n')).toBe(`LABEL ${names.map(name => `${name}="x"`).join(' \\\n    ')}`);
});

test.each([
  ['1s', '1s'], ['90m', '90m'], ['12h', '12h'], ['1500ms', '1.5s'], ['1h1m1s1ms', '3661.001s'], ['10ms', '0.01s'],
])('the time %s is written as %s', (interval, written) => {
  expect(lines(stage => stage.healthCheck(['a'], { interval, retries: 1 }))[0]).toBe(`HEALTHCHECK --interval=${written} --retries=1 \\`);
});

test.each<[string, Build]>([
  ['RUN a; b', stage => stage.run('a; b')],
  ['RUN { a; b; } \\\n    && c', stage => stage.runAll(['a; b', 'c'])],
  ['RUN { a; b; } \\\n    && c', stage => stage.runAll(['a; b;', 'c'])],
  ['RUN a || b', stage => stage.run('a || b')],
  ['RUN { a || b; } \\\n    && { c;d; }', stage => stage.runAll(['a || b', 'c;d'])],
])('a list of commands is one command: %s', (text, build) => {
  expect(lines(build).join('\n')).toBe(text);
});

test('hadolint sees the flags of a RUN as they are, whatever their lines', () => {
  const pragma = '# hadolint ignore=DL3059';
  expect(lines(stage => {
    stage.raw('run  --mount=type=ssh   a');
    stage.run('b', { mounts: [Mount.ssh()] });
    stage.raw('RUN --mount=type=ssh,required=true   c');
    stage.comment('two\nlines');
    stage.run('d', { mounts: [Mount.ssh()] });
    stage.raw('');
    stage.run('e', { mounts: [Mount.ssh(), Mount.tmpfs('/t')] });
    stage.raw('RUN --mount=type=ssh,required=true --mount=type=tmpfs,target=/t f');
    stage.raw('ENV A RUN x');
    stage.run('g');
    stage.run('h', { comment: 'two\nhadolint ignore=DL1' });
  })).toEqual([
    'run  --mount=type=ssh   a', 'RUN --mount=type=ssh,required=true \\', '    b', pragma, 'RUN --mount=type=ssh,required=true   c', '# two', '# lines',
    pragma, 'RUN --mount=type=ssh,required=true \\', '    d', '', 'RUN --mount=type=ssh,required=true \\', '    --mount=type=tmpfs,target=/t \\', '    e', pragma,
    'RUN --mount=type=ssh,required=true --mount=type=tmpfs,target=/t f', 'ENV A RUN x', 'RUN g', '# two', '# hadolint ignore=DL1,DL3059', 'RUN h',
  ]);
});

test('the condition of conditional instructions is checked when the file is written', () => {
  let holds = false;
  const stage = newDockerfile().addStage('app', { image: 'debian' });
  stage._addIf(() => holds, section => section.workdir('/b'));
  stage.workdir('/c');
  const written = () => stage.toString().split('\n').slice(1);
  expect(written()).toEqual(['WORKDIR /c']);
  holds = true;
  expect(written()).toEqual(['WORKDIR /b', 'WORKDIR /c']);
});

test.each<[string, Build]>([
  ['copy sources: [] is not possible: expected a list of at least one path. Write for example [\'app\'].', stage => stage.copy([], '/x')],
  ['copy: ["aaaaa', stage => stage.copy(Array.from({ length: 400 }, () => 'a'.repeat(200)), '/x/')],
  ['healthCheck interval: "25h" is not possible: a duration can be at most one day. Write for example 30s.', stage => stage.healthCheck(['a'], { interval: '25h' })],
  ['copy: "a <<b" is not possible: editors read << after white space as the start of a here-document, even inside quotes. Rename it.', stage => stage.copy(['a <<b'], '/x/')],
  ['copy: "a 3<<b" is not possible', stage => stage.copy(['a 3<<b'], '/x/')],
  ['raw: "  onbuild RUN a" is not possible', stage => stage.raw('  onbuild RUN a')],
  ['raw: "RUN a 3<<EOF" is not possible: a here-document needs several lines.', stage => stage.raw('RUN a 3<<EOF')],
  ['run.mounts must be a list of mounts, got [null]', stage => stage.run('a', { mounts: [null as never] })],
  ['mount target: "/" is not possible: a mount cannot replace the whole file system.', stage => stage.run('a', { mounts: [Mount.bind('a', '/')] })],
  ['mount target: "//." is not possible', stage => stage.run('a', { mounts: [Mount.cache('//.')] })],
])('the error is %s', (message, build) => {
  expect(() => lines(build)).toThrow(message);
});

test.each<[string, Build]>([
  ['RUN a # b', stage => stage.runAll(['a # b'])], ["RUN echo 'x # y' \\\n    && b", stage => stage.runAll(["echo 'x # y'", 'b'])], ["RUN echo ''#x \\\n    && b", stage => stage.runAll(["echo ''#x", 'b'])],
  ['RUN a x<<b', stage => stage.raw('RUN a x<<b')], ['RUN a <<<b', stage => stage.raw('RUN a <<<b')], ['RUN echo ONBUILD', stage => stage.raw('RUN echo ONBUILD')], ['COPY a b /x/', stage => stage.copy(['a', 'b'], '/x/')],
])('%j is possible', (line, build) => {
  expect(lines(build).join('\n')).toContain(line);
});

test('a health check with the word NONE is a health check, and ports have any white space between them', () => {
  const stage = newDockerfile().addStage('x', { image: 'debian' });
  stage.raw('HEALTHCHECK CMD x NONE');
  stage.raw('EXPOSE 1   2\t3');
  expect([stage.imageConfig.healthCheck?.at(-1), stage.imageConfig.exposedPorts]).toEqual(['x NONE', ['1', '2', '3']]);
  stage.raw('HEALTHCHECK none');
  expect(stage.imageConfig.healthCheck).toEqual([]);
});
