import { mkdtempSync, readdirSync, readFileSync, statSync } from 'fs';
import { join, relative } from 'path';
import type { Measure } from './measure';
import { BuildEvent } from '../builder';

export const context: Measure = {
  name: 'context',
  sections: [
    {
      name: 'context',
      title: 'Build context sent',
      unit: 'kB',
      digits: 2,
      how: 'What BuildKit says it was sent for a cold build, with names and modes of the files. It does not vary: one run.',
    },
    {
      name: 'context-files',
      title: 'Files that are copied or mounted, of those in the build context',
      unit: 'kB',
      digits: 2,
      how: 'The sizes of the files that a COPY or a mount of the Dockerfile names. Each checkout also has a `.git`, a `.venv`, an `.env`, notes and tests.',
    },
    {
      name: 'context-unused',
      title: 'Files in the build context that are neither copied nor mounted',
      unit: 'files',
      digits: 0,
      how: 'Of those that `.dockerignore` admits. `COPY . .` names all of them, so that nothing is unused where that stands.',
    },
  ],
  async run(bench) {
    const { builder, results, root } = bench;
    await bench.interleave('context', 1, (workspace) => {
      const { application, candidate, folder } = workspace;
      workspace.reset();
      const add = (section: string, value: number) => results.add(section, application.name, candidate.name, value);
      builder.emptyCaches();
      add('context', sent(builder.events(folder)) / 1e3);

      const destination = join(mkdtempSync(join(root, 'context-')), 'files');
      builder.exportContext(folder, destination);
      const named = sources(readFileSync(join(folder, 'Dockerfile'), 'utf8'));
      const files = list(destination).map(file => relative(destination, file));
      const used = files.filter(file => named.some(source => source.test(file)));
      add('context-files', used.reduce((sum, file) => sum + statSync(join(destination, file)).size, 0) / 1e3);
      add('context-unused', files.length - used.length);
    });
  },
};

/** The bytes that went to the builder. */
function sent(events: BuildEvent[]): number {
  const contexts = new Set(events.flatMap(({ vertexes }) => vertexes ?? [])
    .filter(({ name }) => name === '[internal] load build context').map(({ digest }) => digest));
  const statuses = events.flatMap(({ statuses: some }) => some ?? []).filter(({ id, vertex }) => id.startsWith('transferring') && contexts.has(vertex));
  if (!statuses.length) {
    throw new Error('BuildKit has not told what it was sent');
  }
  return Math.max(...statuses.map(({ current }) => current));
}

/** The files and folders of the context that a Dockerfile names, in all stages. */
function sources(dockerfile: string): RegExp[] {
  const lines = dockerfile.replace(/^\s*#.*\n/gm, '').replace(/\\\n/g, ' ').split('\n');
  const copied = lines.filter(line => /^(COPY|ADD)\s/.test(line) && !/\s--from=/.test(line))
    .flatMap(line => line.split(/\s+/).slice(1).filter(word => !word.startsWith('--')).slice(0, -1));
  const mounted = lines.flatMap(line => [...line.matchAll(/--mount=(\S*type=bind\S*)/g)].map(([, mount]) => mount))
    .filter(mount => !/(^|,)from=/.test(mount)).map(mount => /(?:^|,)(?:source|src)=([^,]+)/.exec(mount)?.[1] ?? '.');
  return [...copied, ...mounted].map(pattern);
}

/** A path of a COPY, and all below it. Go's patterns know *, ? and […]. */
function pattern(source: string): RegExp {
  const path = source.replace(/^(\.?\/)+/, '').replace(/\/$/, '');
  if (path === '' || path === '.') {
    return /^/;
  }
  const text = path.replace(/[.+^${}()|\\]/g, '\\$&').replace(/\*/g, '[^/]*').replace(/\?/g, '[^/]');
  return new RegExp(`^${text}(/|$)`);
}

function list(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? list(path) : [path];
  });
}
