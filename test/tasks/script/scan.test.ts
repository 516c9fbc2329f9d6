import { savedImage } from './image/archives';
import { ScriptFolder } from './image/fake-docker';

const match = (id: string, severity: string, name: string, fix: string[] = []) => ({
  vulnerability: { id, severity, fix: { versions: fix } },
  relatedVulnerabilities: [{ id: `CVE-of-${id}` }],
  artifact: { name, version: '1.0', purl: `pkg:deb/debian/${name}@1.0?distro=debian-13` },
});
const DESCRIPTOR = { db: { status: { built: '2026-11-26T00:00:00Z' } } };
const FOUND = [match('GHSA-1', 'High', 'openssl', ['1.1']), match('CVE-2', 'Low', 'bash\nx'), match('CVE-3', 'Critical', 'zlib'), match('CVE-4', '', 'a')];
const LINES = ['critical: CVE-3 zlib 1.0, no fixed version', 'high: GHSA-1 openssl 1.0, fixed in 1.1', 'low: CVE-2 bash\\u{a}x 1.0, no fixed version', 'unknown: CVE-4 a 1.0, no fixed version'];

let folder: ScriptFolder;

/** A scanner that writes a report, where it is told to. */
function scanner(name: string, report: object | string | undefined, status = 0): void {
  const text = report === undefined ? undefined : typeof report === 'string' ? report : JSON.stringify(report);
  folder.write(`bin/${name}.json`, text ?? '');
  folder.program(name, `#!/bin/sh
case "$*" in version*format*) cat bin/${name}.version 2>/dev/null; exit;; version|--version) exit;; esac
printf '%s\\n' "$@" >${name}.log
for word; do case $word in --file=*|--output=/*|--output=.projen*) ${text === undefined ? ':' : `cp bin/${name}.json "\${word#*=}"`};; esac; done
echo "message of ${name}" >&2
exit ${status}
`);
}

const scan = (...argv: string[]) => folder.run('scan', 'shop', '--', ...argv);

beforeEach(() => {
  folder = new ScriptFolder();
  folder.docker([{ on: 'save', saved: savedImage({ layers: [{ files: [] }] }) }]);
  for (const name of ['grype', 'trivy']) {
    folder.program(name, '#!/bin/sh\nexit 127\n'); // as if this machine had none
  }
});

describe('grype', () => {
  test.each<[string[], number, string]>([
    [[], 1, 'shop has 2 vulnerabilities that are high or worse. '],
    [['--fail-on=critical'], 1, 'shop has 1 vulnerabilities that are critical. '],
    [['--fail-on=unknown'], 1, 'shop has 4 vulnerabilities that are unknown or worse. '],
  ])('findings are listed, the worst first; with %j the status is %d', (argv, status, message) => {
    scanner('grype', { matches: FOUND, descriptor: DESCRIPTOR });
    expect(scan(...argv)).toEqual({ status, stdout: `${LINES.join('\n')}\n`, stderr: expect.stringContaining(message) });
  });

  test('findings below the threshold, or none at all, are no error', () => {
    scanner('grype', { matches: FOUND.slice(1, 2), descriptor: DESCRIPTOR });
    expect(scan()).toEqual({ status: 0, stdout: `${LINES[2]}\n`, stderr: 'message of grype\ngrype found no more in shop that is high or worse.\n' });
    scanner('grype', { matches: [], descriptor: { db: { built: '2026-11-26T00:00:00Z' } } });
    expect(scan()).toEqual({ status: 0, stdout: '', stderr: 'message of grype\ngrype found nothing in shop that is high or worse.\n' });
  });

  test('other flags are for the scanner', () => {
    scanner('grype', { matches: [], descriptor: DESCRIPTOR });
    scan('--only-fixed');
    expect(folder.read('grype.log').trim().split('\n')).toEqual([expect.stringMatching(/^docker-archive:/), '--quiet', '--output=json', expect.stringMatching(/^--file=/), '--only-fixed']);
  });

  test.each<[string, object | string | undefined, number, string]>([
    ['fails', { matches: [], descriptor: DESCRIPTOR }, 1, 'its message is above'],
    ['writes nothing', undefined, 0, 'it wrote no report'],
    ['writes half a report', '{"matches":[', 0, 'its report cannot be read'],
    ['writes something else', { matches: [null], descriptor: DESCRIPTOR }, 0, 'its report cannot be read'],
    ['writes nothing in JSON', 'null', 0, 'its report cannot be read'],
    ['has no database', { matches: [] }, 0, 'it does not name its database'],
    ['has a database without a date', { matches: [], descriptor: { db: { status: { error: 'database does not exist' } } } }, 0, 'it does not name its database'],
    ['has no list of matches', { descriptor: DESCRIPTOR }, 0, 'it does not name its database'],
  ])('that %s is an error, and not "no findings"', (_, report, status, reason) => {
    scanner('grype', report, status);
    expect(scan()).toEqual({ status: 1, stdout: '', stderr: `message of grype\ngrype did not look for vulnerabilities: ${reason}. This does not mean that there are none.\n` });
  });
});

describe('trivy', () => {
  const results = (...found: object[]) => ({ Results: [{ Packages: [{}], Vulnerabilities: found.length ? found : undefined }, {}] });

  beforeEach(() => folder.write('bin/trivy.version', '{"VulnerabilityDB":{"UpdatedAt":"2026-11-26T00:00:00Z"}}'));

  test('findings are listed', () => {
    scanner('trivy', results({ VulnerabilityID: 'CVE-1', Severity: 'HIGH', PkgName: 'a', InstalledVersion: '1', FixedVersion: '2' }, { VulnerabilityID: 'CVE-2', PkgName: 'b', InstalledVersion: '1' }));
    expect(scan('--ignore-unfixed')).toMatchObject({ status: 1, stdout: 'high: CVE-1 a 1, fixed in 2\nunknown: CVE-2 b 1, no fixed version\n' });
    expect(folder.read('trivy.log').trim().split('\n')).toEqual([
      'image', expect.stringMatching(/^--input=/), '--quiet', '--scanners=vuln', '--list-all-pkgs', '--format=json', expect.stringMatching(/^--output=/), '--ignore-unfixed',
    ]);
    scanner('trivy', results());
    expect(scan()).toMatchObject({ status: 0, stdout: '' });
  });

  test.each<[string, object, string, string]>([
    ['has no database', results(), '{}', 'it has no database'],
    ['prints no version', results(), '', 'it has no database'],
    ['finds no packages', { Results: [{ Packages: [] }] }, '{"VulnerabilityDB":{"UpdatedAt":"2026-11-26T00:00:00Z"}}', 'it found no packages'],
    ['does not know the system', {}, '{"VulnerabilityDB":{"UpdatedAt":"2026-11-26T00:00:00Z"}}', 'it found no packages'],
  ])('that %s is an error, and not "no findings"', (_, report, version, reason) => {
    scanner('trivy', report);
    folder.write('bin/trivy.version', version);
    expect(scan()).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(`trivy did not look for vulnerabilities: ${reason}. This does not mean that there are none.\n`) });
  });
});

describe('statements', () => {
  const document = (...more: object[]) => JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    'timestamp': '2026-01-01T00:00:00Z',
    'statements': more.map(statement => ({ status: 'not_affected', products: [{ '@id': 'pkg:oci/shop' }], justification: 'vulnerable_code_not_present', ...statement })),
  });

  beforeEach(() => scanner('grype', { matches: FOUND.slice(0, 1), descriptor: DESCRIPTOR }));

  test.each<[string, object]>([
    ['on the image', { vulnerability: { name: 'GHSA-1' } }],
    ['on another name of the vulnerability', { vulnerability: { name: 'X', aliases: ['CVE-of-GHSA-1'] } }],
    ['on its address', { vulnerability: { '@id': 'https://example.com/CVE-of-GHSA-1' } }],
    ['in the first version of the format', { vulnerability: 'GHSA-1' }],
    ['on a package of the image', { vulnerability: 'GHSA-1', products: [{ '@id': 'pkg:oci/shop', 'subcomponents': [{ '@id': 'pkg:deb/debian/openssl@1.0?arch=amd64' }] }] }],
    ['on a package in all versions', { vulnerability: 'GHSA-1', products: [{ identifiers: { purl: 'pkg:deb/debian/openssl' } }] }],
    ['that it is fixed', { vulnerability: 'GHSA-1', status: 'fixed' }],
  ])('%s decide', (_, statement) => {
    folder.write('.vex/a.openvex.json', document(statement));
    expect(scan()).toEqual({ status: 0, stdout: '', stderr: 'message of grype\n1 of 1 findings do not affect the image according to .vex: GHSA-1\ngrype found no more in shop that is high or worse.\n' });
  });

  test.each<[string, object]>([
    ['on another image', { vulnerability: 'GHSA-1', products: [{ '@id': 'pkg:oci/other' }] }],
    ['on the image with another digest', { vulnerability: 'GHSA-1', products: [{ '@id': `pkg:oci/shop@sha256%3A${'a'.repeat(64)}` }] }],
    ['on another package', { vulnerability: 'GHSA-1', products: [{ '@id': 'pkg:oci/shop', 'subcomponents': [{ '@id': 'pkg:deb/debian/openssl@2.0' }] }] }],
    ['on another vulnerability', { vulnerability: 'GHSA-12' }],
    ['that are not decided', { vulnerability: 'GHSA-1', status: 'under_investigation' }],
    ['that it is affected', { vulnerability: 'GHSA-1', status: 'affected' }],
  ])('%s do not', (_, statement) => {
    folder.write('.vex/a.openvex.json', document(statement));
    expect(scan()).toMatchObject({ status: 1, stdout: `${LINES[1]}\n` });
  });

  test('the last statement counts, in whatever file it is', () => {
    folder.write('.vex/a.openvex.json', document({ vulnerability: 'GHSA-1', status: 'affected', timestamp: '2026-03-01T00:00:00Z' }));
    folder.write('.vex/b.openvex.json', document({ vulnerability: 'GHSA-1', timestamp: '2026-02-01T00:00:00Z' }));
    expect(scan()).toMatchObject({ status: 1 });
    folder.write('.vex/b.openvex.json', document({ vulnerability: 'GHSA-1', timestamp: '2026-04-01T00:00:00Z' }));
    expect(scan()).toMatchObject({ status: 0 });
  });

  test('in a monorepo, those beside the Dockerfile count too', () => {
    folder.write('.vex/a.openvex.json', document({ vulnerability: 'GHSA-12' }));
    folder.write('services/shop/.vex/a.openvex.json', document({ vulnerability: 'GHSA-1' }));
    expect(scan()).toMatchObject({ status: 1 });
    expect(scan('--dockerfile=services/shop/Dockerfile', '--sarif=found.json')).toMatchObject({ status: 0 });
    expect(scan('--dockerfile=services/other/a b/Dockerfile', '--sarif=found.json')).toMatchObject({ status: 1 });
    const { runs: [{ results: [{ locations: [{ physicalLocation }] }] }] } = JSON.parse(folder.read('found.json'));
    expect(physicalLocation.artifactLocation.uri).toBe('services/other/a%20b/Dockerfile');
  });

  test.each<[string, string, string]>([
    ['is no JSON', '{', '.vex/a.openvex.json cannot be read: '],
    ['has no statements', '[]', '.vex/a.openvex.json is not an OpenVEX document: it has no list of statements.\n'],
    ['is empty', 'null', '.vex/a.openvex.json is not an OpenVEX document: it has no list of statements.\n'],
    ['has another status', document({ vulnerability: 'A', status: 'ignored' }), '.vex/a.openvex.json: statement 1 needs a vulnerability, a list of products, and a status: '],
    ['has no vulnerability', document({ vulnerability: 'A' }, {}), '.vex/a.openvex.json: statement 2 needs '],
    ['has no products', document({ vulnerability: 'A', products: undefined }), '.vex/a.openvex.json: statement 1 needs '],
    ['has nothing as a statement', '{"statements":[null]}', '.vex/a.openvex.json: statement 1 needs '],
  ])('a file that %s is an error', (_, text, message) => {
    folder.write('.vex/a.openvex.json', text);
    expect(scan()).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(message) });
  });

  test('other files are not read', () => {
    folder.write('.vex/README.md', 'see the specification');
    expect(scan()).toMatchObject({ status: 1, stdout: `${LINES[1]}\n` });
  });
});

test.each<[string[], string]>([
  [[], 'grype or trivy is needed to look for vulnerabilities. Install grype: https://github.com/anchore/grype#installation, or trivy: https://trivy.dev/latest/getting-started/installation/'],
  [['--scanner=trivy'], 'trivy is needed to look for vulnerabilities. Install grype: https://github.com/anchore/grype#installation, or trivy: https://trivy.dev/latest/getting-started/installation/'],
  [['--scanner=snyk'], '--scanner=snyk is not possible: the scanners are grype and trivy.'],
  [['--fail-on=severe'], '--fail-on=severe is not possible: it is one of unknown, negligible, low, medium, high, critical.'],
  [['--fail-on'], '--fail-on needs a value, with an equals sign: --fail-on=…'],
])('%j cannot be done', (argv, message) => {
  expect(scan(...argv)).toEqual({ status: 1, stdout: '', stderr: `${message}\n` });
});

test('with both scanners, grype is taken unless trivy is named', () => {
  scanner('grype', { matches: [], descriptor: DESCRIPTOR });
  scanner('trivy', { Results: [{ Packages: [{}] }] });
  folder.write('bin/trivy.version', '{"VulnerabilityDB":{"UpdatedAt":"2026-11-26T00:00:00Z"}}');
  expect(scan().stderr).toContain('grype found nothing');
  expect(scan('--scanner=trivy').stderr).toContain('trivy found nothing');
});
