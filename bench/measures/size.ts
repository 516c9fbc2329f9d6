import type { Measure } from './measure';

export const size: Measure = {
  name: 'size',
  sections: [{
    name: 'size',
    title: 'Compressed size',
    unit: 'MB',
    digits: 1,
    how: 'The layers in the manifest, as a registry has them. It does not vary.',
  }],
  async run(bench) {
    const registry = await bench.registry();
    await bench.interleave('size', 1, async (workspace) => {
      const image = await bench.image(workspace, 'first');
      registry.push(image);
      bench.results.add('size', workspace.application.name, workspace.candidate.name, await registry.layers(image) / 1e6);
    });
  },
};
