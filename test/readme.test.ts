import { readFileSync } from 'fs';
import { resolve } from 'path';
import { folderWith, newProject, synth } from './synth';
import { Results } from '../bench/results';
import { summaryTable } from '../bench/summary';

function repositoryFile(path: string): string {
  return readFileSync(resolve(__dirname, '..', path), 'utf8');
}

test('docs/dockerfile.md shows each stage of the Dockerfile of a new project, in its order', () => {
  const { Dockerfile } = synth(newProject({ name: 'hello' }));
  const shown = [...repositoryFile('docs/dockerfile.md').matchAll(/```dockerfile\n([^]*?)\n```/g)].map(([, text]) => text);
  expect(`${shown.join('\n\n')}\n`).toBe(Dockerfile);
});

test('docs/dockerfile.md shows the stage of its build commands', () => {
  const [, stage] = /```docker\n([^]*?)```/.exec(repositoryFile('docs/dockerfile.md'))!;
  const { Dockerfile } = synth(newProject({
    outdir: folderWith(Object.fromEntries(['shop/main.py', 'manage.py', 'frontend/a.js', 'package-lock.json'].map(path => [path, '{}']))),
    sources: ['shop', 'manage.py'],
    buildPackages: ['npm'],
    buildCommands: [
      { command: ['npm', 'ci'], inputs: ['package.json', 'package-lock.json'], outputs: [] },
      { command: ['npm', 'run', 'build'], inputs: ['frontend'], outputs: ['shop/static/bundle'] },
      { command: ['python', 'manage.py', 'collectstatic', '--no-input'], outputs: ['staticfiles'], environment: { SECRET_KEY: 'unused' } },
    ],
  }));
  expect(Dockerfile).toContain(`\n${stage}\n`);
});

test.each(['acme-service', 'gateway-port'])('docs/organisations.md shows %s.ts of the example', (name) => {
  const code = repositoryFile(`examples/acme-service/src/${name}.ts`);
  expect(repositoryFile('docs/organisations.md')).toContain(`\`\`\`ts\n${code}\`\`\`\n`);
});

test('the README has the ratios of the last benchmark', () => {
  const results = new Results();
  results.load(resolve(__dirname, '../docs/benchmarks.json'), () => false);
  expect(repositoryFile('README.md')).toContain(`\n${summaryTable(results)}\n`);
});
