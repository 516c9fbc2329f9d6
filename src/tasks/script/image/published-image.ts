import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { ImageConfig } from './image-archive';
import { shown } from './shown';
import { repositoryOf } from '../../../dockerfile/image-reference';
import { Problem } from '../problem';
import { output } from '../processes';

/** @see https://github.com/opencontainers/image-spec/blob/main/annotations.md */
export const REVISION = 'org.opencontainers.image.revision';
const MINUTE = 60_000;

interface Annotated { readonly annotations?: { readonly [name: string]: string } }
interface Platform { readonly os: string; readonly architecture: string; readonly variant?: string }
interface Manifest extends Annotated {
  readonly manifests?: (Annotated & { readonly digest: string; readonly platform?: Platform })[];
}

/** An image in a registry, for one platform. */
export interface PublishedImage {
  /** The name with the digest of the manifest for this platform: it cannot mean another image later. */
  readonly reference: string;
  readonly platform: string;
  /** The other platforms that are published under the same name. */
  readonly otherPlatforms: string[];
  /** The commit that it was made from, according to whoever published it. */
  readonly revision?: string;
}

/** Asks a registry for an image. @throws if the registry does not answer, or has no image for the platform */
export function publishedImage(image: string, platform?: string): PublishedImage {
  const repository = repositoryOf(image);
  const { digest, manifest } = fetchManifest(image);
  const platforms = (manifest.manifests ?? [])
    .filter(entry => entry.platform && entry.platform.os !== 'unknown') // others are attestations
    .map(entry => ({ ...entry, name: platformName(entry.platform!) }));
  const chosen = manifest.manifests ? choose(image, platforms, platform) : undefined;
  const reference = `${repository}@${chosen?.digest ?? digest}`;
  const config = fetchConfig(reference);
  const own = chosen ? fetchManifest(reference).manifest : manifest;
  const name = chosen?.name ?? platformName({ os: config.os ?? 'linux', architecture: config.architecture ?? 'unknown', variant: config.variant });
  if (platform && platformOf(platform) !== name) {
    throw new Problem(`${image} is for ${shown(name)}, and not for ${platform}.`);
  }
  return {
    reference,
    platform: name,
    otherPlatforms: platforms.map(other => other.name).filter(other => other !== name),
    revision: [own, chosen, manifest].map(place => place?.annotations?.[REVISION]).find(text => text) ?? config.config?.Labels?.[REVISION],
  };
}

function choose<T extends { name: string }>(image: string, entries: T[], platform?: string): T {
  const wanted = platform === undefined ? platformOf(output('docker', ['version', '--format={{.Server.Os}}/{{.Server.Arch}}'])?.trim() ?? '') : platformOf(platform);
  const found = entries.find(({ name }) => name === wanted) ?? (platform === undefined && entries.length === 1 ? entries[0] : undefined);
  if (!found) {
    throw new Problem(`${image} has no image for ${wanted}. It has images for ${entries.map(({ name }) => shown(name)).join(', ') || 'no platform'}: choose one with --platform=…`);
  }
  return found;
}

/** The digest is the hash of what was received, whatever name was asked for. */
function fetchManifest(image: string): { digest: string; manifest: Manifest } {
  const bytes = ask(image, '--raw');
  return { digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, manifest: parsed(image, bytes) as Manifest };
}

function fetchConfig(image: string): ImageConfig {
  return parsed(image, ask(image, '--format={{json .Image}}')) as ImageConfig;
}

function parsed(image: string, bytes: Buffer): unknown {
  try {
    const value = JSON.parse(bytes.toString());
    if (value && typeof value === 'object') {
      return value;
    }
  } catch {
    // it is explained below
  }
  throw new Problem(`The registry's answer for ${image} is not the description of an image.`);
}

function ask(image: string, how: string): Buffer {
  const { status, stdout, stderr, error } = spawnSync('docker', ['buildx', 'imagetools', 'inspect', how, image], { timeout: MINUTE, maxBuffer: 1 << 24 });
  if (status !== 0) {
    const reason = error?.message ?? stderr.toString().trim().split('\n').pop() ?? '';
    throw new Problem(`${image} was not found in its registry: ${shown(reason) || 'no answer'}`);
  }
  return stdout;
}

function platformName({ os, architecture, variant }: Platform): string {
  return platformOf([os, architecture, ...variant ? [variant] : []].join('/'));
}

/** arm64 has only one variant, which some builders write and others do not. */
function platformOf(text: string): string {
  return text.replace(/^(linux\/arm64)\/v8$/, '$1');
}
