import { invalidOption } from './invalid-option';

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const HOST = '(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::[0-9]+)?';
const REPOSITORY = `(?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*`;
/** With the tag's 128 characters and the digest's 71. What is longer would keep the patterns busy. */
const MOST = 255 + 1 + 128 + 1 + 71;
const REFERENCE = new RegExp(`^${REPOSITORY}(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`);

/**
 * Checks the name of an image, with or without registry, tag and digest.
 *
 * @see https://pkg.go.dev/github.com/distribution/reference
 */
export function imageReference(option: string, reference: string): string {
  if (reference.length > MOST || !REFERENCE.test(reference) || /^[0-9a-f]{64}$/.test(reference) || isTooLong(reference)) {
    throw invalidOption(option, reference, 'an image is [registry/]name[:tag][@sha256:digest] in lower case, such as python:3.13-slim-trixie');
  }
  return reference;
}

/**
 * The name of an image in another registry: its own host gives way, its path stays.
 *
 * @throws when the registry is no host, or a host with a path
 */
export function inRegistry(option: string, reference: string, registry?: string): string {
  if (registry === undefined) {
    return reference;
  }
  const [first, ...rest] = reference.split('/');
  const path = rest.length && /[.:]|^localhost$/.test(first) ? rest.join('/') : reference;
  if (registry.length > MOST || !new RegExp(`^${HOST}(?:/${COMPONENT})*$`).test(registry)) {
    throw invalidOption(option, registry, 'a registry is a host, with a port and a path if it has them, such as registry.example.com/mirror');
  }
  const moved = `${registry}/${path}`;
  if (isTooLong(moved)) {
    throw invalidOption(option, registry, `the name of an image has 255 characters at most, and ${path} has no room left`);
  }
  return moved;
}

/** A name without tag and digest has 255 characters at most. */
function isTooLong(reference: string): boolean {
  return reference.replace(/@.*$/, '').replace(/:[^/]*$/, '').length > 255;
}

/** Checks the name of an image to build, which gets its tag elsewhere. */
export function imageName(option: string, name: string): string {
  if (name.length > MOST || !new RegExp(`^${REPOSITORY}$`).test(name) || isTooLong(name)) {
    throw invalidOption(option, name, 'a name is [registry/]name in lower case, without a tag');
  }
  return name;
}

/** BuildKit reads the names of stages as those of images. */
export function isStageName(name: string): boolean {
  return name.length <= 128 && new RegExp(`^(?=[a-z])${COMPONENT}$`).test(name);
}
