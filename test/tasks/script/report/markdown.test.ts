import { facts } from './reports';
import { markdown } from '../../../../src/tasks/script/report/markdown';

test('a comment says what a change costs', async () => {
  const text = markdown(await facts());
  expect(text).toContain('### `registry.example.com/shop:2`\n\n');
  expect(text).toContain('**Since `registry.example.com/shop:1`:** The image is 595 B larger. 2 of its layers are new, with ');
  expect(text).toContain('| `fastapi` | `1.0` | `2.0` | 0 B |\n');
  expect(text).toContain('| `/app` | `there` | `there` | +595 B |\n');
  expect(text).toContain('It was healthy after 1.3 s, and imported 4 modules in 151 ms.\n');
  expect(text).toContain('| `fastapi` | 2 | 151 ms |\n');
});

test('no name ends its cell or its code', async () => {
  const text = markdown(await facts());
  const lines = text.split('\n').filter(line => line.includes('onerror'));
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    // code in a fence that is longer than those in the name, in a row that has as many cells as its table
    expect(line).toMatch(/^\| ```(?!`).*[^`]```(?!`) \|/);
    expect([4, 5]).toContain(line.replace(/\\\|/g, '').split('|').length);
    expect(line.replace(/```.*?[^`]```(?!`)/g, '')).not.toMatch(/onerror|@everyone|evil\.example|\u202e/);
  }
});

test('what could not be measured is said', async () => {
  expect(markdown({ ...await facts(), start: { problem: 'it has no health check' }, comparison: undefined })).toMatch(/^(?![^]*Since)[^]*Start: not measured: `it has no health check`\n$/);
});
