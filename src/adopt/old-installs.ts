import { posix } from 'path';
import { lineageOf, WrittenInstruction, WrittenStage } from './dockerfile-parser';
import { normalizeName } from '../package-managers/requirement';
import { commandsIn } from '../standards/shell-commands';

/** The files of requirements, or the tools, that a RUN installs from. */
export function filesInstalled(run: WrittenInstruction): string[] {
  return run.keyword !== 'RUN' ? [] : commandsIn(run.argv).flatMap(([program, ...words]) => {
    const line = [program, ...words].join(' ');
    if (/\bpip[\d.]* (.* )?(install|wheel)\b/.test(line)) {
      const projects = words.filter((word, index) => /^(\.|\/[\w./-]*\w)(\[[^\]]*\])?$/.test(word) && !/\.(txt|in|whl|toml|gz)$/.test(word) && !WITH_VALUE.test(words[index - 1] ?? ''));
      return [...line.matchAll(/(?:^| )(?:-r|--requirement)[ =]?(\S+)/g)].map(([, file]) => posix.normalize(file).replace(/^\/(\w+\/)?/, '')).concat(projects);
    }
    const [, tool] = /^(?:python3? -m )?(poetry|pipenv|pdm|uv) (?:install|sync|export|--\S+ sync)/.exec(line) ?? [];
    return tool ? [tool] : [];
  });
}

/** Installers, which the new image does not need. */
const INSTALLERS = /^(pip|pip-tools|pipenv|poetry|poetry-core|poetry-plugin-\w+|uv|pdm|hatch|setuptools|wheel|build|virtualenv|cython|micropipenv|conda)$/;
/** Programs that check the code during the build. */
export const CHECKERS = /^(flake8\S*|black|isort|mypy|pylint|ruff|bandit|pytest\S*|coverage|tox|pre-commit)$/;

/** The options of pip that take an argument. */
const WITH_VALUE = new RegExp(`^(-[rcfitew]|--(${[
  'requirement', 'constraint', 'index-url', 'extra-index-url', 'find-links', 'trusted-host', 'target', 'prefix', 'root', 'cache-dir', 'python', 'timeout', 'retries',
  'upgrade-strategy', 'wheel-dir', 'group', 'no-binary', 'only-binary', 'platform', 'python-version', 'proxy', 'src', 'progress-bar',
].join('|')}))$`);

/** The packages that a RUN installs by their names. */
export function namesInstalled(run: WrittenInstruction): string[] {
  return run.keyword !== 'RUN' ? [] : commandsIn(run.argv).flatMap((command) => {
    const line = command.join(' ');
    const start = /^(pip[\d.]*|python[\d.]* -m pip|uv pip)( -\S+)* (install|wheel)\b/.test(line) ? command.findIndex(word => /^(install|wheel)$/.test(word)) + 1 : command.length;
    return command.slice(start).filter((word, index, words) => /^[A-Za-z0-9][\w.-]*(\[[\w,.-]*\])?([=<>~!]=?[\w.*,<>=!~+-]*)?$/.test(word) && !/\.(txt|in|whl|toml)$/.test(word)
      && !WITH_VALUE.test(words[index - 1] ?? '')
      && ![INSTALLERS, CHECKERS].some(names => names.test(normalizeName(word.replace(/[[=<>~!].*/, '')))));
  });
}

/** The stages of an image, and those that it copies from. */
export function withCopied(lineage: WrittenStage[], stages: WrittenStage[]): WrittenStage[] {
  const origins = new Set(lineage.flatMap(({ instructions }) => instructions.flatMap(instruction => instruction.origins)));
  const isOrigin = (name: string | undefined, index: number) => name !== undefined && origins.has(name) || origins.has(String(index));
  // without a name, lineageOf takes the last stage
  const copied = stages.flatMap(({ name }, index) => isOrigin(name, index) ? lineageOf(stages.slice(0, index + 1)) : []);
  return [...new Set([...lineage, ...copied])];
}
