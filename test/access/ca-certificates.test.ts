import { INSTALLERS } from './acme';
import { BaseImage, PackageTool, PythonPackageManager } from '../../src';
import { relativeCertificates } from '../../src/access/ca-certificates';
import { instructions, newProject, synth } from '../synth';

const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';
const MOUNT = `--mount=type=bind,from=certificates,source=${BUNDLE},target=${BUNDLE}`;
const COPY = `COPY --link --from=certificates ${BUNDLE} ${BUNDLE}`;
const VARIABLES = `REQUESTS_CA_BUNDLE="${BUNDLE}" SSL_CERT_FILE="${BUNDLE}"`;

test.each(['', ' ca.pem', 'ca.pem ', 'ca,src=x.pem', 'ca".pem', '"ca.pem"', 'ca\n.pem', 'ca\r.pem', '~/ca.pem', '~acme/ca.pem'])('the file is not %j', (file) => {
  expect(() => newProject({ access: { caCertificates: { file } } })).toThrow(
    `caCertificates file: ${JSON.stringify(file)} is not possible: expected a path without commas, quotes and line breaks, and without ~, which is not expanded.`);
});

test.each<[unknown, string]>([
  ['ca.pem', 'access.caCertificates must be an object, got "ca.pem".'], [[], 'access.caCertificates must be an object, got [].'], [1, 'access.caCertificates must be an object, got 1.'],
  [{ file: ['ca.pem'] }, 'access.caCertificates.file must be a string, got ["ca.pem"].'],
  [{}, "caCertificates: {} is not possible: the property file is missing. Write for example { file: '/etc/ssl/certs/acme.pem' }."],
])('%j has no file', (caCertificates, message) => {
  expect(() => newProject({ access: { caCertificates: caCertificates as never } })).toThrow(new Error(message));
});

test.each(['ca.pem', 'ä', '/etc/acme/ca.pem', '../ca.pem', 'my certificates/ca.pem', 'C:\\acme\\ca.pem'])('%s is the secret of the build', (file) => {
  const files = synth(newProject({ access: { caCertificates: { file } } }));
  expect(JSON.stringify(files['.projen/tasks.json'].tasks['docker:build'])).toContain(JSON.stringify(`--secret=id=ca-certificates,src=${file}`));
  expect(instructions(files.Dockerfile, 'certificates')).toEqual([
    'FROM python:3.14-slim-trixie AS certificates',
    `RUN --mount=type=secret,id=ca-certificates,required=true cat /run/secrets/ca-certificates >>${BUNDLE}`,
  ]);
  expect(files['.dockerignore']).not.toContain(file);
});

test('without them there is no such stage', () => {
  const files = synth(newProject());
  expect(`${files.Dockerfile}${JSON.stringify(files['.projen/tasks.json'])}`).not.toMatch(/certificates/);
});

test.each(INSTALLERS)('%s: the instructions that use the network trust the certificates, and production does not', (_installer, options) => {
  const { Dockerfile, '.projen/lock.Dockerfile': lockDockerfile } = synth(newProject({
    ...options, access: { caCertificates: { file: 'ca.pem' } }, buildPackages: ['gcc'], runtimePackages: ['libpq5'],
  }));
  const online = `${Dockerfile}${lockDockerfile}`.replace(/ \\\n\s+/g, ' ').match(/^RUN .*type=cache,target=(?!\/root\/\.cache\/bytecode).*/gm)!;
  expect(online.length).toBeGreaterThan(4);
  online.forEach((run: string) => expect(run).toContain(` ${MOUNT} `));
  for (const lines of [instructions(lockDockerfile, 'base'), instructions(Dockerfile, 'builder')]) {
    expect(lines.find(line => line.startsWith('ENV'))).toContain(VARIABLES);
  }
  for (const stage of ['base', 'layers', 'production']) {
    expect(instructions(Dockerfile, stage).filter(line => !line.includes('type=cache')).join()).not.toContain('certificates');
  }
  expect(Dockerfile).not.toContain('COPY --link --from=certificates');
});

test.each<[string, BaseImage | undefined]>([['a slim image', undefined], ['a distroless image', BaseImage.distroless()]])('the application in %s trusts them too', (_name, baseImage) => {
  const { Dockerfile } = synth(newProject({ baseImage, access: { caCertificates: { file: 'ca.pem', atRuntime: true } } }));
  for (const stage of ['dev', 'production']) {
    expect(instructions(Dockerfile, stage)).toContain(COPY);
    expect(instructions(Dockerfile, stage).filter(line => line.startsWith('ENV')).join()).toContain(VARIABLES);
  }
});

test('every build reads the certificates again, because BuildKit does not notice a changed secret', () => {
  const files = synth(newProject({ access: { caCertificates: { file: 'ca.pem' } } }));
  const steps: { execArgs: string[] }[] = files['.projen/tasks.json'].tasks['docker:build'].steps;
  const builds = steps.map(({ execArgs }) => execArgs).filter(words => words.includes('--load'));
  expect(builds).toEqual([expect.arrayContaining(['.projen/container.cjs', 'build', '--', '--tag=my-service', '--no-cache-filter=certificates', '--secret=id=ca-certificates,src=ca.pem'])]);
});

test('uv on this machine takes the authorities of the system', () => {
  const { locks, workspace } = synth(newProject({ packageManager: PythonPackageManager.UV, access: { caCertificates: { file: 'ca.pem' } } }))['.projen/container.json'];
  expect([locks[0].environment.machine, workspace.environment.machine]).toEqual([{ UV_SYSTEM_CERTS: 'true' }, { UV_SYSTEM_CERTS: 'true' }]);
});

test.each([['ca.pem', '../../ca.pem'], ['/etc/acme/ca.pem', '/etc/acme/ca.pem']])('%s of a workspace is %s for its service', (file, expected) => {
  expect(relativeCertificates({ file, atRuntime: true }, '../..')).toEqual({ file: expected, atRuntime: true });
});

test.each([
  [BaseImage.custom('acme/python:{version}'), BUNDLE], [BaseImage.ubi(), '/etc/pki/tls/certs/ca-bundle.crt'],
  [BaseImage.custom('acme/python:{version}', { packageTool: PackageTool.NONE, buildImage: BaseImage.ubi() }), '/etc/pki/tls/certs/ca-bundle.crt'],
])('an image that may start as another user (%#) gets them as root, where it looks for them', (baseImage, bundle) => {
  const { Dockerfile, '.projen/lock.Dockerfile': lockDockerfile } = synth(newProject({ baseImage, access: { caCertificates: { file: 'ca.pem', atRuntime: true } } }));
  const append = `RUN --mount=type=secret,id=ca-certificates,required=true cat /run/secrets/ca-certificates >>${bundle}`;
  expect(instructions(Dockerfile, 'certificates').slice(1)).toEqual(['USER 0:0', append]);
  expect(instructions(lockDockerfile, 'certificates').slice(1)).toEqual(['USER 0:0', append]);
  expect(instructions(Dockerfile, 'builder').join('\n')).toContain(`--mount=type=bind,from=certificates,source=${bundle},target=${bundle}`);
  expect(instructions(Dockerfile, 'dev')).toContain(`COPY --link --from=certificates ${bundle} ${bundle}`);
  expect(instructions(Dockerfile, 'production')).toContain(`COPY --link --from=certificates ${bundle} ${baseImage.packageTool === PackageTool.NONE ? BUNDLE : bundle}`);
});
