import { createRequire } from 'module';
import { join } from 'path';
import type * as Yaml from 'yaml';

/** Line breaks of YAML 1.1 that YAML 1.2 does not have, and the byte order mark: they must be escaped. */
const ESCAPED = /[\u0085\u2028\u2029\ufeff]/g;
/** What some programs that read YAML take for a number, a date, a boolean or an operator: `1_000`, `0o17`, `2026-11-27`, `no`, `<<`. */
const AMBIGUOUS = /^[-+]?\.?\d|^(y|n|yes|no|on|off|<<|=)$/i;
const PRINTABLE = /^[\x20-\x7e\u00a0-\u2027\u202a-\ufdcf\ufdf0-\ufefe\uff00-\ufffd]*$/;
/** Text is never folded: a value is easier to read on one line, and has the same meaning everywhere. */
const UNFOLDED = Number.MAX_SAFE_INTEGER;

/** Escapes `$`, which starts a variable in a compose file, as `$$`. */
export function literal(text: string): string {
  return text.replace(/\$/g, '$$$$');
}

/** The values of an object as literal text. */
export function literals(values: { readonly [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(values).map(([name, text]) => [name, literal(text)]));
}

/** YAML that Docker Compose reads unambiguously: its parser supports YAML 1.1, with exceptions. */
export function composeText(value: unknown): string {
  const { Document, isScalar, visit }: typeof Yaml = createRequire(__filename)(join(__dirname, 'yaml.cjs')); // only where there is a compose file
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Seq: (_key, list) => {
      list.flow = list.items.every(isScalar);
      list.items.filter(item => list.flow && isScalar(item) && typeof item.value === 'string').forEach(item => quote(item as Yaml.Scalar));
    },
    Pair: (_key, { key, value: item }) => [key, item].forEach((part) => {
      if (isScalar(part) && typeof part.value === 'string' && (AMBIGUOUS.test(part.value) || !PRINTABLE.test(part.value))) {
        quote(part);
      }
    }),
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false, doubleQuotedMinMultiLineLength: UNFOLDED })
    .replace(ESCAPED, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function quote(item: Yaml.Scalar): void {
  item.type = 'QUOTE_DOUBLE';
}
