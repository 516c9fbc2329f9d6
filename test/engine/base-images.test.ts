import { rmSync } from 'fs';
import { dirname } from 'path';
import { describeOnEngine, docker, imageConfig, run, RunningContainer, STRICTLY } from './engine';
import { Registry } from './registry';
import { edit, newFolder, projen, read, synth, task, write } from './workspace';
import { BaseImage, PythonContainerProject, PythonContainerProjectOptions } from '../../src';
import { Tool, toolVersion } from '../../src/tools/tool-lock';

jest.setTimeout(600_000);

/** Python as images of others have it: at this path, and without pip. */
const python = (path: string) => `
FROM python:3.14-slim-trixie
RUN python3 -m pip uninstall --yes --root-user-action=ignore pip && ln -s /usr/local/bin/python3 ${path} && ln -s /usr/local/lib/python3.14 /usr/lib/python3.14
`;

const NO_USER_TOOLS = 'RUN rm /usr/sbin/useradd /usr/sbin/groupadd /usr/sbin/adduser /usr/sbin/addgroup || true\n';
const NONROOT = 'RUN echo nonroot:x:65532: >>/etc/group && echo nonroot:x:65532:65532::/home/nonroot:/sbin/nologin >>/etc/passwd\n';
/** The last thing that can be run in a shell. */
const NO_SHELL = 'RUN rm -f /bin/bash /bin/dash /bin/sh\n';
const ENTRYPOINT = 'ENTRYPOINT ["/usr/bin/python"]\n';

/** An installer that is told what to install, and installs a file of this name. */
const MICRODNF = `
COPY --chmod=755 <<EOF /usr/bin/microdnf
#!/bin/sh
for name; do :; done
echo "\\$@" >>/var/log/microdnf
echo "\\$@" >/usr/lib/\\$name
EOF
`;

const CONTAINER_ENTRYPOINT = `
COPY --chmod=755 <<EOF /usr/bin/container-entrypoint
#!/bin/bash
exec "\\$@"
EOF
`;

/** Each stand-in has the user, the entrypoint, the tools and the paths of the image that it stands in for. */
const STAND_INS: { readonly [name: string]: string } = {
  'python:3.14-debian13-dev': `${python('/usr/bin/python3')}${NO_USER_TOOLS}${NONROOT}`,
  'python:3.14-debian13': `${python('/usr/bin/python3')}${NONROOT}${NO_SHELL}USER nonroot\nCMD ["python3"]\n`,
  'chainguard/python:latest-dev': `${python('/usr/bin/python')}${NO_USER_TOOLS}${NONROOT}USER 65532\n${ENTRYPOINT}`,
  'chainguard/python:latest': `${python('/usr/bin/python')}${NONROOT}${NO_SHELL}USER 65532\n${ENTRYPOINT}`,
  'ubi9/python-314-minimal:latest': `${python('/usr/bin/python3.14')}${NO_USER_TOOLS}${MICRODNF}${CONTAINER_ENTRYPOINT}
ENV HOME=/opt/app-root/src BASH_ENV=/opt/app-root/bin/activate ENV=/opt/app-root/bin/activate
WORKDIR /opt/app-root/src
USER 1001
ENTRYPOINT ["container-entrypoint"]
`,
  'acme/python:1': `${python('/usr/bin/python')}RUN groupadd --gid 1005 app && useradd --uid 1005 --gid app app && useradd --uid 10001 other\nUSER 1001\n${ENTRYPOINT}`,
  'acme/broken:1': `${python('/usr/bin/python')}ENTRYPOINT ["/no/such/program"]\n`,
};

describeOnEngine('a base image with a user and an entrypoint of its own', () => {
  let registry: Registry;

  beforeAll(() => {
    registry = new Registry();
    ['docker/dockerfile:1', `ghcr.io/astral-sh/uv:${toolVersion(Tool.UV)}`].forEach(image => registry.mirror(image));
    for (const [name, dockerfile] of Object.entries(STAND_INS)) {
      const context = newFolder('stand-in');
      write(context, 'Dockerfile', dockerfile);
      docker('build', '--quiet', '--tag=images-stand-in', context);
      rmSync(dirname(context), { recursive: true });
      registry.push('images-stand-in', name);
    }
  });

  afterAll(() => {
    registry.remove();
  });

  function built(options: PythonContainerProjectOptions): string {
    const folder = synth(new PythonContainerProject({ outdir: newFolder(), imageRegistry: registry.host, ...options }));
    task(folder, 'lock');
    task(folder, 'docker:build');
    return folder;
  }

  test.each<[string, () => Partial<PythonContainerProjectOptions>, string]>([
    ['images-hardened', () => ({ baseImage: BaseImage.hardened() }), '65532:65532'],
    ['images-chainguard', () => ({ baseImage: BaseImage.chainguard() }), '65532:65532'],
    ['images-ubi', () => ({ baseImage: BaseImage.ubi(), buildPackages: ['gcc'], runtimePackages: ['libpq-16.*'] }), '1001:1001'],
    ['images-custom', () => ({ baseImage: BaseImage.custom('acme/python:1') }), '10001:10001'],
  ])('%s builds, runs strictly, answers and is verified', async (name, options, user) => {
    const folder = built({ name, ...options() });
    expect(imageConfig(name)).toMatchObject({ User: user, Entrypoint: null });
    const container = new RunningContainer(name, ...STRICTLY, '--publish=127.0.0.1::8000');
    try {
      expect(await container.get(8000, '/health')).toEqual({ status: 200, body: '{"status":"ok"}' });
    } finally {
      container.remove();
    }
    const verified = task(folder, 'docker:verify');
    expect(verified).toContain('PASS');
    expect(verified).toContain(`${name} starts, without privileges and with a read-only file system.`);
    expect(task(folder, 'docker:test')).toContain('2 passed');
    task(folder, 'docker:pin'); // Chainguard and UBI have nothing but latest
    expect(task(folder, 'docker:lint')).toContain('no warnings found');
    expect(docker('run', '--rm', `${name}:dev`, 'python', '-c', 'import os; print(os.getuid())')).toBe(user.split(':')[0]);
  });

  test('dnf is microdnf in images that only have microdnf', () => {
    const folder = built({ name: 'images-ubi', baseImage: BaseImage.ubi(), runtimePackages: ['libpq-16.*'] });
    expect(docker('run', '--rm', 'images-ubi', 'cat', '/usr/lib/libpq-16.*')).toBe('install --assumeyes --setopt=install_weak_deps=0 --setopt=tsflags=nodocs libpq-16.*');
    expect(docker('run', '--rm', 'images-ubi', 'stat', '-c', '%Y', '/usr/lib/libpq-16.*', '/etc/passwd')).toBe('315532800\n315532800');
    expect(docker('run', '--rm', 'images-ubi', 'sh', '-c', 'grep -c ^app: /etc/passwd; ls /var/log/microdnf || true')).toMatch(/^1\n/);
    expect(read(folder, 'Dockerfile')).toContain('USER 0:0');
  });

  test('docker:verify finds a broken entrypoint that is not reset', () => {
    const folder = built({ name: 'images-broken', baseImage: BaseImage.custom('acme/broken:1') });
    expect(task(folder, 'docker:verify')).toContain('images-broken starts');
    const command = '\nCMD ["uvicorn", "images_broken.main:app", "--host", "0.0.0.0", "--port", "8000"]';
    edit(folder, 'Dockerfile', `\nENTRYPOINT []${command}`, command);
    expect(projen(folder, 'docker:verify').output).toMatch(/entrypoint/i);
    expect(run(folder, 'node', '.projen/container.cjs', 'verify-start', 'images-broken')).toMatchObject({ status: 1, output: expect.stringContaining('images-broken does not start: ') });
  });
});

describeOnEngine('a health check that fails', () => {
  test.each<[string, string, string]>([
    ['images-refused', 'import time; time.sleep(60)', 'ConnectionRefusedError: [Errno 111] Connection refused'],
    ['images-503', `import http.server as s
class H(s.BaseHTTPRequestHandler):
    def do_GET(self): self.send_error(503)
s.HTTPServer(("127.0.0.1", 8000), H).serve_forever()`, '503 Service Unavailable'],
    ['images-late', 'import socket, time; s = socket.create_server(("127.0.0.1", 8000)); time.sleep(60)', 'TimeoutError: timed out'],
  ])('%s shows the reason in docker inspect', async (name, program, reason) => {
    const command = ['python', '-c', program];
    const folder = synth(new PythonContainerProject({ name, outdir: newFolder(), command, port: 8000, healthCheckPath: '/health' }));
    task(folder, 'lock');
    task(folder, 'docker:build');
    const container = new RunningContainer(name, ...STRICTLY);
    try {
      const outputs = (): string[] => container.state().Health.Log.map((entry: { Output: string }) => entry.Output.trim());
      await container.until(30, async () => expect(outputs()).toContain(reason));
    } finally {
      container.remove();
    }
  });
});

describeOnEngine('lazy imports', () => {
  test('hold in production and in the tests', async () => {
    const folder = synth(new PythonContainerProject({ name: 'images-lazy', outdir: newFolder(), pythonVersion: '3.15', lazyImports: true }));
    task(folder, 'lock');
    task(folder, 'docker:build');
    expect(task(folder, 'docker:test')).toContain('2 passed');
    for (const image of ['images-lazy', 'images-lazy:dev']) {
      expect(docker('run', '--rm', image, 'python', '-c', 'import json, sys; print(sys.get_lazy_imports(), "json" in sys.modules)')).toBe('all False');
    }
    const container = new RunningContainer('images-lazy', ...STRICTLY, '--publish=127.0.0.1::8000');
    try {
      expect(await container.get(8000, '/health')).toEqual({ status: 200, body: '{"status":"ok"}' });
    } finally {
      container.remove();
    }
  });
});
