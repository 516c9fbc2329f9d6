import { spawnSync } from 'node:child_process';
import { Problem } from './problem';
import { BRIEFLY, succeeds } from './processes';
import { repositoryOf } from '../../dockerfile/image-reference';

const BUILDX = ['docker', 'buildx', 'imagetools', 'inspect', '--format', '{{json .Manifest.Digest}}'];

/** The programs that can fetch digests, and how to test whether they are installed. */
const FINDERS: { probe: string[]; command: (image: string) => string[] }[] = [
  { probe: ['docker', 'buildx', 'version'], command: image => [...BUILDX, image] },
  { probe: ['skopeo', '--version'], command: image => ['skopeo', 'inspect', '--format', '{{.Digest}}', `docker://${image}`] },
  { probe: ['crane', 'version'], command: image => ['crane', 'digest', image] },
];

/** The current digests of the image indexes for tags, and the reasons why some images have none. */
export interface Digests {
  readonly digests: ReadonlyMap<string, string>;
  readonly problems: string[];
}

/** Fetches the digests of images. If one is missing, the others are still returned. */
export function findDigests(images: string[]): Digests {
  const digests = new Map<string, string>();
  const problems: string[] = [];
  if (images.length) {
    const finder = findFinder();
    const silent = new Set<string>();
    for (const image of images) {
      const registry = registryOf(image);
      const answer = silent.has(registry) ? { problem: 'its registry does not respond', isSilent: true } : ask(finder.command(image));
      if (answer.isSilent) {
        silent.add(registry); // each of its images would wait as long
      }
      if (answer.digest) {
        digests.set(image, answer.digest);
      } else {
        problems.push(`${image}: ${finder.probe[0]} found no digest: ${answer.problem}`);
      }
    }
  }
  return { digests, problems };
}

/**
 * The image by its current digest.
 *
 * @throws with the registry's answer, when it has none
 */
export function withDigest(image: string): string {
  const { digests, problems } = findDigests([image]);
  const digest = digests.get(image);
  if (!digest) {
    throw new Problem(problems.join('\n'));
  }
  return `${repositoryOf(image)}@${digest}`;
}

function findFinder(): typeof FINDERS[number] {
  const finder = FINDERS.find(({ probe: [program, ...argv] }) => succeeds(program, argv, BRIEFLY));
  if (!finder) {
    throw new Problem('One of Docker with buildx, skopeo or crane is needed to fetch digests. '
      + 'Install Docker: https://docs.docker.com/get-started/get-docker/');
  }
  return finder;
}

function ask([program, ...argv]: string[]): { readonly digest?: string; readonly problem: string; readonly isSilent: boolean } {
  const { stdout, stderr, error } = spawnSync(program, argv, { encoding: 'utf8', ...BRIEFLY });
  return {
    digest: /sha256:[0-9a-f]{64}/.exec(stdout ?? '')?.[0],
    problem: stderr?.trim().split('\n').pop() || error?.message || 'no output',
    isSilent: (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT',
  };
}

/** The host of an image; images without a host have the same host. */
function registryOf(image: string): string {
  const [host, ...path] = image.split('/');
  return path.length && /[.:]|^localhost$/.test(host) ? host : '';
}
