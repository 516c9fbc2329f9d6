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
  const git = (...words: string[]) => output('git', words)?.trim();
  const [context] = command.slice(-1);
  const isChanged = Boolean(git('--no-optional-locks', 'status', '--porcelain', '--untracked-files=all', '--', context));
  if (isChanged) {
    console.error('There are changes that are not committed: the image gets no annotation with its commit, because that commit would make another image.');
  }
  const annotations = {
    revision: isChanged ? undefined : git('rev-parse', 'HEAD'),
    created: git('show', '--no-patch', '--format=%cI', 'HEAD'),
    version: tags[0],
  };
  succeed(program, withoutFilter([
    ...command,
    ...(tags.length ? tags : ['latest']).map(tag => `--tag=${image}:${tag}`),
    ...Object.entries(annotations).filter(([, text]) => text).map(([name, text]) => `--annotation=org.opencontainers.image.${name}=${text}`),
    ...flags,
  ]));
}
