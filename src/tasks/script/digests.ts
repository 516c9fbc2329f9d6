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

/** The digests that the tags of images have now, of the index of all platforms. */
export function findDigests(images: string[]): Map<string, string> {
  if (images.length === 0) {
    return new Map();
  }
  const finder = FINDERS.find(({ probe: [program, ...argv] }) => succeeds(program, argv));
  if (!finder) {
    throw new Problem('Docker with buildx is missing, and so are skopeo and crane: one of them has to ask for digests. '
      + 'Install Docker: https://docs.docker.com/get-started/get-docker/');
  }
  return new Map(images.map(image => [image, findDigest(image, finder.command(image))]));
}

function findDigest(image: string, [program, ...argv]: string[]): string {
  const { stdout, stderr, error } = spawnSync(program, argv, { encoding: 'utf8', timeout: MINUTE });
  const [digest] = /sha256:[0-9a-f]{64}/.exec(stdout ?? '') ?? [];
  if (!digest) {
    throw new Problem(`${image}: ${program} finds no digest: ${stderr?.trim().split('\n').pop() || error?.message || 'it says nothing'}`);
  }
  return digest;
}
