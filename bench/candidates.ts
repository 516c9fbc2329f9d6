import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { Application, copySources, DJANGO, FASTAPI, FASTAPI_LAZY, FLASK, ONE_MORE } from './applications';
import { Locked, Locks } from './locks';
import { synthesize, task } from './ours';
import { BaseImage, Bytecode, PipInstaller, PythonContainerProjectOptions, PythonPackageManager } from '../src';

export type When = 'before' | 'after';

/** A Dockerfile that is measured. */
export interface Candidate {
  readonly name: string;
  readonly title: string;
  readonly rival: boolean;
  readonly applications: Application[];
  /**
   * Writes the application with this Dockerfile into a folder, before or after it got one requirement more.
   *
   * @param builder the builder that builds, where one has to
   */
  make(application: Application, when: When, folder: string, locks: Locks, builder: string): void;
}

const BOTH = [FASTAPI, DJANGO];
const ALL = [...BOTH, FASTAPI_LAZY, FLASK];

function rival(
  name: string, title: string, ignored: string, applications: Application[], packageManager: Locked = PythonPackageManager.PIP,
): Candidate {
  return {
    name,
    title,
    rival: true,
    applications,
    make(application, when, folder, locks) {
      copySources(application, folder);
      locks.copy(application, packageManager, when, folder);
      const dockerfile = readFileSync(join(__dirname, 'rivals', `${name}.Dockerfile`), 'utf8');
      const { command, pythonVersion } = application;
      const served = command ? dockerfile.replace(/^CMD .*$/m, `CMD ${JSON.stringify(command)}`) : dockerfile;
      writeFileSync(join(folder, 'Dockerfile'), withUserOf(application, served.replace(/\b3\.13\b/g, pythonVersion)));
      cpSync(join(__dirname, 'rivals', `${ignored}.dockerignore`), join(folder, '.dockerignore'));
    },
  };
}

/** Debian's images of later Pythons have no adduser. */
function withUserOf({ pythonVersion }: Application, dockerfile: string): string {
  const user = 'useradd --no-log-init --no-create-home --home-dir=/nonexistent --shell=/sbin/nologin --uid="${UID}" appuser';
  return pythonVersion === '3.15' ? dockerfile.replace(/adduser [^]*?\bappuser$/m, user) : dockerfile;
}

function ours(name: string, title: string, options: Partial<PythonContainerProjectOptions>, applications = BOTH): Candidate {
  const packageManager = options.packageManager === PythonPackageManager.UV ? PythonPackageManager.UV : PythonPackageManager.PIP;
  return {
    name,
    title,
    rival: false,
    applications,
    make(application, when, folder, locks) {
      const more = when === 'after' ? [ONE_MORE] : [];
      synthesize(application, folder, [...application.requirements, ...more], { ...options, imageName: `bench/${application.name}-${name}-of-ours` });
      locks.copy(application, packageManager, when, folder);
    },
  };
}

/** The same, with the modules that one start has loaded. */
function traced(candidate: Candidate): Candidate {
  return {
    ...candidate,
    make(application, when, folder, locks, builder) {
      candidate.make(application, when, folder, locks, builder);
      task(folder, locks.tools, 'docker:trace', { env: { BUILDX_BUILDER: builder } });
      if (!existsSync(join(folder, 'bytecode.txt'))) {
        throw new Error('docker:trace has written no bytecode.txt');
      }
    },
  };
}

const UV = { packageManager: PythonPackageManager.UV };

export const CANDIDATES: Candidate[] = [
  rival('pip-user', 'pip install --user, two stages, gcc in the builder', 'docker-init', BOTH),
  rival('pip-mounts', 'pip install --user, base/builder/production, cache and bind mounts', 'docker-init', BOTH),
  rival('docker-init', 'docker init', 'docker-init', ALL),
  rival('uv-example', 'uv\'s multi-stage example', 'uv-example', BOTH, PythonPackageManager.UV),
  ours('pip', 'ours, pip', { installer: PipInstaller.PIP }),
  ours('pip-and-uv', 'ours, pip + uv installer', {}, ALL),
  ours('lazy', 'ours, pip + uv installer, lazyImports', { lazyImports: true }, [FASTAPI_LAZY]),
  ours('uv', 'ours, uv', UV),
  ours('uv-no-bytecode', 'ours, uv, Bytecode.NONE', { ...UV, bytecode: Bytecode.NONE }),
  ours('distroless', 'ours, uv, distroless', { ...UV, baseImage: BaseImage.distroless() }),
  traced(ours('uv-traced', 'ours, uv, traced', UV, [DJANGO])),
];

/** What every checkout has beside the sources; none of it belongs into an image. */
export function addClutter(folder: string): void {
  for (const path of ['.git/HEAD', '.venv/pyvenv.cfg', 'README.md', 'notes/todo.md', '.env']) {
    if (!existsSync(join(folder, path))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), 'not for the image\n'.repeat(50));
    }
  }
}

/** Copies a folder to where another one was. */
export function replaceFolder(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}
