import { readFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');

/** Libraries that a synth loads: Node.js loads one small file much faster than the many of a package. */
const LIBRARIES = [
  { file: 'src/standards/unbash.cjs', name: 'unbash', source: 'https://github.com/webpro-nl/unbash', exports: 'forEachChild, parse', from: 'unbash' },
  // without the parser, which only the ES modules can leave out
  { file: 'src/compose/yaml.cjs', name: 'yaml', source: 'https://github.com/eemeli/yaml', exports: 'Document, isScalar, visit', from: './node_modules/yaml/browser/index.js' },
];

/** Writes each library as one CommonJS file, with its license. */
export function bundleLibraries(): void {
  for (const { file, name, source, exports, from } of LIBRARIES) {
    const license = readFileSync(join(ROOT, 'node_modules', name, 'LICENSE'), 'utf8').trim();
    buildSync({
      stdin: { contents: `export { ${exports} } from '${from}';`, resolveDir: ROOT },
      outfile: join(ROOT, file),
      banner: { js: `/*\n${name}, ${source}\n\n${license}\n*/` },
      bundle: true,
      format: 'cjs',
      minify: true,
      target: 'node20',
      logLevel: 'error',
    });
  }
}

if (require.main === module) {
  bundleLibraries();
}
