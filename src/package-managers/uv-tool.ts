import { Dockerfile, Mount, Stage } from '../dockerfile';
import { PackageManagerContext, VENV } from './package-manager';

const VERSION = '0.13.9';

/** uv as a pinned requirement. */
export const UV = `uv==${VERSION}`;

/** The image that holds uv and nothing else: it is mounted where uv is needed, and stays in no image. */
export function addUvStage(dockerfile: Dockerfile, context: PackageManagerContext): void {
  dockerfile.addStage('uv', {
    image: context.image(`ghcr.io/astral-sh/uv:${VERSION}`),
    description: 'is the installer: it is mounted where it is needed, and is in no image.',
  });
}

/** @see https://docs.astral.sh/uv/reference/environment/ */
export function configureUv(stage: Stage, context: PackageManagerContext): void {
  stage.addEnvironment('UV_COMPILE_BYTECODE', '1');
  stage.addEnvironment('UV_LINK_MODE', 'copy'); // the cache is another file system
  stage.addEnvironment('UV_PYTHON', context.python);
  stage.addEnvironment('UV_PYTHON_DOWNLOADS', 'never');
}

/** What a RUN needs to call uv. */
export function uvMounts(): Mount[] {
  return [Mount.cache('/root/.cache/uv'), Mount.bind('/uv', '/usr/local/bin/uv', { fromStage: 'uv' })];
}

/** Removes what uv leaves in an environment. */
export function removeUvLock(stage: Stage): void {
  stage.run(`rm -f ${VENV}/.lock`, { comment: 'uv leaves a file that everyone may write to' });
}

/** Makes an empty .venv, with the Python that is there or that uv can get. */
export function uvVenv(pythonVersion: string): string[] {
  return ['uv', 'venv', '--quiet', '--clear', `--python=${pythonVersion}`, '.venv'];
}
