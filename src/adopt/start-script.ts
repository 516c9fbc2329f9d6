import { listening, wordsOf } from './command-line';

/** A command of a script, and the operator before it. */
interface Part {
  readonly operator: string;
  readonly text: string;
}

/** Commands that change a database when a container starts. */
const MIGRATIONS = /\b(manage\.py migrate|flask db upgrade|alembic .*upgrade|aerich upgrade)\b/;
const SINGLE = /([<>]&|&>|"(\\.|[^"\\])*"|'[^']*'|\\.|[^"'\\;&|])+/;
const OPERATOR = /(&&|\|\||;)/;

/** The commands of a script that only lists them: `migrate && serve`. Undefined for other scripts. */
function partsOf(script: string): Part[] | undefined {
  const found: Part[] = [];
  const pattern = new RegExp(`\\s*${OPERATOR.source}?\\s*(${SINGLE.source})`, 'y');
  for (let match = pattern.exec(script); match; match = pattern.exec(script)) {
    found.push({ operator: match[1] ?? '', text: match[2].trim() });
    if (pattern.lastIndex === script.length) {
      const isPlain = found.every(({ text }) => !/^(if|then|else|fi|while|until|do|done|for|case|esac|\{|\(|!|function)(\s|$)|\)$/.test(text));
      return isPlain ? found : undefined;
    }
  }
  return undefined;
}

function textOf(parts: readonly Part[]): string {
  return parts.map(({ operator, text }, index) => index === 0 ? text : `${operator === ';' ? '' : ' '}${operator} ${text}`).join('');
}

/** The script of `sh -c`. */
export function scriptOf(argv: readonly string[]): string | undefined {
  return argv.length === 3 && /^(ba|da)?sh$/.test(argv[0]) && argv[1] === '-c' ? argv[2] : undefined;
}

/** A script whose last command replaces the shell, so that it gets the signal to stop, and listens on all interfaces. */
export function servingScript(script: string, port: number, hasConfig: boolean): string {
  const plain = script.replace(/ --(reload|debug)(?=\s|$)/g, '');
  const parts = partsOf(plain);
  if (!parts) {
    return plain;
  }
  const [{ operator, text }] = parts.slice(-1);
  const words = wordsOf(text);
  const flags = listening(words, port, hasConfig).slice(words.length);
  const isExec = parts.length > 1 && operator !== '||' && /^[\w./-]+$/.test(words[0] ?? '') && !/^(exec|cd|export|set|wait|source|\.)$/.test(words[0]);
  return textOf([...parts.slice(0, -1), { operator, text: [...isExec ? ['exec'] : [], text, ...flags].join(' ') }]);
}

/** A script without the commands that match, and these commands; undefined if nothing else is left. */
export function withoutCommands(script: string, pattern: RegExp): { readonly script: string; readonly removed: string[] } | undefined {
  const parts = partsOf(script);
  const rest = parts?.filter(({ text }) => !pattern.test(text)) ?? [];
  return parts && rest.length ? { script: textOf(rest), removed: parts.filter(({ text }) => pattern.test(text)).map(({ text }) => text) } : undefined;
}

/** The command that changes the database whenever a container starts. */
export function migrationIn(argv: readonly string[]): string | undefined {
  const script = scriptOf(argv);
  return script === undefined ? undefined : partsOf(script)?.map(({ text }) => text).find(text => MIGRATIONS.test(text));
}
