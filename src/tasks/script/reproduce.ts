import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutFilter } from './build';
import { Checkout, inCheckout } from './checkout';
import { facts, PROJEN } from './facts';
import { imageDifferences } from './image/differences';
import { ImageArchive } from './image/image-archive';
import { imageArguments } from './image/image-arguments';
import { PublishedImage, publishedImage } from './image/published-image';
import { shown } from './image/shown';
import { Problem } from './problem';
import { run, succeeds } from './processes';
import { inDraft } from '../../files/drafts';

const [COMMIT, PLATFORM, CONTAINER] = ['--commit', '--platform', '--container'];
const COMMIT_ID = /^[0-9a-f]{7,64}$/;

/**
 * Builds the commit of a published image again and compares: `reproduce IMAGE[@DIGEST] [--commit=…] [--platform=…] [--container=…]`. All
 * other flags go to `docker build`.
 */
export async function reproduce(...argv: string[]): Promise<void> {
  const { image, own: { [COMMIT]: commits, [PLATFORM]: [platform], [CONTAINER]: [container] }, others } = imageArguments(argv, [COMMIT, PLATFORM, CONTAINER]);
  if (!image) {
    throw new Problem(`Which image? ${facts().projenCommand} docker:reproduce registry.example.com/shop:1.4.0`);
  }
  const published = publishedImage(image, platform);
  const revision = commits[0] ?? revisionOf(image, published);
  stopGently();
  await inCheckout(revision, async (checkout) => {
    const command = buildCommand(checkout, container);
    console.error(`${published.reference} (${published.platform}) is compared with a build of the commit ${checkout.commit}.`);
    await inDraft(PROJEN, async (draft) => {
      const rebuilt = await built(checkout, [...command, `--platform=${published.platform}`, ...others], draft);
      const differences = await imageDifferences(await pulled(published, draft), rebuilt);
      if (differences.length) {
        console.log(differences.join('\n'));
        throw new Problem(`Different: ${image} is not what the commit ${checkout.commit} makes here.`);
      }
      const rest = published.otherPlatforms.length ? ` Not compared: ${published.otherPlatforms.map(name => shown(name)).join(', ')}.` : '';
      console.log(`Equal: ${published.reference} (${published.platform}) is what the commit ${checkout.commit} makes, `
        + `in all ${rebuilt.layers.length} layers and all settings (${rebuilt.configDigest}).${rest}`);
    });
  });
}

/** What an image says of itself is checked like everything that others wrote. */
function revisionOf(image: string, { revision }: PublishedImage): string {
  if (revision === undefined) {
    throw new Problem(`${image} does not say which commit it was made from: it has no annotation org.opencontainers.image.revision. Name the commit with --commit=…`);
  }
  if (!COMMIT_ID.test(revision)) {
    throw new Problem(`${image} names ${shown(revision, 100)} as its commit, which is not the ID of a commit. Name the commit with --commit=…`);
  }
  return revision;
}

/** The command of the task docker:build in the commit, which may have had other options than today. */
function buildCommand({ commit, folder }: Checkout, container?: string): string[] {
  const task = `docker:build${container === undefined ? '' : `:${container}`}`;
  const file = join(folder, PROJEN, 'tasks.json');
  const steps: { execArgs?: string[] }[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).tasks?.[task]?.steps ?? [] : [];
  const words = steps.map(({ execArgs = [] }) => execArgs).find(argv => startOf(argv) >= 0);
  if (!words) {
    throw new Problem(`The commit ${commit} has no task ${shown(task)} that builds an image, in ${PROJEN}/tasks.json.`);
  }
  return words.slice(startOf(words) + 1).filter(word => !word.startsWith('--tag='));
}

function startOf(argv: string[]): number {
  return argv.findIndex((word, index) => word === 'docker' && argv[index + 1] === 'build');
}

/** Builds as the task does: the date of the sources is that of the commit. */
async function built({ commit, date, folder }: Checkout, command: string[], draft: string): Promise<ImageArchive> {
  const tag = `reproduce-${randomBytes(6).toString('hex')}`;
  try {
    const env = { ...process.env, SOURCE_DATE_EPOCH: date };
    if (run('docker', withoutFilter([...command, `--tag=${tag}`]), { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] }) !== 0) {
      throw new Problem(`The commit ${commit} could not be built here, so that nothing was compared.`);
    }
    return await ImageArchive.save(tag, draft);
  } finally {
    succeeds('docker', ['image', 'rm', tag]);
  }
}

async function pulled({ reference, platform }: PublishedImage, draft: string): Promise<ImageArchive> {
  const wasThere = succeeds('docker', ['image', 'inspect', reference]);
  if (!wasThere && run('docker', ['pull', '--quiet', `--platform=${platform}`, reference], { stdio: ['ignore', 'ignore', 'inherit'] }) !== 0) {
    throw new Problem(`${reference} could not be pulled, so that nothing was compared.`);
  }
  try {
    return await ImageArchive.save(reference, draft);
  } finally {
    if (!wasThere) {
      succeeds('docker', ['image', 'rm', reference]);
    }
  }
}

/** A stopped task still removes the checkout: the program that is running ends, and then everything is cleaned up. */
function stopGently(): void {
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(signal => process.on(signal, () => {
    process.exitCode = 1;
  }));
}
