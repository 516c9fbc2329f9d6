import { BaseImage, PackageTool } from '../../src';
import { findings } from '../standards/check';
import { instructions, newProject, synth } from '../synth';

const baseImage = BaseImage.custom('registry.example.com/rhel/python:{version}', { packageTool: PackageTool.DNF, python: '/usr/bin/python3' });

test('packages are installed with dnf, or with microdnf if there is no dnf', () => {
  const { Dockerfile } = synth(newProject({ baseImage, buildPackages: ['libpq-devel', 'gcc', 'gcc'], runtimePackages: ['libpq-16.1'] }));
  expect(instructions(Dockerfile, 'builder')).toContain(
    'RUN --mount=type=cache,target=/var/cache,id=dnf-registry-example-com-rhel-python-version--$TARGETARCH,sharing=locked'
    + ' --mount=type=tmpfs,target=/var/lib/dnf --mount=type=tmpfs,target=/var/log --mount=type=tmpfs,target=/tmp'
    + ' touch /tmp/start && sleep 0.1 && { command -v dnf >/dev/null || dnf() { microdnf "$@"; }; }'
    + ' && dnf install --assumeyes --setopt=install_weak_deps=0 --setopt=tsflags=nodocs gcc libpq-devel'
    + ' && find / -xdev -newer /tmp/start -exec touch -h -d @315532800 {} +');
  expect(Dockerfile).toMatch(/# hadolint ignore=DL3040,DL3041\n[^#]* gcc libpq-devel /);
  expect(Dockerfile).toMatch(/# hadolint ignore=DL3040\n[^#]* libpq-16\.1 /);
  expect(synth(newProject({ baseImage, runtimePackages: ['libpq-16.*'] })).Dockerfile).toMatch(/# hadolint ignore=DL3040,DL3041\n[^#]* 'libpq-16\.\*' /);
});

test.each(['-y', 'gcc;id', 'libpq 16', '@development', 'https://example.com/x.rpm', './x.rpm', ''])('%j is no package', (name) => {
  expect(() => newProject({ baseImage, runtimePackages: [name] }))
    .toThrow(`runtimePackages: ${JSON.stringify(name)} is not possible: a dnf package is a name, optionally with - and a version: gcc, libpq-16.*`);
});

test('the version follows the last -', () => {
  expect(findings('package-versions', { baseImage, runtimePackages: ['libpq-16.*', 'glibc-langpack-en'] }))
    .toEqual(['runtimePackages: glibc-langpack-en has no version. Write for example glibc-langpack-en-1.*.']);
});
