import { readFileSync } from 'fs';
import { resolve } from 'path';
import { newProject, synth } from './synth';

function repositoryFile(path: string): string {
  return readFileSync(resolve(__dirname, '..', path), 'utf8');
}

test('docs/dockerfile.md shows each stage of the Dockerfile of a new project, in its order', () => {
  const { Dockerfile } = synth(newProject({ name: 'hello' }));
  const shown = [...repositoryFile('docs/dockerfile.md').matchAll(/```dockerfile\n([^]*?)\n```/g)].map(([, text]) => text);
  expect(`${shown.join('\n\n')}\n`).toBe(Dockerfile);
});

test.each(['acme-service', 'gateway-port'])('docs/organisations.md shows %s.ts of the example', (name) => {
  const code = repositoryFile(`examples/acme-service/src/${name}.ts`);
  expect(repositoryFile('docs/organisations.md')).toContain(`\`\`\`ts\n${code}\`\`\`\n`);
});
