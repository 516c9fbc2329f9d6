import { structure } from './injection';
import { ENTRIES } from './injection-entries';

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
  ['processes name', 'processes name: ', ['a\nUSER root', 'a:b', 'a b', '--x', '$(id)', '../a', '__proto__']],
  ['processes command', HARMLESS, ['a\nUSER root', '$(id) `id` ${PATH}', "'; id; '", '--', '$@', '${{ secrets.X }}', '"]\nRUN id']],
  ['processes environment', HARMLESS, ['a\nUSER root', '$(id) `id` ${PATH}', "'; id; '", 'a --privileged', '$@', '${{ secrets.X }}']],
  ['processes healthCheckCommand', HARMLESS, ['a\nUSER root', '$(id) `id` ${PATH}', "'; id; '", '"; id; "']],
  ['processes stopSignal', 'processes.web.stopSignal must be ', ['SIGINT\nUSER root', 'TERM', '$S', 15]],
  ['buildCommands command', HARMLESS, ['a\nUSER root', 'a\r\nRUN id', 'a" \\\nUSER root', '$(id) `id` ${PATH}', '"; USER root #', 'a\\', '<<EOF', 'a\u2028USER root', '"]\nRUN id', '--mount=type=ssh']],
  ['buildCommands outputs', 'buildCommands[0].outputs: ', ['../x', '/etc', 'a\n!secret', '!secret', 'a\\b', 'a ', '**', 'a[', '.']],
  ['buildCommands outputs', HARMLESS, ['$(id)', "it's", '#x', '<<EOF', 'x,readonly=false', '${PATH}', '"']],
  ['buildCommands inputs', 'buildCommands[0].inputs: ', ['../x', '/etc', 'a\n!secret', '!secret', 'a\\b', 'a ', '**']],
  ['buildCommands environment', HARMLESS, ['a\nUSER root', 'a\r\nRUN id', 'a" \\\nUSER root', '$(id) `id` ${PATH}', '"; USER root #', 'a\\', '<<EOF', '"]\nRUN id', 'x=y', '--split-string=id']],
  ['buildCommands environment name', 'buildCommands[0].environment name: ', ['A\nUSER root', 'A=b B', 'A"', '-S id', '']],
  ['environment name', 'environment name: ', ['A\nUSER root', 'A=b B', 'A"', 'A $(id)']],
  ['environment name', HARMLESS, ['__proto__']],
  ['environment name', 'environment PATH: ', ['PATH']],
  ['labels name', 'label name: ', ['a\nUSER root', 'a=b c', 'a"', '$(id)']],
  ['name', 'name: ', ['a\nUSER root', 'a: b\n- c', '"""\nx']],
  ['name', HARMLESS, ['"; import os; "', '{{ a }} ${{ b }}', "it's # a", '$(id)']],
  ['moduleName', 'moduleName: ', ['../etc', 'a b', 'a;id', 'a\nb', 'import']],
  ['imageName', 'imageName: ', ['a b', '--privileged', 'a:b', '$(id)', 'a\n- b', '$@']],
  ['imageRegistry', 'imageRegistry: ', ['a b', 'a.example AS x\nUSER root', 'https://a.example', 'user:password@a.example', '$(id)']],
  ['imageRegistries', 'imageRegistries docker.io: ', ['a b', 'a.example AS x\nUSER root', 'https://a.example', '$(id)']],
  ['baseImage', 'baseImage: ', ['python:3 AS x\nUSER root', '--platform=x python', 'scratch AS base', 'python:$VERSION', 'Python:3']],
  ['baseImage python', 'baseImage.python ', ['/usr/bin/python; id', '/usr/bin/$(id)', 'python', '/a b', '/a\nUSER root']],
  ['baseImage release', 'baseImage: ', ['trixie AS x', 'trixie\nUSER root', '$RELEASE']],
  ['buildPackages', 'buildPackages: ', ['gcc; id', '--allow-unauthenticated', 'gcc && id', 'gcc\nUSER root', '$(id)', '-o=APT::x', '../gcc.deb']],
  ['library', HARMLESS, ['a;id;b', 'a$(id)', 'a`id`', "a'id'", 'a b', 'a|id', 'a&id', 'a>b']],
  ['runtimePackages (Alpine)', 'runtimePackages: ', ['gcc; id', '--allow-untrusted', 'a>1;id', '$(id)']],
  ['sdists', 'sdists: ', ['a --index-url=https://evil.example', ':all:', '$(id)', 'a\nb']],
  ['requirements', 'requirements: ', ['a\n--index-url https://evil.example', '-r /etc/passwd', '--extra-index-url=https://evil.example', '-e .', 'a @ https://evil.example/a.whl', 'a; id', 'a # b', 'a==1 --hash=sha256:0', './a', 'a\\\nb', 'a \\', 'a; os_name == "\\"', '${HOME}']],
  ['requirements (uv)', 'requirements: ', ['a"]\n[tool.uv]\nindex = "x', "a'''", 'a; os_name == "a\nb"', 'a @ git+https://user:password@evil.example/a', 'a @ git+ssh://git@example.com/a.git#$(id)',
    'a @ git+ssh://git@example.com/%24(id)', 'a @ git+ssh://git@example.com/%27%3Bid%3B%27', 'a @ git+ssh://-oProxyCommand@example.com/a', 'a @ git+ssh://-x/a', 'a @ git+ssh://git@example.com/a.git@--upload-pack=id', 'a @ git+https://example.com/a%0ab']],
  ['requirements (uv)', HARMLESS, ['a; os_name == "]"', 'a; os_name == \'"\'']],
  ['sources', 'sources: ', ['../x', '/etc', 'a\n!secret', '!secret', 'a\\b', 'a ', '**', 'a[', '[z-a]']],
  ['sources', 'copy source: ', ['--from=builder /']],
  ['healthCheckPath', 'healthCheckPath must be ', ['/")\nimport os', '/"); import os; c.request("GET", "/', '/a b', 'https://evil.example']],
  ['healthCheckPath', HARMLESS, ["/'", '/\\', '/${HOME}']],
  ['baseImage aptSnapshot', 'baseImage aptSnapshot: ', ["20261101T000000Z,';id;'", '20261101T000000Z\n', '../../']],
  ['pythonVersion', 'pythonVersion: ', ['3.13 AS x', '3.13\nUSER root', '3.13-slim', '../3.13']],
  ['uid', 'uid must be ', ['0', 0, '10001 root', -1]],
  ['port', 'port must be ', ['8000\nUSER root', '22/udp', 0, 1000000000]],
  ['indexes name', 'indexes name: ', ['a b', 'a=https://evil.example', 'a\nb: c', '${{ x }}', '"']],
  ['indexes url', 'indexes url: ', ['https://a.example/ --extra-index-url=https://evil.example', 'https://a.example/$(id)', 'https://user:password@a.example/', 'file:///etc', 'https://a.example/"\nUSER root', "https://a.example/';id;'", 'https://$(id)/', 'https://a;env;b.example/simple/', 'https://a%24(id)/', 'https://a%60id%60/', 'https://a&touch&b/', 'https://a.example/#: x']],
  ['indexes passwordSecret', 'indexes acme passwordSecret: ', ['A,target=/etc/passwd', 'A B', '$(id)', 'A }} ${{ secrets.B', 'A\nB']],
  ['delivery registry', 'delivery.registry: ', ['${{ secrets.X }}', 'a.example/$(id)', 'a.example\nX: y', 'https://a.example', 'user:password@a.example']],
  ['delivery platforms', 'delivery.platforms: ', ['linux/amd64;id', '${{ x }}', 'linux/a\nb', '__proto__', '--set=x']],
  ['delivery runners', 'delivery.runners linux/amd64: ', ['${{ inputs.x }}', '[self-hosted]', 'a\nb', 'a, b']],
  ['delivery releaseTags', 'delivery.releaseTags: ', ['${{ x }}', '/.*/', '(a+)+', 'v*\n- main', "'; id"]],
  ['delivery caCertificates', HARMLESS, ['$(id)', '${{ secrets.X }}', "it's", '--network=host', '`id`']],
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
      expect(() => structure(entry, value)).toThrow(new RegExp(`^${start.replace(/[$().[\]]/g, '\\$&')}[^]*( is not possible: |, got )`));
    });
    test('harmless values are not refused', () => {
      expect(Object.keys(structure(entry, entry.benign))).toEqual(expect.arrayContaining(['Dockerfile', '.dockerignore']));
    });
  }
});

test('hostile values are at least a hundred, with an outcome each', () => {
  expect(OUTCOMES.flatMap(([,, values]) => values).length).toBeGreaterThan(250);
  expect(new Set(OUTCOMES.map(([name]) => name))).toEqual(new Set(Object.keys(ENTRIES)));
});
