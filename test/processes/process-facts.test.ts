import { BaseImage, Framework, PythonContainer } from '../../src';
import * as frameworks from '../../src/frameworks/framework';
import { plain } from '../../src/frameworks/plain';
import { processFacts } from '../../src/processes/process-facts';
import { folderWith, instructions, newProject, synth } from '../synth';

const DEFAULTS = { stopSignal: 'SIGTERM', gracePeriod: 30, replicas: 1, environment: {}, job: false };

test('the facts of an image have all that is needed to run it', () => {
  const { container } = newProject({ pythonVersion: '3.13', environment: { LOG_LEVEL: 'info' }, uid: 20000, processes: { worker: { command: ['work'] } } });
  const { processes, ...facts } = container.facts;
  expect(facts).toEqual({
    imageName: 'my-service', pythonVersion: '3.13', workdir: '/app', uid: 20000, gid: 10001, environment: { LOG_LEVEL: 'info' }, writableFolders: ['/tmp'],
  });
  expect(processes).toEqual([
    {
      ...DEFAULTS,
      name: 'web',
      command: ['uvicorn', 'my_service.main:app', '--host', '0.0.0.0', '--port', '8000'],
      devCommand: ['uvicorn', 'my_service.main:app', '--host', '0.0.0.0', '--port', '8000', '--reload'],
      port: 8000,
      healthCheckPath: '/health',
      healthCheck: ['python', '-I', '-c', expect.stringContaining("c.request('GET', '/health')")],
    },
    { ...DEFAULTS, name: 'worker', command: ['work'], devCommand: ['work'] },
  ]);
});

test('without processes there is web, with a port or without', () => {
  expect(newProject({ framework: Framework.NONE }).container.facts.processes).toEqual([{ ...DEFAULTS, name: 'web', command: ['python', 'app.py'], devCommand: ['python', 'app.py'] }]);
  expect(newProject({ processes: {} }).container.facts.processes).toHaveLength(1);
});

test('all options of a process are in its facts', () => {
  const admin = {
    command: ['admin'], devCommand: ['admin', '--debug'], port: 9000, healthCheckPath: '/up', stopSignal: 'SIGINT', gracePeriod: 0, replicas: 0, environment: { A: '$B "\n\'' },
  };
  const [, facts, release] = newProject({ healthCheckHost: 'shop.example.com', processes: { admin, release: { command: ['migrate'], job: true } } }).container.facts.processes;
  expect(facts).toMatchObject({ name: 'admin', ...admin, healthCheckHost: 'shop.example.com', job: false });
  expect(facts.healthCheck?.[3]).toContain("H('127.0.0.1', 9000, timeout=2); c.request('GET', '/up', headers={'Host': 'shop.example.com'})");
  expect(release).toEqual({ ...DEFAULTS, name: 'release', command: ['migrate'], devCommand: ['migrate'], job: true });
});

test('web is first, and the others are in the order of the option', () => {
  const command = ['x'];
  expect(newProject({ processes: { worker: { command }, web: { gracePeriod: 5 }, beat: { command } } }).container.facts.processes.map(({ name }) => name)).toEqual(['web', 'worker', 'beat']);
});

describe('web', () => {
  test('is what the image runs by itself', () => {
    const web = { command: ['serve'], devCommand: ['serve', '--reload'], port: 9000, healthCheckPath: '/up', stopSignal: 'SIGQUIT', gracePeriod: 60, environment: { A: 'b' } };
    const project = newProject({ processes: { web } });
    expect(project.container.facts.processes).toMatchObject([{ name: 'web', ...web }]);
    const { Dockerfile } = synth(project);
    expect(instructions(Dockerfile, 'production').slice(-4)).toEqual(['EXPOSE 9000', 'STOPSIGNAL SIGQUIT', expect.stringMatching(/^HEALTHCHECK .*9000.*'\/up'/), 'CMD ["serve"]']);
    expect(instructions(Dockerfile, 'dev')).toContain('CMD ["serve", "--reload"]');
    expect(Dockerfile).not.toContain('A="b"'); // a worker would have it too
  });

  test('has a command for a health check', () => {
    const project = newProject({ processes: { web: { healthCheckCommand: ['pg_isready', '$HOST'] } } });
    expect(project.container.facts.processes[0]).toMatchObject({ port: 8000, healthCheck: ['pg_isready', '$HOST'] });
    expect(project.container.facts.processes[0].healthCheckPath).toBeUndefined();
    expect(synth(project).Dockerfile).toContain('CMD ["pg_isready", "$HOST"]');
  });

  test.each([
    ['command', ['a']], ['devCommand', ['a']], ['port', 9000], ['healthCheckPath', '/up'],
  ])('%s can be set in only one place', (option, value) => {
    expect(() => newProject({ [option]: value, processes: { web: { [option]: value } } })).toThrow(
      new RegExp(`^processes\\.web\\.${option}: .* is not possible: ${option} is set next to processes too\\. Remove one of them\\.$`));
    const [short, long] = [{ [option]: value }, { processes: { web: { [option]: value } } }].map(options => newProject({ port: option === 'port' ? undefined : 9000, ...options }).container.facts.processes);
    expect(short).toEqual(long);
  });

  test('has one health check', () => {
    const message = 'processes.web.healthCheckCommand: ["x"] is not possible: healthCheckPath is set too. Remove one of them.';
    expect(() => newProject({ healthCheckPath: '/up', processes: { web: { healthCheckCommand: ['x'] } } })).toThrow(message);
    expect(() => newProject({ processes: { web: { healthCheckCommand: ['x'], healthCheckPath: '/up' } } })).toThrow(message);
  });

  test('is not a job', () => {
    expect(() => newProject({ processes: { web: { job: true } } })).toThrow('processes.web.job: true is not possible: web is the default process of the image, and a job ends. Give the job another name.');
  });
});

describe('the processes of a framework', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test('are after the processes of the option', () => {
    const ofFramework = { release: { command: ['migrate'], devCommand: ['migrate', '--fake'], job: true }, web: { command: ['no'] } };
    const web = { command: ['serve'] };
    expect(processFacts({ web, ofFramework }).map(({ name, command }) => [name, ...command])).toEqual([['web', 'serve'], ['release', 'migrate']]);
    expect(processFacts({ web, ofFramework, named: { release: { environment: { A: 'b' }, command: undefined } } })[1]).toEqual(
      { ...DEFAULTS, name: 'release', ...ofFramework.release, environment: { A: 'b' } });
    expect(processFacts({ web, ofFramework, named: { release: { command: ['own'] } } })[1]).toMatchObject({ command: ['own'], devCommand: ['own'], job: true });
  });

  test('are only in the first container, because a migration runs once', () => {
    jest.spyOn(frameworks, 'frameworkProfile').mockReturnValue({ ...plain, processes: ({ moduleName }) => ({ release: { command: ['migrate', moduleName], job: true } }) });
    const project = newProject();
    const second = new PythonContainer(project, { name: 'second', baseImage: BaseImage.alpine() });
    expect(project.container.facts.processes[1]).toMatchObject({ name: 'release', command: ['migrate', 'my_service'], job: true });
    expect(second.facts.processes).toHaveLength(1);
  });
});

describe('a further container', () => {
  const worker = { command: ['work'] };
  const web = { gracePeriod: 60, healthCheckCommand: ['check'], environment: { A: 'b' } };

  test('has the web of the first, and none of its other processes', () => {
    const project = newProject({ processes: { web, worker } });
    const [first] = project.container.facts.processes;
    expect(new PythonContainer(project, { name: 'alpine', baseImage: BaseImage.alpine() }).facts.processes).toEqual([first]);
    expect(new PythonContainer(project, { name: 'other', processes: { web: { gracePeriod: 5 }, beat: worker } }).facts.processes).toEqual([
      { ...first, gracePeriod: 5 }, expect.objectContaining({ name: 'beat' }),
    ]);
    expect(new PythonContainer(project, { name: 'asked', healthCheckPath: '/up' }).facts.processes[0]).toMatchObject({ healthCheckPath: '/up', gracePeriod: 60 });
  });

  test.each([[{ command: ['other'] }], [{ processes: { web: { command: ['other'] } } }], [{ framework: Framework.NONE }]])('with %j it takes nothing from it', (options) => {
    const project = newProject({ outdir: folderWith({ 'app.py': '' }), port: 9000, processes: { web } });
    const { facts } = new PythonContainer(project, { name: 'other', ...options });
    expect(facts.processes).toMatchObject([{ ...DEFAULTS, name: 'web', port: undefined, healthCheck: undefined }]);
  });

  test('has another health check than the first', () => {
    const project = newProject({ port: 9000, healthCheckPath: '/up' });
    const { facts } = new PythonContainer(project, { name: 'other', processes: { web: { healthCheckCommand: ['check'] } } });
    expect(facts.processes).toMatchObject([{ port: 9000, healthCheckPath: undefined, healthCheck: ['check'] }]);
  });
});
