import { Project } from 'projen';
import { existingFile } from './existing-file';
import { iniLines, readIni } from './ini';
import { invalidOption } from '../dockerfile/invalid-option';

/** The requirements in setup.py or setup.cfg, or the files that list them. */
export interface SetupRequirements {
  readonly place: string;
  readonly requirements: string[];
  readonly files: string[];
}

/**
 * Reads the literal requirements in setup.py and setup.cfg, without running them.
 *
 * @throws when they are computed
 */
export function setupRequirements(project: Project): SetupRequirements | undefined {
  return ofSetupPy(existingFile(project, 'setup.py') ?? '') ?? ofSetupCfg(existingFile(project, 'setup.cfg') ?? '');
}

function ofSetupCfg(text: string): SetupRequirements | undefined {
  const value = readIni(text).options?.install_requires;
  const [, files] = /^\s*file:(.*)$/s.exec(value ?? '') ?? [];
  return value === undefined ? undefined : {
    place: `setup.cfg:${lineOf(text, /^install_requires/m)}`,
    requirements: files === undefined ? iniLines(value) : [],
    files: files === undefined ? [] : files.split(/[,\n]/).map(file => file.trim()).filter(file => file !== ''),
  };
}

function ofSetupPy(text: string): SetupRequirements | undefined {
  const code = text.replace(/^[ \t]*#.*$/gm, '');
  const values = [...code.matchAll(/\binstall_requires\s*=\s*/g)].map(match => code.slice(match.index + match[0].length));
  if (values.length === 0) {
    return undefined;
  }
  const place = `setup.py:${lineOf(code, /\binstall_requires\s*=/)}`;
  const requirements = values.length === 1 ? literalList(values[0]) ?? namedList(code, values[0]) : undefined;
  if (requirements === undefined) {
    throw invalidOption(place, code.split('\n')[Number(place.slice(9)) - 1].trim(), 'the requirements are computed when setup.py runs, and synth does not run it',
      'Write the requirements to requirements.in, or to [project] dependencies in pyproject.toml');
  }
  return { place, requirements, files: [] };
}

/** A literal list of strings in Python, if the expression is nothing else. */
function literalList(code: string): string[] | undefined {
  const found: string[] = [];
  const token = /(?:\s|#.*\n)*(?:(?:"([^"\\\n]*)"|'([^'\\\n]*)')(?:\s|#.*\n)*(,|(?=[\])]))|([\])]))/y;
  token.lastIndex = 1;
  for (let match = /^[[(]/.test(code) ? token.exec(code) : null; match; match = token.exec(code)) {
    if (match[4] !== undefined) {
      return /^(\s|#.*\n)*([,)]|$|\n)/.test(code.slice(token.lastIndex)) ? found : undefined;
    }
    found.push(match[1] ?? match[2]);
  }
  return undefined;
}

/** The list that is assigned to a name, if it is assigned once and never changed. */
function namedList(code: string, value: string): string[] | undefined {
  const [, name] = /^([A-Za-z_]\w*)\s*[,)\n]/.exec(value) ?? [];
  const uses = [...code.matchAll(new RegExp(`(?<![\\w.])${name}\\b\\s*(=(?!=)|\\+=|\\.|\\[)`, 'g'))];
  const [assigned] = [...code.matchAll(new RegExp(`^${name}\\s*=\\s*`, 'gm'))];
  return name !== undefined && uses.length === 1 && assigned ? literalList(code.slice(assigned.index + assigned[0].length)) : undefined;
}

function lineOf(text: string, pattern: RegExp): number {
  return text.slice(0, text.search(pattern)).split('\n').length;
}
