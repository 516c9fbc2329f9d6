import type { Change, Comparison } from './comparison';
import type { LayerSize, PackageSize } from './contents';
import { groups, ReportFacts, Start } from './facts';
import { Rectangle, squarified } from './treemap';
import { bytesShown, shown } from '../image/shown';

/** The rows that are shown of each table; the rest is summed up. */
const MOST = 40;
const COLORS = ['#4269d0', '#a06a00', '#2f8540', '#c8452e', '#7d4bc4'];

/** Nothing is loaded and no script can run, even if a name should find its way into the page as HTML. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; } dt { opacity: .7; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; } code { font-size: .85rem; }
.map { position: relative; height: 26rem; overflow: hidden; } .map div { position: absolute; overflow: hidden; box-sizing: border-box; border: 1px solid Canvas; color: #fff; font-size: .75rem; text-indent: .3rem; }
.legend span { display: inline-block; width: .8rem; height: .8rem; margin: 0 .3rem 0 1rem; }
`;

/** The report as one HTML page that needs no other file. */
export function page(facts: ReportFacts): string {
  const { image, platform, configDigest, created, revision, contents, comparison, start } = facts;
  const head = [['Size', `${bytesShown(contents.bytes)} in ${contents.layers.length} layers, without compression`], ['Platform', platform], ['Image', configDigest],
    ...created ? [['Date', created]] : [], ...revision ? [['Commit', revision]] : []];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>${html(image)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${html(image)}</h1>
<dl>${head.map(([name, text]) => `<dt>${name}</dt><dd>${html(text)}</dd>`).join('')}</dl>
${comparison ? comparisonSection(comparison) : ''}
<h2>What it is made of</h2>
${picture(contents.packages)}
<h2 id="packages">Largest packages</h2>
${table('packages', ['Package', 'Version', 'Kind', '#Size', '#Share'], contents.packages, ({ name, version, kind, bytes }) => [name, version, kind, bytesShown(bytes), share(bytes, contents.bytes)])}
<h2 id="layers">Layers</h2>
${table('layers', ['Instruction', '#Files', '#Size', '#Share'], contents.layers, ({ createdBy, files, bytes }: LayerSize) => [createdBy || 'unknown', String(files), bytesShown(bytes), share(bytes, contents.bytes)])}
<h2 id="start">Start</h2>
${'problem' in start ? `<p>Not measured: ${html(start.problem)}</p>` : startSection(start)}
</body>
</html>
`;
}

function comparisonSection({ image, bytes, newLayers, newLayerBytes, packages, files }: Comparison): string {
  const columns = ['Name', 'Kind', 'Before', 'After', '#Change'];
  const row = (change: Change) => [change.name, change.kind, change.before, change.after, signed(change.bytes)];
  return `<h2 id="changes">Changes since ${html(image)}</h2>
<p>${html(changeSummary({ bytes, newLayers, newLayerBytes }))}</p>
${packages.length ? table('changed-packages', columns, packages, row) : '<p>No package has changed.</p>'}
${files.length ? `<details><summary>${files.length} files have another size</summary>${table('changed-files', columns, files, row)}</details>` : ''}`;
}

/** One sentence on what a change costs. */
export function changeSummary({ bytes, newLayers, newLayerBytes }: Pick<Comparison, 'bytes' | 'newLayers' | 'newLayerBytes'>): string {
  return `The image is ${bytes === 0 ? 'as large as before' : `${bytesShown(Math.abs(bytes))} ${bytes > 0 ? 'larger' : 'smaller'}`}. `
    + `${newLayers} of its layers ${newLayers === 1 ? 'is' : 'are'} new, with ${bytesShown(newLayerBytes)}.`;
}

function startSection({ seconds, modules, importing, packages, slowest }: Start): string {
  return `<p>${html(startSummary({ seconds, modules, importing }))}</p>
${table('imports', ['Package', '#Modules', '#Time'], packages, one => [one.name, String(one.modules), milliseconds(one.own)])}
<details><summary>The slowest modules</summary>${table('modules', ['Module', '#Time'], slowest, ({ module, own }) => [module, milliseconds(own)])}</details>`;
}

/** One sentence on how an image starts. */
export function startSummary({ seconds, modules, importing }: Pick<Start, 'seconds' | 'modules' | 'importing'>): string {
  return `It was healthy after ${seconds.toFixed(1)} s, and imported ${modules} modules in ${milliseconds(importing)}.`;
}

/** Every package as a rectangle, with the color of its kind. */
function picture(packages: PackageSize[]): string {
  const all = groups(packages);
  const areas = squarified(all.map(({ bytes }) => bytes), { x: 0, y: 0, width: 100, height: 100 });
  const color = (group: number) => `background:${COLORS[group % COLORS.length]}`;
  const boxes = all.flatMap(({ packages: own }, group) => squarified(own.map(({ bytes }) => bytes), areas[group]).map((area, position) => {
    const { name, version, bytes } = own[position];
    const label = `${name} ${version}`.trim();
    const text = area.width > 4 && area.height > 4 ? html(label) : '';
    return area.width * area.height < 0.2 ? '' // nobody would see it
      : `<div style="${placeStyle(area)};${color(group)}" title="${html(`${label}: ${bytesShown(bytes)}`)}">${text}</div>`;
  }));
  const legend = all.map(({ kind, bytes }, group) => `<span style="${color(group)}"></span>${html(kind)} ${bytesShown(bytes)}`);
  return `<p class="legend">${legend.join('')}</p>\n<div class="map">${boxes.join('')}</div>`;
}

/** A table. Columns that start with # have numbers. */
function table<T>(id: string, columns: string[], rows: T[], cells: (row: T) => string[]): string {
  const kind = (column: number) => columns[column].startsWith('#') ? ' class="number"' : '';
  const line = (tag: string, texts: string[]) => `<tr>${texts.map((text, column) => `<${tag}${kind(column)}>${html(text)}</${tag}>`).join('')}</tr>`;
  const more = rows.length > MOST ? `<p>and ${rows.length - MOST} more</p>` : '';
  return `<table id="table-${id}"><thead>${line('th', columns.map(name => name.replace('#', '')))}</thead>
<tbody>${rows.slice(0, MOST).map(row => line('td', cells(row))).join('\n')}</tbody></table>${more}`;
}

const ENTITIES: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text from an image as text of the page, in an element or an attribute. */
function html(text: string): string {
  return shown(text, 200).replace(/[&<>"']/g, character => ENTITIES[character]);
}

export function milliseconds(microseconds: number): string {
  return `${(microseconds / 1000).toFixed(microseconds < 10_000 ? 1 : 0)} ms`;
}

export function signed(bytes: number): string {
  return `${bytes > 0 ? '+' : ''}${bytesShown(bytes)}`;
}

function share(bytes: number, all: number): string {
  return `${(100 * bytes / (all || 1)).toFixed(1)} %`;
}

function placeStyle({ x, y, width, height }: Rectangle): string {
  return Object.entries({ left: x, top: y, width, height }).map(([name, value]) => `${name}:${value.toFixed(3)}%`).join(';');
}
