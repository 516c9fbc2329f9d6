import { invalidOption } from '../dockerfile/invalid-option';

/** @see https://docs.python.org/3/reference/lexical_analysis.html#keywords */
const KEYWORDS = ('False None True and as assert async await break class continue def del elif else except finally for from global '
  + 'if import in is lambda nonlocal not or pass raise return try while with yield').split(' ');

/**
 * The name of the Python package that holds the application: as given, or made from the project's name.
 *
 * @throws when no Python program could import it, or when it would hide a package that the application needs
 */
export function moduleName(name: string | undefined, projectName: string, requirements: string[]): string {
  const text = name ?? (projectName.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'app');
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(text) || KEYWORDS.includes(text)) {
    throw invalidOption('moduleName', text, 'a module is a Python identifier and no keyword', 'Set moduleName, for example to \'my_service\'');
  }
  if (text === 'tests' || requirements.includes(text.toLowerCase().replace(/_/g, '-'))) {
    throw invalidOption('moduleName', text, `a module of this name would hide ${text === 'tests' ? 'the tests' : 'a package that the application requires'}`,
      `Set moduleName, for example to '${text}_service'`);
  }
  return text;
}
