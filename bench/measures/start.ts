import { spawn } from 'child_process';
import { createServer, AddressInfo } from 'net';
import type { Measure } from './measure';
import { get } from '../http';
import { attempt, docker, seconds } from '../shell';

/** Between two questions. */
const PAUSE = 10;
/** For one answer. */
const PATIENCE = 2_000;
/** For the first answer of a container. */
const LIMIT = 60_000;

export const start: Measure = {
  name: 'start',
  sections: [{
    name: 'start',
    title: 'Container start to first HTTP answer',
    unit: 's',
    digits: 2,
    how: 'From `docker run` to the first answer of `/health`, after one start that does not count. The floor is what `docker run` of `python -c pass` takes, in docker init\'s image.',
  }],
  async run(bench) {
    const images = new Map<string, string>();
    await bench.interleave('start', bench.options.runs + 1, async (workspace) => {
      const { application, candidate } = workspace;
      const isFirst = !images.has(workspace.name);
      const image = images.get(workspace.name) ?? await bench.image(workspace, 'first');
      images.set(workspace.name, image);
      const answered = await secondsToAnswer(image);
      if (!isFirst) {
        bench.results.add('start', application.name, candidate.name, answered);
        if (candidate.name === 'docker-init') {
          bench.results.add('start', application.name, 'floor', seconds(['docker', 'run', '--rm', image, 'python', '-c', 'pass']));
        }
      }
    });
  },
};

async function secondsToAnswer(image: string): Promise<number> {
  const port = await freePort();
  const name = `bench-start-${process.pid}`;
  try {
    const begin = process.hrtime.bigint();
    const container = runContainer(name, port, image);
    await Promise.race([container, firstAnswer(`http://127.0.0.1:${port}/health`)]);
    return Number(process.hrtime.bigint() - begin) / 1e9;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${logs(name)}`);
  } finally {
    attempt(() => docker('rm', '--force', '--volumes', name));
  }
}

/** Ends only when it fails: that a container runs is no answer. */
function runContainer(name: string, port: number, image: string): Promise<void> {
  return new Promise((_, reject) => {
    let output = '';
    const run = spawn('docker', ['run', '--detach', `--name=${name}`, `--publish=127.0.0.1:${port}:8000`, image], { stdio: ['ignore', 'ignore', 'pipe'] });
    run.stderr.setEncoding('utf8').on('data', chunk => output += chunk);
    run.on('error', reject).on('exit', status => status && reject(new Error(`docker run ended with ${status}: ${output}`)));
  });
}

/** Asks again and again without waiting for the last answer: a question to a container that starts can get lost. */
function firstAnswer(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = Date.now() + LIMIT;
    let open = 0;
    const timer = setInterval(() => {
      if (Date.now() > end) {
        clearInterval(timer);
        reject(new Error(`${url} has not answered within ${LIMIT / 1000} s`));
      } else if (open < 4) {
        open++;
        get(url, PATIENCE).then(() => {
          clearInterval(timer);
          resolve();
        }, () => undefined).finally(() => open--);
      }
    }, PAUSE);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function logs(name: string): string {
  try {
    return docker('logs', name);
  } catch {
    return '';
  }
}
