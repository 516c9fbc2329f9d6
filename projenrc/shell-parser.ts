import { readFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

/** Writes src/standards/unbash.cjs: the package unbash as one CommonJS file, with its license. */
export function writeShellParser(): void {
  const root = join(__dirname, '..');
  const license = readFileSync(join(root, 'node_modules/unbash/LICENSE'), 'utf8').trim();
  buildSync({
    stdin: { contents: "export { forEachChild, parse } from 'unbash';", resolveDir: root },
    outfile: join(root, 'src/standards/unbash.cjs'),
    banner: { js: `/*\nunbash, https://github.com/webpro-nl/unbash\n\n${license}\n*/` },
    bundle: true,
    format: 'cjs',
    minify: true,
    target: 'node20',
    logLevel: 'error',
  });
}

if (require.main === module) {
  writeShellParser();
}
