import { parse } from 'yaml';
import { BaseImage, PythonContainerProjectOptions, Service } from '../../src';
import { instructions, newProject, synth } from '../synth';

function devContainer(options: Partial<PythonContainerProjectOptions> = {}) {
  const files = synth(newProject({ devContainer: true, ...options }));
  const text: string | object = files['.devcontainer/devcontainer.json'];
  return {
    config: typeof text === 'string' ? JSON.parse(text.replace(/^\/\/.*\n/gm, '')) : text,
    stage: instructions(files.Dockerfile, 'devcontainer'),
    service: parse(files['compose.yaml']).services.devcontainer,
  };
}

test('editors find the service, the folder and the interpreter', () => {
  expect(devContainer().config).toEqual({
    name: 'my-service',
    dockerComposeFile: '../compose.yaml',
    service: 'devcontainer',
    runServices: ['devcontainer'],
    workspaceFolder: '/app',
    remoteUser: 'app',
    forwardPorts: [8000],
    customizations: {
      vscode: { extensions: ['ms-python.python'], settings: { 'python.defaultInterpreterPath': '/opt/venv/bin/python', 'python.testing.pytestEnabled': true } },
    },
  });
});

test('the service mounts the folder and has the variables of the processes; compose:up does not start it', () => {
  expect(devContainer({ services: [Service.redis()] }).service).toEqual({
    profiles: ['devcontainer'],
    build: expect.objectContaining({ target: 'devcontainer' }),
    init: true,
    environment: { REDIS_URL: 'redis://redis:6379/0' },
    depends_on: { redis: { condition: 'service_healthy' } },
    volumes: ['.:/app'],
  });
});

test('a project in a bigger one opens with the whole repository', () => {
  const root = newProject({ compose: false });
  const project = newProject({ parent: root, outdir: 'services/api', name: 'api', devContainer: true });
  const files = synth(root);
  expect(parse(files['services/api/compose.yaml']).services.devcontainer.volumes).toEqual(['.:/app', '../..:/repository']);
  expect(project.compose!.devContainerFile!.absolutePath).toBe(`${root.outdir}/services/api/.devcontainer/devcontainer.json`);
  expect(JSON.stringify(files['services/api/.devcontainer/devcontainer.json'])).toContain('/repository/services/api');
  expect(files['services/api/Dockerfile']).toContain('git config --system --add safe.directory /repository');
});

test.each<[string, Partial<PythonContainerProjectOptions>, string, number]>([
  ['Debian', {}, 'apt-get install --yes --no-install-recommends bash git', 10001],
  ['Alpine', { baseImage: BaseImage.alpine() }, 'apk add bash git', 10001],
  ['Debian, where production has no shell', { baseImage: BaseImage.distroless() }, 'apt-get install --yes --no-install-recommends bash git', 65532],
])('the stage has git, bash and a home on %s', (_name, options, install, uid) => {
  const { stage } = devContainer(options);
  expect(stage[0]).toBe('FROM dev AS devcontainer');
  expect(stage.join('\n')).toContain(install);
  expect(stage.join('\n')).toContain(`echo 'app:x:${uid}:${uid}::/home/app:/bin/bash' >>/etc/passwd`);
  expect(stage.slice(-3)).toEqual(['ENV HOME="/home/app"', `USER ${uid}:${uid}`, 'CMD ["sleep", "infinity"]']);
});

test('a project that does not ask for it has no such stage', () => {
  const files = synth(newProject());
  expect(files.Dockerfile).not.toContain('devcontainer');
  expect(Object.keys(files).filter(path => path.startsWith('.devcontainer'))).toEqual([]);
});
