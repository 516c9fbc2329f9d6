import { readFileSync } from 'fs';
import { resolve } from 'path';
import { newProject, synth } from './synth';

test('the README shows the Dockerfile of a new project', () => {
  const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');
  const { Dockerfile } = synth(newProject({ name: 'hello' }));
  expect(readme).toContain(`\`\`\`dockerfile\n${Dockerfile}\`\`\`\n`);
});
