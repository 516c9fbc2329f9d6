import { invalidOption } from './invalid-option';

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const HOST = '(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::[0-9]+)?';
/** Distinguishes a host from a namespace of Docker Hub. */
const IS_HOST = /[.:]|^localhost$/;
const DOCKER_HUB = 'docker.io';
const REPOSITORY = `(?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*`;
/** Includes 128 characters for the tag and 71 for the digest. Longer names would slow down the regular expressions. */
const MOST = 255 + 1 + 128 + 1 + 71;
const REFERENCE = new RegExp(`^${REPOSITORY}(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`);

/**
 * Checks the name of an image, with or without registry, tag and digest.
 *
 * @see https://pkg.go.dev/github.com/distribution/reference
 */
export function imageReference(option: string, reference: string): string {
  if (!isImageReference(reference)) {
    throw invalidOption(option, reference, 'an image is [registry/]name[:tag][@sha256:digest] in lower case, such as python:3.13-slim-trixie');
  }
  return reference;
}

/** Whether a text is the name of an image, with or without registry, tag and digest. */
export function isImageReference(text: string): boolean {
  return text.length <= MOST && REFERENCE.test(text) && !/^[0-9a-f]{64}$/.test(text) && !isTooLong(text);
}

/** The name of an image without its tag and digest. */
export function repositoryOf(reference: string): string {
  return reference.replace(/@.*$/, '').replace(/:[^/]*$/, '');
}

/**
 * The name of an image in another registry: its host is replaced, its path is kept.
 *
 * @throws when the registry is not a host with or without a path
 */
export function inRegistry(option: string, reference: string, registry?: string): string {
  return registry === undefined ? reference : moved(option, withoutHost(reference), registry);
}

/**
 * The name of an image in the mirror of its registry, if there is one: the full name after the host is kept, which on Docker Hub
 * is `library/python` for `python`.
 *
 * @param registries the mirrors by the host of the mirrored registry
 * @throws when a host is invalid, or a registry is not a host with or without a path
 */
export function inRegistryOf(option: string, reference: string, registries: { readonly [host: string]: string }): string | undefined {
  for (const [host, registry] of Object.entries(registries)) {
    if (host !== DOCKER_HUB && /(^|\.)docker\.(io|com)$/i.test(host)) {
      throw invalidOption(option, host, `the images of Docker Hub have the host ${DOCKER_HUB}`);
    }
    if (host.length > MOST || !new RegExp(`^${HOST}$`).test(host) || !IS_HOST.test(host)) {
      throw invalidOption(option, host, 'the host of an image is the part before its first /, such as docker.io or ghcr.io');
    }
    checkRegistry(`${option} ${host}`, registry);
  }
  const { host, path } = withHost(reference) ?? { host: DOCKER_HUB, path: reference };
  const registry = new Map(Object.entries(registries)).get(host);
  return registry === undefined ? undefined
    : moved(`${option} ${host}`, host === DOCKER_HUB && !path.includes('/') ? `library/${path}` : path, registry);
}

/** The name of an image without its host, if it has one. */
export function withoutHost(reference: string): string {
  return withHost(reference)?.path ?? reference;
}

/** The host of an image and the rest of its name, if it has a host. */
function withHost(reference: string): { host: string; path: string } | undefined {
  const [host, ...rest] = reference.split('/');
  return rest.length && IS_HOST.test(host) ? { host: host.replace(/^index\.docker\.io$/, DOCKER_HUB), path: rest.join('/') } : undefined;
}

function checkRegistry(option: string, registry: string): void {
  if (registry.length > MOST || !new RegExp(`^${HOST}(?:/${COMPONENT})*$`).test(registry)) {
    throw invalidOption(option, registry, 'a registry is a host, optionally with a port and a path, such as registry.example.com/mirror');
  }
}

function moved(option: string, path: string, registry: string): string {
  checkRegistry(option, registry);
  const name = `${registry}/${path}`;
  if (isTooLong(name)) {
    throw invalidOption(option, registry, `the name of an image can have up to 255 characters, so ${path} does not fit`);
  }
  return name;
}

/** A name without tag and digest can have up to 255 characters. */
function isTooLong(reference: string): boolean {
  return repositoryOf(reference).length > 255;
}

/** Checks the name of an image to build, without a tag. */
export function imageName(option: string, name: string): string {
  if (name.length > MOST || !new RegExp(`^${REPOSITORY}$`).test(name) || isTooLong(name)) {
    throw invalidOption(option, name, 'a name is [registry/]name in lower case, without a tag');
  }
  return name;
}

/** The name of an image may also be the name of a stage in BuildKit. */
export function isStageName(name: string): boolean {
  return name.length <= 128 && new RegExp(`^(?=[a-z])${COMPONENT}$`).test(name);
}
