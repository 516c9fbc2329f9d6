import { existsSync } from 'fs';
import { join } from 'path';
import { savedImage } from './image/archives';
import { Answer, ScriptFolder } from './image/fake-docker';
import { image } from './report/reports';

const [OLD, NEW] = [savedImage(image('1.0', 'a = 1')), savedImage(image('2.0', 'a = 2\n'))];
const STARTED: Answer[] = [
  { on: '{{json .State}}', stdout: '{"Running":true,"ExitCode":0,"Health":{"Status":"healthy","Log":[]}}' },
  { on: 'logs', stderr: 'import time: self [us] | cumulative | imported package\nimport time:       100 |        100 |   os\nimport time:      2000 |       2100 | fastapi\nimport time:         7 |          7 |   os\nready\n' },
];

let folder: ScriptFolder;

const report = (...argv: string[]) => folder.run('report', 'shop', '--env=A=trial', '--', ...argv);

beforeEach(() => {
  folder = new ScriptFolder();
  folder.docker([{ on: 'shop:1', saved: OLD }, { on: 'image save', saved: NEW }, ...STARTED]);
});

test('the report of the own image is a page and a comment, with its start', () => {
  expect(report('--env=B=b')).toEqual({ status: 0, stdout: '', stderr: 'image-checks/shop.html\nimage-checks/shop.md\n' });
  expect(folder.read('image-checks/shop.html')).toContain('<h1>shop</h1>');
  expect(folder.read('image-checks/shop.md')).toMatch(/imported 2 modules in 2\.1 ms\.[^]*\| `fastapi` \| 1 \| 2\.0 ms \|/);
  const { argv } = folder.commands('run --detach')[0];
  expect(argv).toEqual(expect.arrayContaining(['--read-only', '--cap-drop=ALL', '--env=PYTHONPROFILEIMPORTTIME=1', '--env=A=trial', '--env=B=b']));
  expect(argv[argv.length - 1]).toBe('shop');
  expect(folder.commands('rm --force')).toHaveLength(1);
});

test.each([['1'], ['shop:1']])('against %s, the changes are shown', (against) => {
  expect(report('shop', `--against=${against}`)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^The image is 1 B larger\. 2 of its layers are new, with /) });
  expect(folder.read('image-checks/shop.md')).toContain('**Since `shop:1`:**');
});

test.each<[string, Answer[], string]>([
  ['has no health check', [{ on: '{{json .State}}', stdout: '{"Running":true,"ExitCode":0}' }], 'The image has no health check.'],
  ['ends', [{ on: '{{json .State}}', stdout: '{"Running":false,"ExitCode":1}' }, { on: 'logs', stderr: 'no DATABASE_URL' }], 'The container is not healthy:'],
  ['cannot be started', [{ on: 'run --detach', status: 125, stderr: 'exec format error' }], 'shop does not start: docker run: exec format error'],
])('an image that %s has a report all the same', (_, answers, reason) => {
  folder.docker([...answers, { on: 'image save', saved: NEW }, ...STARTED]);
  expect(report()).toMatchObject({ status: 0 });
  expect(folder.read('image-checks/shop.md')).toContain(`Start: not measured: \`${reason}`);
});

test('it is not started on request', () => {
  expect(report('--start=false')).toMatchObject({ status: 0 });
  expect(folder.commands('run')).toEqual([]);
});

test.each<[string[], string]>([
  [['--against=-x'], '--against=-x is neither a tag of the image nor the name of another one.'],
  [['--against=a b'], '--against=a b is neither a tag of the image nor the name of another one.'],
  [['--against'], '--against needs a value, with an equals sign: --against=…'],
])('with %j there is none', (argv, message) => {
  expect(report(...argv)).toEqual({ status: 1, stdout: '', stderr: `${message}\n` });
  expect(existsSync(join(folder.path, 'image-checks'))).toBe(false);
});
