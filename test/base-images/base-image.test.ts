import { BaseImage, Libc, PackageTool, PythonContainerProjectOptions } from '../../src';
import { instructions, newProject, synth } from '../synth';

function dockerfile(baseImage: BaseImage, options: Partial<PythonContainerProjectOptions> = {}): string {
  return synth(newProject({ baseImage, ...options })).Dockerfile;
}

const stage = (text: string, name: string) => instructions(text, name);

test.each<[string, BaseImage]>([['slim', BaseImage.slim()], ['Alpine', BaseImage.alpine()]])('the official %s image needs no line to take away user and entrypoint', (_name, baseImage) => {
  const text = dockerfile(baseImage);
  expect(text).not.toContain('USER 0:0');
  expect(text).not.toContain('ENTRYPOINT');
});

test.each<[string, BaseImage, string]>([
  ['of your own', BaseImage.custom('acme/python'), '3.14'],
  ['of your own with a digest', BaseImage.custom(`acme/python:1@sha256:${'0'.repeat(64)}`, { packageTool: PackageTool.APK }), '3.14'],
  ['of your own that is built in another one', BaseImage.custom('acme/python', { packageTool: PackageTool.NONE, buildImage: BaseImage.custom('acme/python-build') }), '3.14'],
  ['that is hardened', BaseImage.hardened(), '3.14'],
  ['of Chainguard', BaseImage.chainguard(), '3.14'],
  ['of Red Hat', BaseImage.ubi(), '3.12'],
])('an image %s may have a user and an entrypoint: all is added as root, and the command is the application\'s', (_name, baseImage, pythonVersion) => {
  const text = dockerfile(baseImage, { pythonVersion });
  expect(stage(text, 'base')[1]).toBe('USER 0:0');
  for (const name of ['dev', 'production']) {
    expect(stage(text, name)).toContain('ENTRYPOINT []');
    expect(stage(text, name).filter(line => line.startsWith('USER ')).pop()).not.toBe('USER 0:0');
  }
});

test('an application that is built in a plain image and runs in another image resets only the entrypoint of the other image', () => {
  const text = dockerfile(BaseImage.distroless(), { pythonVersion: '3.13' });
  expect(stage(text, 'base')).not.toContain('USER 0:0');
  expect(stage(text, 'dev')).not.toContain('ENTRYPOINT []');
  expect(stage(text, 'production')[1]).toBe('USER 0:0');
  expect(stage(text, 'production')).toContain('ENTRYPOINT []');
});

test('an entrypoint of the application stays', () => {
  const project = newProject({ baseImage: BaseImage.custom('acme/python') });
  project.container.production.entrypoint(['tini', '--']);
  expect(stage(synth(project).Dockerfile, 'production').filter(line => line.startsWith('ENTRYPOINT'))).toEqual(['ENTRYPOINT ["tini", "--"]']);
});

test.each<[string, BaseImage, string, { run: string; build?: string; python: string; uid: number; tool: PackageTool }]>([
  ['hardened', BaseImage.hardened(), '3.14',
    { run: 'dhi.io/python:3.14-debian13', build: 'dhi.io/python:3.14-debian13-dev', python: '/usr/bin/python3', uid: 65532, tool: PackageTool.NONE }],
  ['Chainguard\'s', BaseImage.chainguard(), '3.14',
    { run: 'cgr.dev/chainguard/python:latest', build: 'cgr.dev/chainguard/python:latest-dev', python: '/usr/bin/python', uid: 65532, tool: PackageTool.NONE }],
  ['Chainguard\'s of an organization', BaseImage.chainguard('example.com'), '3.12',
    { run: 'cgr.dev/example.com/python:3.12', build: 'cgr.dev/example.com/python:3.12-dev', python: '/usr/bin/python', uid: 65532, tool: PackageTool.NONE }],
  ['Red Hat\'s', BaseImage.ubi(), '3.14',
    { run: 'registry.access.redhat.com/ubi9/python-314-minimal:latest', python: '/usr/bin/python3.14', uid: 1001, tool: PackageTool.DNF }],
  ['Red Hat\'s of release 10', BaseImage.ubi('10'), '3.12',
    { run: 'registry.access.redhat.com/ubi10/python-312-minimal:latest', python: '/usr/bin/python3.12', uid: 1001, tool: PackageTool.DNF }],
])('%s image', (_name, baseImage, pythonVersion, { run, build, python, uid, tool }) => {
  expect(baseImage.reference(pythonVersion)).toBe(run);
  expect(baseImage.buildImage(pythonVersion)?.reference(pythonVersion)).toBe(build);
  expect(baseImage.python(pythonVersion)).toBe(python);
  expect([baseImage.packageTool, baseImage.libc]).toEqual([tool, Libc.GLIBC]);
  const text = dockerfile(baseImage, { pythonVersion });
  expect(stage(text, 'base')[0]).toBe(`FROM ${build ?? run} AS base`);
  expect(text.match(/^USER .*/gm)?.pop()).toBe(`USER ${uid}:${uid}`);
  expect(text).not.toMatch(/useradd|adduser/);
});

test.each<[string, () => BaseImage]>([
  ['baseImage: "8" is not possible: the releases are 9 and 10', () => BaseImage.ubi('8')],
  ['baseImage: 9 is not possible: the releases are 9 and 10', () => BaseImage.ubi(9 as never)],
  ['baseImage: "Acme" is not possible: an organization is a lower-case name. Write for example \'example.com\'.', () => BaseImage.chainguard('Acme')],
  ['baseImage: "a/b" is not possible', () => BaseImage.chainguard('a/b')],
  ["baseImage.packageTool must be one of 'apt', 'apk', 'dnf', 'none', got \"yum\"", () => BaseImage.custom('acme/python', { packageTool: 'yum' as never })],
])('%s', (message, make) => {
  expect(make).toThrow(message);
});

test.each<[string, object]>([
  ["baseImage.libc must be one of 'glibc', 'musl', got true.", { libc: true }],
  ["baseImage.python must be the absolute path of the interpreter, got [\"/usr/bin/python3\"]. Write for example '/usr/bin/python3'.", { python: ['/usr/bin/python3'] }],
  ['baseImage.packages must be a list of strings, got "python3".', { packages: 'python3' }],
  ['baseImage.aptSnapshot must be a string, got 20261101.', { aptSnapshot: 20261101 }],
  ['baseImage.release: unknown option.', { release: 'trixie' }],
  ['baseImage buildImage: "python" is not possible: expected a BaseImage. Write for example BaseImage.slim().', { buildImage: 'python' }],
])('an image of your own: %s', (message, options) => {
  expect(() => BaseImage.custom('acme/python', options as never)).toThrow(message);
});

test.each<[string, BaseImage, string]>([
  ['3.13', BaseImage.ubi(), 'the minimal images of UBI have Python 3.12 or 3.14. Choose one of them, or BaseImage.custom().'],
  ['3.13', BaseImage.chainguard(), 'the free images of Chainguard only have the newest Python. Set your organization'],
  ['3.10', BaseImage.chainguard('chainguard'), 'the free images of Chainguard only have the newest Python'],
])('pythonVersion %s is refused where the image does not have it', (pythonVersion, baseImage, reason) => {
  expect(() => newProject({ baseImage, pythonVersion })).toThrow(`pythonVersion: "${pythonVersion}" is not possible: ${reason}`);
});
