import { invalidOption } from '../dockerfile/invalid-option';
import { BOOLEAN, checkOptions, Checks, STRING, STRINGS } from '../dockerfile/option-checks';
import { looksSecret } from '../dockerfile/secrets';
import { refuseUnknown } from '../dockerfile/unknown-options';
import { VARIABLE_NAME } from '../dockerfile/variables';

/** A package index that is used in addition to PyPI or instead of it. */
export interface PackageIndex {
  /** The name of the index in the tools' configuration: letters, digits and `-`, `_`, `.`. */
  readonly name: string;
  /** The URL of its simple API: `https://pypi.example.com/simple/`. Without user name and password, which are secrets. */
  readonly url: string;
  /**
   * Whether it replaces PyPI. Otherwise it is searched before PyPI, and a package that it has is never taken from PyPI.
   *
   * @default false
   */
  readonly isDefault?: boolean;
  /**
   * The only packages that are taken from it, and that are never taken from another index. For an index that has packages of others too,
   * such as PyTorch's: `['torch', 'torchvision']`. They must be listed in the project's own requirements. Only with UV and POETRY: pip searches every index for every
   * package.
   *
   * @default - it is searched for every package
   */
  readonly packages?: string[];
  /**
   * The build secret with the user name. `docker:build` reads it from the environment variable of this name.
   *
   * @default - the index needs no user name
   */
  readonly usernameSecret?: string;
  /**
   * The build secret with the password or token. `docker:build` reads it from the environment variable of
   * this name.
   *
   * @default - the index needs no password
   */
  readonly passwordSecret?: string;
}

/** The names of secrets have a check of their own, which does not show them. */
const FIELDS: Checks<PackageIndex> = {
  name: STRING, url: STRING, isDefault: BOOLEAN, packages: STRINGS, usernameSecret: () => {}, passwordSecret: () => {},
};

/** The kinds of credentials, as package managers write them in the names of environment variables. */
export type Credential = 'USERNAME' | 'PASSWORD';

/** The secrets of an index, each with its kind. */
export function indexSecrets(index: PackageIndex): [Credential, string][] {
  const secrets: [Credential, string | undefined][] = [['USERNAME', index.usernameSecret], ['PASSWORD', index.passwordSecret]];
  return secrets.filter((secret): secret is [Credential, string] => typeof secret[1] === 'string');
}

/** The name of an index as uv and Poetry write it in the names of environment variables. */
export function indexVariable(index: PackageIndex): string {
  return index.name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

/** @throws when an index is invalid, or would show a password to everyone */
export function checkIndexes(indexes: PackageIndex[]): void {
  for (const index of indexes) {
    if (typeof index?.name !== 'string' || typeof index.url !== 'string') {
      throw invalidOption('indexes', index, 'an index needs a name and a url', "Write for example { name: 'acme', url: 'https://pypi.example.com/simple/' }");
    }
    if (!/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(index.name)) {
      throw invalidOption('indexes name', index.name, 'a name consists of letters and digits, with - _ . between them', "Write for example 'acme'");
    }
    if (index.name.toLowerCase() === 'pypi') {
      throw invalidOption('indexes name', index.name, 'this name is reserved for the public index', "Write for example 'acme'");
    }
    checkUrl(index.url);
    refuseUnknown(index, Object.keys(FIELDS), `indexes ${index.name}`);
    checkOptions(index, FIELDS, `indexes ${index.name} `);
    for (const field of (['usernameSecret', 'passwordSecret'] as const).filter(name => index[name] !== undefined && index[name] !== null)) {
      const option = `indexes ${index.name} ${field}`;
      const secret: unknown = index[field];
      if (typeof secret !== 'string' || !VARIABLE_NAME.test(secret)) {
        throw invalidOption(option, secret, 'expected the name of an environment variable, with up to 255 characters', "Write for example 'ACME_PASSWORD'");
      }
      if (looksSecret(secret)) {
        throw invalidOption(option, secret, 'this looks like the secret itself, which everyone could read', "Write the name of the environment variable that holds it, for example 'ACME_PASSWORD'");
      }
    }
    if (index.packages) {
      checkPackages(index, index.packages);
    }
    if (indexSecrets(index).length === 1) {
      throw invalidOption(`indexes ${index.name}`, index.usernameSecret === undefined ? 'passwordSecret' : 'usernameSecret',
        'a user name and a password must be set together', 'Set usernameSecret and passwordSecret; for a token, the user name is often __token__');
    }
  }
  const names = indexes.map(indexVariable);
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice !== undefined) {
    throw invalidOption('indexes', indexes.map(({ name }) => name), 'their environment variables would have the same names', 'Rename one of them');
  }
  const defaults = indexes.filter(({ isDefault }) => isDefault).map(({ name }) => name);
  if (defaults.length > 1) {
    throw invalidOption('indexes isDefault', defaults, 'only one index can replace PyPI');
  }
}

function checkPackages({ name, isDefault }: PackageIndex, packages: string[]): void {
  const option = `indexes ${name} packages`;
  if (packages.length === 0 || !packages.every(text => DISTRIBUTION.test(text))) {
    throw invalidOption(option, packages, 'expected names of packages, without versions', "Write for example ['torch'], and set versions in requirements");
  }
  if (isDefault) {
    throw invalidOption(option, packages, 'an index that replaces PyPI is searched for every package', 'Remove isDefault or packages');
  }
}

/** The name of a package: https://packaging.python.org/en/latest/specifications/name-normalization/ */
const DISTRIBUTION = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,198}[A-Za-z0-9])?$/;

/** Only plain host names and IP addresses: the host of a URL may otherwise contain shell characters, and can be spelled in many ways. */
const ADDRESS = /^https?:\/\/([A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?)(?::\d{1,5})?(?:\/[A-Za-z0-9._~%!*(),;:@&=+/-]*)?$/;

function checkUrl(text: string): void {
  const problem = (allowed: string, fix?: string) => invalidOption('indexes url', text, allowed, fix);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username || url?.password || url?.search || /\/\/[^/]*@/.test(text)) {
    throw problem('everyone could read the user name, password or token in it', 'Set usernameSecret and passwordSecret');
  }
  const [, host] = ADDRESS.exec(text) ?? [];
  if (!url || url.hostname !== host?.toLowerCase()) {
    throw problem('expected an http or https URL whose host is a plain name or IP address', "Write for example 'https://pypi.example.com/simple/'");
  }
}
