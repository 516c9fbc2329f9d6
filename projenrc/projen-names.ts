import { readFileSync } from 'fs';
import { createRequire } from 'module';
import { join } from 'path';
import type { Plugin } from 'esbuild';

const PROJEN = join(__dirname, '../node_modules/projen/lib');

/** The modules of projen of which few files are used. */
const MODULES = ['github', 'gitlab', 'javascript', 'python', 'typescript'];

/**
 * Lets the bundle load only the files of projen that it uses, and each when it first uses it: projen's index loads all of its
 * project types, which takes longer than the rest of a synth. A name that a version of projen has elsewhere comes from its index.
 */
export const PROJEN_NAMES: Plugin = {
  name: 'names of projen',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^projen$/ }, ({ namespace, resolveDir }) => namespace === 'projen' ? { external: true } : { path: 'projen', namespace: 'projen', pluginData: resolveDir });
    onLoad({ filter: /^projen$/, namespace: 'projen' }, ({ pluginData }) => ({ contents: namesOfProjen(), resolveDir: pluginData }));
  },
};

/** A module with all names of projen, which reads each from its file when it is first used. */
export function namesOfProjen(): string {
  return `
const projen = () => require('projen');
lazily(exports, projen, { ${readers('').join(', ')} });
${MODULES.map(module => `exports.${module} = lazily({}, () => projen().${module}, { ${readers(`${module}/`).join(', ')} });`).join('\n')}

function lazily(module, index, readers) {
  for (const [name, read] of Object.entries(readers)) {
    Object.defineProperty(module, name, { configurable: true, get() {
      const value = attempt(read) ?? index()[name];
      Object.defineProperty(module, name, { value });
      return value;
    } });
  }
  return module;
}

function attempt(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}
`;
}

/** For each name of a folder of projen, a function that reads it. */
function readers(folder: string): string[] {
  const load = createRequire(join(PROJEN, folder, 'index.js'));
  const index = readFileSync(join(PROJEN, folder, 'index.js'), 'utf8');
  const modules = new Map([...index.matchAll(/exports\.(\w+) = __importStar\(require\("\.\/([^"]+)"\)/g)].map(([, name, file]) => [name, file]));
  const files = [...index.matchAll(/__exportStar\(require\("\.\/([^"]+)"\)/g)].map(([, file]) => file);
  return Object.keys(load('./index')).filter(name => folder || !MODULES.includes(name)).map((name) => {
    const file = modules.get(name) ?? files.find(candidate => name in load(`./${candidate}`));
    return `${name}: () => ${file ? `require('projen/lib/${folder}${file}')${modules.has(name) ? '' : `.${name}`}` : 'undefined'}`;
  });
}
