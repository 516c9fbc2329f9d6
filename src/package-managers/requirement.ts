import { invalidOption } from '../dockerfile/invalid-option';
import { oneLine } from '../dockerfile/quoting';
import { mapAll } from '../projen-patches/configuration-error';

/**
 * A requirement of a Python project, such as `psycopg[binary]>=3.2; sys_platform == "linux"`.
 *
 * @see https://packaging.python.org/en/latest/specifications/dependency-specifiers/
 */
export interface Requirement {
  /** The normalized name: `Typing_Extensions` is `typing-extensions`. */
  readonly name: string;
  /** The requirement as it was written, without surrounding white space. */
  readonly text: string;
  /** Whether it comes from a git repository, so that it is built from source. */
  readonly isGit?: boolean;
  /** Whether it is a default requirement of the framework or pytest. */
  readonly isDefault?: boolean;
}

/** The maximum length of a requirement. */
export const MOST_CHARACTERS = 2000;

/**
 * `shapes @ git+ssh://git@example.com/shapes.git@main`: without a password, without special characters of a shell or TOML, even in percent
 * escapes, and without names that start with a - like a flag.
 */
const GIT = new RegExp('^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:\\[[A-Za-z0-9 ,._-]*\\]\\s*)?@\\s*git\\+(?:ssh|https|file)://'
  + '(?:[A-Za-z0-9._~][A-Za-z0-9._~%+-]*@)?(?:[A-Za-z0-9][A-Za-z0-9.-]*)?(?::\\d+)?/[A-Za-z0-9._~/%+#&=-]+(?:@[A-Za-z0-9._~/%+#&=][A-Za-z0-9._~/%+#&=-]*)?$');

/** Percent escapes of characters that are not allowed, because programs decode them before they use them. */
const ESCAPE = /%(?!2[BbDdEe]|3[0-9]|40|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])/;

const NAME = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*/;
const EXTRAS = /^\[\s*(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?:\s*,\s*[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)*\s*)?\]\s*/;
/** @see https://packaging.python.org/en/latest/specifications/version-specifiers/ */
const SUFFIX = '(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?\\d*)?(?:-\\d+|[-_.]?(?:post|rev|r)[-_.]?\\d*)?(?:[-_.]?dev[-_.]?\\d*)?';
const RELEASE = 'v?(?:\\d+!)?\\d+(?:\\.\\d+)*';
const VERSION = RELEASE + SUFFIX;
const LOCAL = '(?:\\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?';
const CLAUSE = new RegExp(`^(?:(?:<=|>=|<|>)\\s*${VERSION}|(?:==|!=)\\s*(?:${RELEASE}\\.\\*|${VERSION}${LOCAL})|~=\\s*v?(?:\\d+!)?\\d+(?:\\.\\d+)+${SUFFIX}|===\\s*[a-z0-9._+!-]+)$`, 'i');
const MARKER_TOKEN = /\s*(?:(\()|(\))|(and|or)\b|(not\s+in\b|in\b|===|==|~=|!=|<=|>=|<|>)|("[^"\\]*"|'[^'\\]*'|[A-Za-z_.]+))/y;
const MARKER_VARIABLES = [
  'python_version', 'python_full_version', 'os_name', 'sys_platform', 'platform_release', 'platform_system', 'platform_version',
  'platform_machine', 'platform_python_implementation', 'implementation_name', 'implementation_version', 'extra',
];

/**
 * Reads a requirement.
 *
 * @param allowGit whether the lock file can contain the commit of a git repository
 * @throws when it is invalid, or cannot be locked: a URL, a repository or a path
 */
export function parseRequirement(option: string, requirement: string, allowGit = false): Requirement {
  const text = requirement.trim();
  oneLine(option, text);
  if (text.length > MOST_CHARACTERS) {
    throw invalidOption(option, requirement, `a requirement can have up to ${MOST_CHARACTERS} characters`);
  }
  if (/\bgit\+(https?:\/\/[^/]*@|\w+:\/\/[^/]*:[^/]*@)/.test(text)) {
    throw invalidOption(option, text.replace(/\/\/.*@/, '//…@'), 'everyone could read the password or token in it',
      'Use git+ssh://, without a password, and set ssh');
  }
  const git = GIT.exec(text);
  if (git && allowGit && !ESCAPE.test(text)) {
    return { name: normalizeName(git[1]), text, isGit: true };
  }
  if (/^(git|hg|svn|bzr)\+|^[a-z]+:\/\/|^(\.|~)?\.?\/|^file:|\.(whl|zip|tar\.gz)$/i.test(text) || /^[^;"'@]*@/.test(text)) {
    throw invalidOption(option, requirement,
      'the lock file contains a hash of every package, and a repository, a URL or a path has none, because its content can change',
      allowGit ? 'Publish the package to an index, or write for example \'shapes @ git+ssh://git@example.com/shapes.git\''
        : 'Publish the package to an index and require it by name and version; uv and Poetry support git repositories too');
  }
  const name = NAME.exec(text);
  if (!name) {
    throw invalidOption(option, requirement, 'a requirement starts with the name of a package', example());
  }
  let rest = text.slice(name[0].length);
  rest = rest.slice(EXTRAS.exec(rest)?.[0].length ?? 0);
  const semicolon = rest.indexOf(';');
  const versions = (semicolon === -1 ? rest : rest.slice(0, semicolon)).trim();
  checkVersions(option, requirement, versions.startsWith('(') && versions.endsWith(')') ? versions.slice(1, -1).trim() : versions);
  if (semicolon !== -1 && !isMarker(rest.slice(semicolon + 1))) {
    throw invalidOption(option, requirement, `the part after the ; is not an environment marker, which compares ${MARKER_VARIABLES.slice(0, 4).join(', ')} …`,
      'Write for example \'colorama>=0.4; sys_platform == "win32"\'');
  }
  return { name: normalizeName(name[1]), text };
}

/**
 * The normalized name in a requirement that is checked elsewhere.
 *
 * @throws when there is none
 */
export function requirementName(requirement: string): string {
  const name = NAME.exec(requirement.trim());
  if (!name) {
    throw invalidOption('pyproject.toml', requirement, 'a requirement starts with the name of a package', example());
  }
  return normalizeName(name[1]);
}

/** @see https://packaging.python.org/en/latest/specifications/name-normalization/ */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function checkVersions(option: string, requirement: string, versions: string): void {
  if (versions === '') {
    return;
  }
  for (const clause of versions.split(',').map(part => part.trim())) {
    if (!CLAUSE.test(clause)) {
      throw invalidOption(option, requirement, `${JSON.stringify(clause)} is not a version specifier, which starts with ==, !=, >=, <=, >, < or ~=`, example());
    }
  }
}

/** expression := term (('and' | 'or') term)*; term := '(' expression ')' | operand comparison operand */
function isMarker(text: string): boolean {
  const tokens: { kind: string; text: string }[] = [];
  const source = text.trimEnd();
  MARKER_TOKEN.lastIndex = 0;
  while (MARKER_TOKEN.lastIndex < source.length) {
    const match = MARKER_TOKEN.exec(source);
    if (!match) {
      return false;
    }
    tokens.push({ kind: ['(', ')', 'boolean', 'comparison', 'operand'][match.slice(1).findIndex(group => group !== undefined)], text: match[0].trim() });
  }
  const next = (kind: string) => tokens[0]?.kind === kind ? tokens.shift() : undefined;
  const operand = () => {
    const token = next('operand');
    return token !== undefined && (/^["']/.test(token.text) || MARKER_VARIABLES.includes(token.text));
  };
  const term = (): boolean => next('(') ? expression() && next(')') !== undefined : operand() && next('comparison') !== undefined && operand();
  const expression = (): boolean => {
    do {
      if (!term()) {
        return false;
      }
    } while (next('boolean'));
    return true;
  };
  return expression() && tokens.length === 0;
}

function example(): string {
  return "Write for example 'fastapi>=0.115,<1' or 'psycopg[binary]~=3.2'";
}

/**
 * The given requirements, and those of `defaults` for other packages.
 *
 * @param named the names of packages that are required elsewhere and installed together with them
 */
export function mergeRequirements(option: string, requirements: string[], defaults: string[], allowGit = false, named: string[] = []): Requirement[] {
  const own = mapAll(requirements, requirement => parseRequirement(option, requirement, allowGit));
  const added = defaults.map(requirement => ({ ...parseRequirement(option, requirement), isDefault: true }));
  return yieldTo([...named, ...own.map(({ name }) => name)], [...own, ...added]);
}

/** Packages that replace each other. Starlette's test client uses httpx if httpx2 is not installed, and before version 1 only httpx. */
const ALTERNATIVES = new Map([['httpx2', 'httpx']]);

/** The requirements without the default ones that these packages replace. */
export function yieldTo(names: string[], requirements: Requirement[]): Requirement[] {
  return requirements.filter(({ name, isDefault }) => !isDefault || !names.some(other => other === name || other === ALTERNATIVES.get(name)));
}
