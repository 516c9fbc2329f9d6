/** Attributes that do not change what git writes into a checkout. */
const IRRELEVANT = /^[-!]?(linguist-[\w-]+|gitlab-[\w-]+|diff|merge|whitespace|export-ignore|export-subst|delta|encoding|conflict-marker-size)(=|$)/;

/**
 * Whether a change of a .gitattributes can change the contents of files in a checkout: their line endings, their encoding, or what a filter such
 * as Git LFS makes of them.
 */
export function changesContents(before: string, after: string): boolean {
  return relevant(before) !== relevant(after);
}

function relevant(text: string): string {
  return text.split(/\r?\n/).flatMap((line) => {
    const [pattern, ...attributes] = line.trim().split(/\s+/);
    const kept = attributes.filter(attribute => !IRRELEVANT.test(attribute));
    return pattern === '' || pattern.startsWith('#') ? [] : /^["[]/.test(pattern) ? [line.trim()] : kept.length ? [[pattern, ...kept].join(' ')] : [];
  }).join('\n');
}
