import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Problem } from './problem';
import { BRIEFLY, output } from './processes';

/** The first version of Docker Compose that supports everything in compose.yaml, in thousands. */
const COMPOSE_VERSION = 2_030;

/** Fails unless Docker and buildx are installed, and compose if it is needed. Docker itself reports whether the engine is running. */
export function requireDocker(part?: string): void {
  if (!works('--version')) {
    throw new Problem('Docker is missing. Install Docker Engine or Docker Desktop: https://docs.docker.com/get-started/get-docker/');
  }
  if (!works('buildx', 'version')) {
    throw new Problem('Docker has no buildx, which builds the images. Install it: the package is docker-buildx-plugin in Docker\'s repositories, and in those of Debian and Ubuntu '
      + 'docker-buildx: https://docs.docker.com/go/buildx/');
  }
  if (part !== undefined) {
    requireCompose();
  }
  if (part === 'compose') { // the tests name their project themselves
    requireName();
  }
}

/** @throws when Docker does not respond */
function works(...argv: string[]): boolean {
  const { error, status } = spawnSync('docker', argv, { stdio: 'ignore', ...BRIEFLY });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') {
    throw new Problem(`Docker does not respond: "docker ${argv.join(' ')}" has printed nothing for a minute. Restart Docker, and try again.`);
  }
  return status === 0;
}

function requireCompose(): void {
  const version = /^v?[\w.+-]{1,40}$/.exec(output('docker', ['compose', 'version', '--short'], BRIEFLY)?.trim() ?? '')?.[0];
  const [major, minor] = (/\d+\.\d+/.exec(version ?? '')?.[0] ?? '0.0').split('.').map(Number);
  if (major * 1000 + minor < COMPOSE_VERSION) {
    throw new Problem(`Docker has ${version ? `compose ${version}, and 2.30 or later is needed` : 'no compose, which is needed to run the services'}. Install it, in Docker's own packages docker-compose-plugin, `
      + 'in those of Debian and Ubuntu docker-compose or docker-compose-v2: https://docs.docker.com/compose/install/');
  }
}

/** Docker Compose names a project after its folder. */
function requireName(): void {
  const folder = basename(resolve('.'));
  if (!/[a-z0-9]/i.test(folder) && !process.env.COMPOSE_PROJECT_NAME && !existsSync('.env')) {
    throw new Problem(`Docker Compose names the project after its folder, but ${JSON.stringify(folder)} contains no letter from a to z and no digit. `
      + 'Write another name into the file .env, such as: COMPOSE_PROJECT_NAME=shop');
  }
}
