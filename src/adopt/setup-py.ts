import { Note } from './fact';
import { Converted } from './pipfile';
import { ModuleFacts } from './python-modules';
import { Repository } from './repository';
import { iniLines, readIni } from '../package-managers/ini';

const TESTS = /^(tests?|testing|dev|develop|development|lint)$/;

/** The literal requirements in setup.py and setup.cfg. */
export function readSetup(repository: Repository, setup: ModuleFacts['setup']): Converted & { readonly name?: string; readonly evidence: string; readonly isWritten: boolean } {
  const cfg = readIni(repository.text('setup.cfg'));
  const evidence = repository.has('setup.py') && setup?.install_requires ? `setup.py:${setup.line}` : repository.evidence('setup.cfg', /^\s*install_requires/);
  const fromPy: unknown = setup?.install_requires;
  const lines = (text?: string) => iniLines(text).filter(line => !line.startsWith('file:'));
  const texts = Array.isArray(fromPy) ? fromPy as string[] : lines(cfg.options?.install_requires);
  const notes: Note[] = [];
  const extras: [string, string[]][] = Object.entries(setup?.extras_require ?? Object.fromEntries(Object.entries(cfg['options.extras_require'] ?? {})
    .map(([name, text]) => [name, lines(text)])));
  extras.filter(([name]) => !TESTS.test(name)).forEach(([name]) => notes.push({ evidence, text: `the extra ${name} was not copied: add the packages that the image needs to requirements.in` }));
  const asList = (value: unknown): string[] => typeof value === 'string' ? lines(value) : Array.isArray(value) ? value as string[] : [];
  const dev = [...extras.filter(([name]) => TESTS.test(name)).flatMap(([, list]) => asList(list)), ...asList(setup?.tests_require)];
  const name: unknown = setup?.name ?? cfg.metadata?.name;
  return {
    name: typeof name === 'string' ? name : undefined,
    evidence,
    isWritten: Array.isArray(fromPy) || cfg.options?.install_requires !== undefined,
    requirements: texts.map(text => ({ text, evidence })),
    devRequirements: [...new Set(dev)].map(text => ({ text, evidence })),
    unlockable: [],
    indexes: [],
    notes,
  };
}
