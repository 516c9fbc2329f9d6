import { isAbsolute, posix } from 'path';
import { Project, Task } from 'projen';
import { Access } from '../access/access';
import { secretText } from '../access/build-secret';
import { Dockerfile } from '../dockerfile';
import { withoutHost } from '../dockerfile/image-reference';
import { templateText } from '../dockerfile/quoting';
import { relativePath } from '../files/relative-path';

/** A container that bake builds. */
export interface BakedContainer {
  readonly project: Project;
  readonly imageName: string;
  readonly dockerfile: Dockerfile;
  /** The folder with the lock files, relative to the project. */
  readonly lockFolder: string;
  readonly access: Access;
  /** Whether a pushed image has provenance. */
  readonly hasProvenance: boolean;
  /** The task that runs its tests in the development image. */
  readonly testTask?: Task;
}

/** The names of groups, which bake looks up before those of targets. */
const GROUPS = ['default', 'test', 'dev'];

const NO_PROVENANCE = 'type=provenance,disabled=true';

/** The expressions that targets share, by their names in the file. */
export const EXPRESSIONS = {
  repository: '${REGISTRY == "" ? "" : "${REGISTRY}/"}',
  provenance: `\${PROVENANCE == "" ? "${NO_PROVENANCE}" : "type=provenance,mode=\${PROVENANCE}"}`,
};

/** The name of the target that builds the production image: letters, digits, `-` and `_`. */
export function targetName(imageName: string): string {
  const name = imageName.replace(/[^A-Za-z0-9_-]+/g, '-');
  return GROUPS.includes(name) ? `${name}-image` : name;
}

/** The name of the target that builds the development image. */
export function developmentName(imageName: string): string {
  return `${targetName(imageName)}-dev`;
}

/** @param root the folder that bake runs in */
export function productionTarget(root: string, container: BakedContainer): object {
  return {
    ...sources(root, container),
    tags: [`${repository(container)}:\${TAG}`],
    ...caches(container, 'cache-from', 'CACHE', ''),
    ...caches(container, 'cache-to', 'CACHE_TO', ',mode=max,image-manifest=true'),
    attest: [container.hasProvenance ? '${provenance}' : NO_PROVENANCE],
    ...credentials(root, container),
  };
}

/** @param root the folder that bake runs in */
export function developmentTarget(root: string, container: BakedContainer): object {
  return {
    ...sources(root, container),
    target: 'dev',
    tags: [`${repository(container)}:dev`],
    ...caches(container, 'cache-from', 'CACHE', ''),
    attest: [NO_PROVENANCE],
    ...credentials(root, container),
  };
}

/** The path of a project's file, relative to the root project; an absolute path stays as it is. */
export function fromRoot(root: string, project: Project, path: string): string {
  return isAbsolute(path) ? path : posix.join(relativePath(root, project.outdir), path);
}

function sources(root: string, { dockerfile }: BakedContainer): object {
  return {
    context: templateText(relativePath(root, dockerfile.contextFolder) || '.'),
    dockerfile: templateText(relativePath(dockerfile.contextFolder, dockerfile.absolutePath)),
    args: '${proxies}',
  };
}

/** Bake ignores an empty text in a list. */
function caches({ imageName }: BakedContainer, field: string, variable: string, flags: string): object {
  return { [field]: [`\${${variable} == "" ? "" : "type=registry,ref=\${${variable}}/${withoutHost(imageName)}:\${CACHE_TAG}${flags}"}`] };
}

function credentials(root: string, { project, access: { buildSecrets, ssh, freshStages } }: BakedContainer): object {
  const inRoot = (file?: string) => file === undefined ? {} : { file: fromRoot(root, project, file) };
  const secrets = buildSecrets.map(secret => secretText({ ...secret, ...inRoot(secret.file) }));
  return {
    ...secrets.length ? { secret: secrets.map(templateText) } : {},
    ...ssh ? { ssh: ['default'] } : {},
    ...freshStages.length ? { 'no-cache-filter': freshStages } : {},
  };
}

/** The name of the image in REGISTRY, if its own name has no host. */
function repository({ imageName }: BakedContainer): string {
  return withoutHost(imageName) === imageName ? `\${repository}${imageName}` : imageName;
}
