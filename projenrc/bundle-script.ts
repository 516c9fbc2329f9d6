import { join, resolve } from 'path';
import { buildSync } from 'esbuild';

const SOURCE = resolve(__dirname, '../src/tasks');

/**
 * Bundles the script of the generated projects into one file, which needs Node.js alone: `container.cjs` in a folder.
 *
 * It stays readable, as projen's run-task.cjs does, because people find it in their repositories.
 */
export function bundleScript(folder = SOURCE): void {
  buildSync({
    entryPoints: [join(SOURCE, 'script/main.ts')],
    outfile: join(folder, 'container.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    charset: 'utf8',
    logLevel: 'warning',
  });
}

if (require.main === module) {
  bundleScript(process.argv[2]);
}
