import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/** What a shell makes of a command line: the kind of each node, and the words that name a program. */
export type ShellStructure = (string | ShellStructure)[];

interface Node {
  readonly type: string;
  readonly pos: number;
  readonly end: number;
  readonly background?: boolean;
  readonly operators?: string[];
  readonly operator?: string;
}

interface Parser {
  parse(text: string): Node & { readonly errors?: { readonly message: string }[] };
  forEachChild(node: Node, visit: (child: Node) => void): void;
}

const { parse, forEachChild } = parser();

/** Quotes change nothing; what stands in them may. */
const QUOTES = ['SingleQuoted', 'DoubleQuoted', 'Literal'];

/**
 * The structure of a command line, as a parser of Bash sees it: programs, pipes, lists, substitutions and redirections, without the texts of
 * arguments.
 *
 * @throws when it is none
 */
export function shellStructure(command: string): ShellStructure {
  const script = parse(command);
  if (script.errors?.length) {
    throw new Error(`${script.errors[0].message}: ${command}`);
  }
  return structureOf(script, command);
}

function structureOf(node: Node, command: string): ShellStructure {
  const children: Node[] = [];
  forEachChild(node, child => children.push(child));
  const [first] = children.filter(({ type }) => type === 'Word');
  const program = node.type === 'Command' && first ? [command.slice(first.pos, first.end)] : [];
  const kind = [node.type, node.background ? '&' : '', node.operator ?? '', ...node.operators ?? []].join(' ').trim();
  const inner = children.flatMap(child => QUOTES.includes(child.type) ? structureOf(child, command).slice(1) : [structureOf(child, command)]);
  return [kind, ...program, ...inner];
}

/** It is an ES module, which jest does not load. */
function parser(): Parser {
  const folder = mkdtempSync(join(tmpdir(), 'shell-'));
  const file = join(folder, 'parser.cjs');
  const source = join(__dirname, '../node_modules/unbash/dist/parser.js');
  execFileSync(join(__dirname, '../node_modules/.bin/esbuild'), [source, '--bundle', '--format=cjs', '--platform=node', `--outfile=${file}`, '--log-level=error']);
  const loaded = require(file); // eslint-disable-line @typescript-eslint/no-require-imports
  rmSync(folder, { recursive: true });
  return loaded;
}
