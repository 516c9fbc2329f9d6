import { withoutFilter } from './build';
import { output, succeed } from './processes';
import { namesAndFlags } from './words';

/**
 * Builds and pushes an image: `push IMAGE docker buildx build … -- TAG… FLAG…`. Commit and date are annotations and not
 * part of the image, because otherwise each commit would make a new image.
 */
export function push(image: string, ...argv: string[]): void {
  const end = argv.indexOf('--');
  const { names: tags, flags } = namesAndFlags(argv.slice(end + 1));
  const [program, ...command] = argv.slice(0, end);
  const [context] = command.slice(-1);
  succeed(program, withoutFilter([
    ...command,
    ...(tags.length ? tags : ['latest']).map(tag => `--tag=${image}:${tag}`),
    ...annotations(tags[0], context).map(annotation => `--annotation=${annotation}`),
    ...flags,
  ]));
}

/** The annotations of an image that is built from a folder: commit, date and version, as far as they are known. */
export function annotations(version?: string, context = '.'): string[] {
  const git = (...words: string[]) => output('git', words)?.trim();
  const isChanged = Boolean(git('--no-optional-locks', 'status', '--porcelain', '--untracked-files=all', '--', context));
  if (isChanged) {
    console.error('There are changes that are not committed: the image gets no annotation with its commit, because that commit would make another image.');
  }
  const known = { revision: isChanged ? undefined : git('rev-parse', 'HEAD'), created: git('show', '--no-patch', '--format=%cI', 'HEAD'), version };
  return Object.entries(known).filter(([, text]) => text).map(([name, text]) => `org.opencontainers.image.${name}=${text}`);
}
