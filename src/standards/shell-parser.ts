import { createRequire } from 'module';
import { join } from 'path';
import type { SyntaxNode } from 'unbash' with { 'resolution-mode': 'import' };

interface Parser {
  parse(text: string): SyntaxNode;
  forEachChild(node: SyntaxNode, callback: (child: SyntaxNode) => void): void;
}

let loaded: Parser | undefined;

/** The package unbash. It is loaded only when it is needed, because many synths do not need it. */
export function parser(): Parser {
  return loaded ??= createRequire(__filename)(join(__dirname, 'unbash.cjs')) as Parser;
}
