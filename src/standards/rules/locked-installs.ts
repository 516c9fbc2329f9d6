import { installsBackends } from '../../package-managers/build-backend';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

const PYTHON = /^(python|pypy)[\d.]*$/;
const PIP = /^pip[\d.]*$/;
/** Commands that install or lock the newest versions. */
const INSTALL = [
  'pip[\\d.]* install', 'uv add', 'uv pip (install|sync)', 'uv tool (install|run|upgrade)', 'uvx', '(poetry|pdm|rye|hatch|pixi) add', 'poetry self (add|update)', '(poetry|pdm|pipenv) update',
  'pipenv install', 'pipx (install|inject|run|upgrade|upgrade-all)', '(conda|mamba|micromamba) (install|create|update|upgrade)', '(conda|mamba) env (create|update)', 'easy_install', 'pip-sync',
];
/** Options stand between the words, each alone or with a word that belongs to it. */
const PATTERN = new RegExp(`^(${INSTALL.join('|').replace(/ /g, '(?: -\\S+(?: [^-\\s]\\S*)?)* ')})( |$)`);

/** hadolint, DL3013. */
export class LockedInstalls extends Rule {
  public constructor() {
    super({
      id: 'locked-installs',
      severity: Severity.ERROR,
      summary: 'All Python packages in production are installed from lock files.',
      source: 'https://github.com/hadolint/hadolint/wiki/DL3013',
    });
  }

  public check(container: CheckedContainer): string[] {
    return container.heldStages(container.production).flatMap(({ name, instructions }) => instructions
      .filter(instruction => !installsBackends(instruction)).flatMap(instruction => container.commandsOf(instruction))
      .filter(words => isInstall(words) && !isLocked(words))
      .map(words => `${words.join(' ')} in ${name} installs the newest version. Add the package to requirements, and lock it.`));
  }
}

function isInstall(words: string[]): boolean {
  const [program, ...rest] = withoutPython(words);
  const operands = rest.filter(word => !word.startsWith('-'));
  return PYTHON.test(program) ? /setup\.py$/.test(operands[0]) && /^(install|develop)$/.test(operands[1])
    : PATTERN.test([program, ...rest].map(word => word.replace(/\s/g, '_')).join(' ')) || isLooseSync([program, ...rest]);
}

/** uv makes the lock anew where nothing forbids it. */
function isLooseSync([program, ...words]: string[]): boolean {
  return program === 'uv' && words.find(word => !word.startsWith('-')) === 'sync' && !words.some(word => /^--(locked|frozen)$/.test(word));
}

/** The command of a Python module: `pip install` for `python -I -m pip install`, `python -mpip install`, `python pip.pyz install`. */
function withoutPython(words: string[]): string[] {
  if (!PYTHON.test(words[0])) {
    return words;
  }
  const module = words.findIndex(word => /^-[A-Za-z]*m/.test(word));
  const [, attached] = /^-[A-Za-z]*?m(.*)$/.exec(words[module] ?? '') ?? [];
  const list = attached ? [attached, ...words.slice(module + 1)] : module === -1 ? words.slice(1) : words.slice(module + 1);
  const name = (list[0] ?? '').replace(/^.*\//, '').replace(/\.pyz$|\.__main__$/, '');
  return PIP.test(name) || module !== -1 ? [name, ...list.slice(1)] : words;
}

/** Whether the packages have hashes, or are local paths without dependencies. */
function isLocked(words: string[]): boolean {
  const packages = words.slice(words.indexOf('install') + 1).map(word => word.replace(/^--editable=/, ''))
    .filter(word => !word.startsWith('-') || /^-(r|-requirement)/.test(word));
  return words.includes('--require-hashes') || words.includes('--no-deps') && packages.every(word => /^[./]/.test(word));
}
