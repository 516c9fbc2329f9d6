import { isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar } from 'yaml';
import { Note } from './fact';
import { Converted } from './pipfile';
import { Repository } from './repository';

export const CONDA_FILES = ['environment.yml', 'environment.yaml'];

/** Conda packages that are not Python packages, or that other facts cover. */
const NO_REQUIREMENTS = /^(python|pip|setuptools|wheel)$/;

/** The pip part of a conda environment. Conda's own packages are only reported, because their names and builds differ. */
export function readConda(repository: Repository): Converted & { readonly path?: string } {
  const path = CONDA_FILES.find(name => repository.has(name));
  const requirements: { text: string; evidence: string }[] = [];
  const notes: Note[] = [];
  if (path !== undefined) {
    const lines = new LineCounter();
    const document = parseDocument(repository.text(path), { lineCounter: lines, logLevel: 'silent' });
    const at = (node: unknown) => `${path}:${lines.linePos((node as Scalar).range?.[0] ?? 0).line}`;
    const dependencies = document.get('dependencies');
    for (const item of isSeq(dependencies) ? dependencies.items : []) {
      const pip = isMap(item) ? item.get('pip') : undefined;
      if (isSeq(pip)) {
        pip.items.forEach(line => requirements.push({ text: String((line as Scalar).value).trim(), evidence: at(line) }));
      } else if (isScalar(item)) {
        const text = String(item.value).replace(/^[\w-]+::/, '');
        const [, name] = /^([\w.-]+)/.exec(text) ?? [];
        if (name && !NO_REQUIREMENTS.test(name)) {
          notes.push({ evidence: at(item), text: `${text} is a conda package: if the application needs it, add the corresponding PyPI package to requirements.in` });
        }
      }
    }
  }
  return { path, requirements, devRequirements: [], unlockable: [], indexes: [], notes };
}
