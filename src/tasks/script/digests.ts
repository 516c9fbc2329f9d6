import { spawnSync } from 'node:child_process';
import { Problem } from './problem';
import { succeeds } from './processes';

const MINUTE = 60_000;
const BUILDX = ['docker', 'buildx', 'imagetools', 'inspect', '--format', '{{json .Manifest.Digest}}'];

/** The programs that can ask a registry, and how to see whether one is there. */
const FINDERS: { probe: string[]; command: (image: string) => string[] }[] = [
  { probe: ['docker', 'buildx', 'version'], command: image => [...BUILDX, image] },
  { probe: ['skopeo', '--version'], command: image => ['skopeo', 'inspect', '--format', '{{.Digest}}', `docker://${image}`] },
  { probe: ['crane', 'version'], command: image => ['crane', 'digest', image] },
];

/** What registries say of images: the digests that their tags have now, of the index of all platforms, and why some have none. */
export interface Digests {
  readonly digests: ReadonlyMap<string, string>;
  readonly problems: string[];
}

/** Asks for the digests of images. One that cannot be found is no reason to do without the others. */
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

function findFinder(): typeof FINDERS[number] {
  const finder = FINDERS.find(({ probe: [program, ...argv] }) => succeeds(program, argv));
  if (!finder) {
    throw new Problem('One of Docker with buildx, skopeo or crane is needed to fetch digests. '
      + 'Install Docker: https://docs.docker.com/get-started/get-docker/');
  }
  return finder;
}

function ask([program, ...argv]: string[]): { readonly digest?: string; readonly problem: string; readonly isSilent: boolean } {
  const { stdout, stderr, error } = spawnSync(program, argv, { encoding: 'utf8', timeout: MINUTE });
  return {
    digest: /sha256:[0-9a-f]{64}/.exec(stdout ?? '')?.[0],
    problem: stderr?.trim().split('\n').pop() || error?.message || 'no output',
    isSilent: (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT',
  };
}

/** The host that an image comes from; without one, it is that of all others without one. */
function registryOf(image: string): string {
  const [host, ...path] = image.split('/');
  return path.length && /[.:]|^localhost$/.test(host) ? host : '';
}
