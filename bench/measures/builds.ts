import type { Measure } from './measure';

/** One after the other, because a rebuild needs the build before it. */
export const builds: Measure = {
  name: 'builds',
  sections: [
    {
      name: 'cold',
      title: 'Cold build, empty caches',
      unit: 's',
      digits: 1,
      how: 'Layers and cache mounts are gone; the base images are there.',
    },
    {
      name: 'code',
      title: 'Rebuild after a code change',
      unit: 's',
      digits: 2,
      how: 'One line more in `shop/main.py`.',
    },
    {
      name: 'requirement',
      title: 'Rebuild after one dependency more',
      unit: 's',
      digits: 1,
      how: 'A small pure-Python package more in the lock; all others keep their versions, and the cache mounts are filled.',
    },
  ],
  async run(bench) {
    const { builder, results, options: { runs } } = bench;
    await bench.interleave('cold', runs, (workspace) => {
      const add = (section: string, seconds: number) => results.add(section, workspace.application.name, workspace.candidate.name, seconds);
      workspace.reset();
      builder.emptyCaches();
      add('cold', builder.build(workspace.folder, '--no-cache'));
      workspace.changeCode();
      add('code', builder.build(workspace.folder));
      workspace.addRequirement();
      add('requirement', builder.build(workspace.folder));
    });
  },
};
