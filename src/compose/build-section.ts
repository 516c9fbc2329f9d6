import { literal } from './compose-text';
import { relativePath } from '../files/relative-path';
import { PythonContainer } from '../python-container';

/** How compose builds a stage of a container, with the same options as `docker build` in the tasks. */
export function buildSection({ dockerfile, project, _facts: { access } }: PythonContainer, target: string): { [name: string]: unknown } {
  const secrets = access.buildSecrets.map(({ id }) => id);
  return {
    context: literal(relativePath(project.outdir, dockerfile.contextFolder) || '.'),
    dockerfile: literal(relativePath(dockerfile.contextFolder, dockerfile.absolutePath)),
    target,
    args: access.buildArguments,
    ...secrets.length ? { secrets } : {},
    ...access.ssh ? { ssh: ['default'] } : {},
  };
}

/** The top-level build secrets of the file. */
export function buildSecrets(containers: readonly PythonContainer[]): { [name: string]: { readonly environment?: string; readonly file?: string } } {
  const secrets = containers.flatMap(({ _facts: { access } }) => access.buildSecrets);
  return Object.fromEntries(secrets.map(({ id, environment, file }) => [id, file === undefined ? { environment } : { file: literal(file) }]));
}
