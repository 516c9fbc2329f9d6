import type { Results } from './results';
import { SUMMARY, SUMMARY_CANDIDATES, summary } from './summary';

const LABEL = 190;
const BAR = 380;
const ROW = 18;
const GAP = 16;
const COLORS = ['#8b949e', '#b58900', '#1f883d'];

/** The bars of the summary, as a picture that reads on a light and on a dark page: the longest bar of a measure fills the width. */
export function chart(results: Results): string {
  const rows = summary(results);
  const height = rows.length * (SUMMARY_CANDIDATES.length * ROW + GAP) + 40;
  const bars = rows.flatMap(({ title, ratios }, index) => {
    const top = 34 + index * (SUMMARY_CANDIDATES.length * ROW + GAP);
    const longest = Math.max(...ratios.map(ratio => ratio ?? 0));
    return [
      `<text class="title" x="${LABEL - 12}" y="${top + ROW * 1.5 + 5}" text-anchor="end">${escaped(title)}</text>`,
      ...ratios.flatMap((ratio, candidate) => ratio === undefined ? [] : [
        `<rect x="${LABEL}" y="${top + candidate * ROW}" width="${(Math.max(ratio / longest, 0.004) * BAR).toFixed(1)}" height="${ROW - 4}" fill="${COLORS[candidate]}"/>`,
        `<text x="${(LABEL + Math.max(ratio / longest, 0.004) * BAR + 6).toFixed(1)}" y="${top + candidate * ROW + 11}">${ratio.toFixed(2)} ×</text>`,
      ]),
    ];
  });
  const legend = SUMMARY_CANDIDATES.flatMap(({ title }, index) => [
    `<rect x="${LABEL + index * 150}" y="10" width="11" height="11" fill="${COLORS[index]}"/>`,
    `<text x="${LABEL + index * 150 + 16}" y="20">${escaped(title)}</text>`,
  ]);
  const width = LABEL + BAR + 70;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(SUMMARY)}">
<!-- Made by "npm run bench" -->
<style>text { font: 12px sans-serif; fill: #1f2328 } .title { font-weight: bold } @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }</style>
${[...legend, ...bars].join('\n')}
</svg>
`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
