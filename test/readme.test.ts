import { readFileSync } from 'fs';
import { resolve } from 'path';
import { newProject, synth } from './synth';

function repositoryFile(path: string): string {
  return readFileSync(resolve(__dirname, '..', path), 'utf8');
}

test('the README shows the Dockerfile of a new project', () => {
  const readme = repositoryFile('README.md');
  const { Dockerfile } = synth(newProject({ name: 'hello' }));
  expect(readme).toContain(`\`\`\`dockerfile\n${Dockerfile}\`\`\`\n`);
});

test.each(['acme-service', 'gateway-port'])('docs/organisations.md shows %s.ts of the example', (name) => {
  const code = repositoryFile(`examples/acme-service/src/${name}.ts`);
  expect(repositoryFile('docs/organisations.md')).toContain(`\`\`\`ts\n${code}\`\`\`\n`);
});
