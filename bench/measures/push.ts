import type { Measure } from './measure';

export const push: Measure = {
  name: 'push',
  sections: [{
    name: 'push',
    title: 'Bytes pushed after a code change',
    unit: 'kB',
    digits: 1,
    how: 'By how much the files of a registry grow, when it has the image from before the change. It does not vary.',
  }],
  async run(bench) {
    const { builder, results } = bench;
    const registry = await bench.registry();
    await bench.interleave('push', 1, async (workspace) => {
      const [before, after] = [await bench.image(workspace, 'before'), await bench.image(workspace, 'after')];
      workspace.reset();
      builder.load(workspace.folder, before);
      registry.push(before);
      workspace.changeCode();
      builder.load(workspace.folder, after);
      results.add('push', workspace.application.name, workspace.candidate.name, registry.push(after) / 1e3);
    });
  },
};
