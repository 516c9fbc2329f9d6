import { readFileSync } from 'fs';
import { get } from 'http';
import { join } from 'path';
import { dockle } from './dockle';
import { describeOnEngine, docker, RunningContainer, STRICTLY } from './engine';
import { edit, newFolder, read, synth, task, write } from './workspace';
import { Framework, PythonContainerProject } from '../../src';

jest.setTimeout(600_000);

/** A new project, and what is known of it. */
interface Row {
  readonly framework: Framework;
  readonly port: number;
  readonly flags: string[];
  /** What the root answers. */
  readonly body: string;
  /** What docker:test says; of FastAPI, new-project.test.ts tells. */
  readonly tests?: string;
  /** Adds /slow, which takes three seconds to answer `finished`; nothing where a stop ends all connections. */
  readonly addSlow?: (folder: string) => void;
}

const SLEEP = (name: string, indent: string) => `${indent}def slow(${name}):\n${indent}    import time\n\n${indent}    time.sleep(3)\n`;

const ROWS: Row[] = [
  {
    framework: Framework.FASTAPI,
    port: 8000,
    flags: [],
    body: '{"message":"Hello from fastapi-app"}',
    addSlow: folder => append(folder, 'fastapi_app/main.py', `\n\n@app.get("/slow")\n${SLEEP('', '')}    return "finished"\n`),
  },
  {
    framework: Framework.FLASK,
    port: 8000,
    flags: [],
    body: '{"message":"Hello from flask-app"}\n',
    tests: '2 passed',
    addSlow: folder => edit(folder, 'flask_app/main.py', '\n    return app\n', `\n    @app.get("/slow")\n${SLEEP('', '    ')}        return "finished"\n\n    return app\n`),
  },
  {
    framework: Framework.DJANGO,
    port: 8000,
    flags: ['--env=SECRET_KEY=only-for-this-test'],
    body: '{"message": "Hello from django-app"}',
    tests: '3 passed',
    addSlow: (folder) => {
      edit(folder, 'django_app/urls.py', '    path("admin/"', '    path("slow", views.slow),\n    path("admin/"');
      append(folder, 'django_app/views.py', `\n\n${SLEEP('request', '')}    return JsonResponse("finished", safe=False)\n`);
    },
  },
  { framework: Framework.STREAMLIT, port: 8501, flags: [], body: '<title>Streamlit</title>', tests: '1 passed' },
];

describeOnEngine('a new project', () => {
  beforeAll(() => {
    process.env.SOURCE_DATE_EPOCH = '1764000000'; // in a folder without git it would be the time of the build
  });

  afterAll(() => {
    delete process.env.SOURCE_DATE_EPOCH;
  });

  test.each(ROWS)('of $framework builds twice the same image, which runs strictly, answers before it stops, and passes its checks', async ({ framework, port, flags, body, tests, addSlow }) => {
    const name = `${framework}-app`;
    const folder = synth(new PythonContainerProject({ name, outdir: newFolder(), framework, projenrcTs: false }));
    addSlow?.(folder);
    task(folder, 'lock');
    expect(builtDigest(folder)).toBe(builtDigest(folder));

    const container = new RunningContainer(name, ...STRICTLY, ...flags, `--publish=127.0.0.1::${port}`);
    try {
      const answer = await container.get(port, '/');
      expect([answer.status, answer.body]).toEqual([200, expect.stringContaining(body)]);
      await container.until(20, async () => expect(container.state().Health.Status).toBe('healthy'));
      const slow = addSlow && running(`http://${docker('port', container.id, String(port))}/slow`);
      await new Promise(resolve => setTimeout(resolve, 1000));
      expect(container.stop()).toBeLessThan(8);
      expect(await slow).toBe(addSlow && '200 finished');
      expect(container.state().ExitCode).toBe(0);
    } finally {
      container.remove();
    }
    if (tests) {
      expect(task(folder, 'docker:lint')).toContain('no warnings found');
      expect(task(folder, 'docker:verify')).toContain('PASS');
      expect(task(folder, 'docker:test')).toContain(tests);
      // dockle goes by the name of this file, which every Django project has, and a package that Streamlit requires
      expect(dockle(name).flatMap(({ alerts }) => alerts).filter(text => !text.includes('/settings.py '))).toEqual([]);
    }
    if (framework === Framework.DJANGO) {
      expect(task(folder, 'docker:trace')).toMatch(/^bytecode.txt: \d+ modules$/m); // it needs a SECRET_KEY to start
    }
  });

  test('of lambda builds twice the same image, which calls its function with an event, by the protocol of Lambda', async () => {
    const folder = synth(new PythonContainerProject({ name: 'lambda-app', outdir: newFolder(), framework: Framework.LAMBDA }));
    task(folder, 'lock');
    expect(builtDigest(folder)).toBe(builtDigest(folder));
    const runtime = docker('run', '--detach', 'lambda-app', 'python', '-c', readFileSync(join(__dirname, 'lambda-runtime.py'), 'utf8'));
    const container = new RunningContainer('lambda-app', ...STRICTLY, `--network=container:${runtime}`, '--env=AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001');
    try {
      const answer = 'invocation/request-1/response {"message": "Hello from lambda-app", "event": {"key": "value"}}';
      await container.until(20, async () => expect(docker('logs', runtime)).toBe(answer));
    } finally {
      container.remove();
      docker('rm', '--force', runtime);
    }
    expect(task(folder, 'docker:verify')).toContain('PASS');
    expect(task(folder, 'docker:test')).toContain('1 passed');
  });
});

/**
 * The digest of an image in which all that a framework has a part in was made anew: a layer of an earlier build can come from a cache in a
 * registry, where another builder has compressed it in another way.
 */
function builtDigest(folder: string): string {
  task(folder, 'docker:build', '--no-cache-filter=outputs,layers,production', '--metadata-file=metadata.json');
  return JSON.parse(read(folder, 'metadata.json'))['containerimage.digest'];
}

function append(folder: string, path: string, text: string): void {
  write(folder, path, `${read(folder, path)}${text}`);
}

/** The status and the words of an answer that takes its time. */
function running(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', chunk => body += chunk).on('end', () => resolve(`${response.statusCode} ${body.replace(/"/g, '')}`));
    }).on('error', reject);
  });
}
