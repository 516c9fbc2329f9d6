import { writeFileSync } from 'fs';
import { join } from 'path';
import { pathToFileURL } from 'url';
import puppeteer, { Browser, Page } from 'puppeteer-core';
import { facts, HOSTILE } from './reports';
import { page } from '../../../../src/tasks/script/report/page';
import { shown } from '../../../../src/tasks/script/image/shown';
import { succeed } from '../../../engine/engine';
import { newFolder } from '../../../synth';

let browser: Browser;

/** Opens the report in a browser, and writes down everything that a report must not do. */
async function open(text: string): Promise<{ tab: Page; incidents: string[] }> {
  const file = join(newFolder(), 'report.html');
  writeFileSync(file, text);
  const url = pathToFileURL(file).href;
  const tab = await browser.newPage();
  const incidents: string[] = [];
  tab.on('console', message => incidents.push(`console: ${message.text()}`));
  tab.on('pageerror', error => incidents.push(`error: ${error}`));
  tab.on('dialog', (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  tab.on('request', request => request.url() === url || incidents.push(`request: ${request.url()}`));
  tab.on('requestfinished', request => request.url() === url || incidents.push(`received: ${request.url()}`));
  await tab.goto(url, { waitUntil: 'networkidle0' });
  return { tab, incidents };
}

/** The texts that a person sees in the rows of a table. */
function rows(tab: Page, table: string): Promise<string[][]> {
  return tab.$$eval(`#table-${table} tbody tr`, lines => lines.map(line => [...line.querySelectorAll('td')].map(cell => cell.textContent)));
}

beforeAll(async () => {
  // it is an ES module, which jest cannot load
  const executablePath = succeed('.', process.execPath, '--input-type=module', '--eval', "import chromium from '@sparticuz/chromium'; process.stdout.write(await chromium.executablePath())");
  browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], headless: 'shell' });
}, 120_000);

afterAll(() => browser?.close());

test('a browser shows what the image is made of, loads nothing and reports nothing', async () => {
  const { tab, incidents } = await open(page(await facts()));
  expect(await tab.title()).toBe('registry.example.com/shop:2');
  expect((await rows(tab, 'layers')).map(([instruction, files]) => [instruction.slice(0, 9), files])).toEqual([['RUN pytho', '2'], ['COPY <img', '4'], ['COPY code', '2']]);
  expect((await rows(tab, 'packages')).slice(0, 2)).toEqual([
    ['Python and its standard library', '', 'Python', '3.00 kB', expect.stringMatching(/ %$/)],
    ['fastapi', '2.0', 'Python package', '2.02 kB', expect.stringMatching(/ %$/)],
  ]);
  expect(await rows(tab, 'changed-packages')).toEqual([['/app', 'Application', 'there', 'there', '+595 B'], ['fastapi', 'Python package', '1.0', '2.0', '0 B']]);
  expect((await rows(tab, 'imports'))[0]).toEqual(['fastapi', '2', '151 ms']);
  expect(incidents).toEqual([]);
});

test('names are text, whatever they contain', async () => {
  const { tab, incidents } = await open(page(await facts()));
  const names = await rows(tab, 'modules');
  expect(names.map(([name]) => name)).toContain(shown(HOSTILE));
  expect(await tab.$$eval('img, script, a, iframe', found => found.length)).toBe(0);
  expect(incidents).toEqual([]);
});

test('the picture has every large package in its place', async () => {
  const { tab } = await open(page(await facts()));
  const boxes = await tab.$$eval('.map div', found => found.map((box) => {
    const { x, y, width, height } = box.getBoundingClientRect();
    return { title: box.getAttribute('title')!, area: width * height, isInside: x >= 0 && y >= 0 };
  }));
  expect(boxes.every(({ isInside }) => isInside)).toBe(true);
  expect(await tab.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  expect(boxes.sort((one, other) => other.area - one.area).map(({ title }) => title).slice(0, 2)).toEqual(['Python and its standard library: 3.00 kB', 'fastapi 2.0: 2.02 kB']);
});

test('no script could run, even if one were in the page', async () => {
  const { incidents } = await open(page(await facts()).replace('</body>', '<script>alert(1)</script><img src="https://evil.example/x"></body>'));
  expect(incidents.filter(incident => /^(dialog|received|error)/.test(incident))).toEqual([]);
  expect(incidents.filter(incident => /^console: .*Content Security Policy/.test(incident))).toHaveLength(2);
});

test('what could not be measured is said', async () => {
  const { tab } = await open(page({ ...await facts(), start: { problem: 'it has <b>no</b> health check' }, comparison: undefined }));
  const text = await tab.$eval('body', body => body.textContent);
  expect(text).toContain('Not measured: it has <b>no</b> health check');
  expect(text).not.toContain('Changes since');
});
