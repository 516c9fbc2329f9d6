import { invalidOption } from '../dockerfile/invalid-option';
import { BOOLEAN, checkOptions, Checks, STRING } from '../dockerfile/option-checks';
import { looksSecret } from '../dockerfile/secrets';
import { refuseUnknown } from '../dockerfile/unknown-options';
import { VARIABLE_NAME } from '../dockerfile/variables';

/** A package index beside PyPI, or in its place. */
export interface PackageIndex {
  /** The name by which tools know it: letters, digits and - _ . */
  readonly name: string;
  /** The address of its simple API: `https://pypi.example.com/simple/`. Without user and password, which are secrets. */
  readonly url: string;
  /**
   * Whether it stands in for PyPI. Otherwise it is asked before PyPI, and what it has is never taken from there.
   *
   * @default false
   */
  readonly isDefault?: boolean;
  /**
   * The build secret that holds the user's name. `docker:build` takes it from the environment variable of this name.
   *
   * @default - the index asks for no user
   */
  readonly usernameSecret?: string;
  /**
   * The build secret that holds the user's password or token. `docker:build` takes it from the environment variable of
   * this name.
   *
   * @default - the index asks for no password
   */
  readonly passwordSecret?: string;
}

/** What a secret is called has a check of its own, which shows nothing of it. */
const FIELDS: Checks<PackageIndex> = { name: STRING, url: STRING, isDefault: BOOLEAN, usernameSecret: () => {}, passwordSecret: () => {} };

/** What an index asks for, as package managers call it in their variables. */
export type Credential = 'USERNAME' | 'PASSWORD';

/** The secrets of an index, by what they are. */
export function indexSecrets(index: PackageIndex): [Credential, string][] {
  const secrets: [Credential, string | undefined][] = [['USERNAME', index.usernameSecret], ['PASSWORD', index.passwordSecret]];
  return secrets.filter((secret): secret is [Credential, string] => typeof secret[1] === 'string');
}

/** The name of an index inside the name of a variable, as uv and Poetry write it. */
export function indexVariable(index: PackageIndex): string {
  return index.name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

/** @throws when an index cannot work, or would show a password to everyone */
export function checkIndexes(indexes: PackageIndex[]): void {
  for (const index of indexes) {
    if (typeof index?.name !== 'string' || typeof index.url !== 'string') {
      throw invalidOption('indexes', index, 'an index has a name and a url', "Write for example { name: 'acme', url: 'https://pypi.example.com/simple/' }");
    }
    if (!/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(index.name)) {
      throw invalidOption('indexes name', index.name, 'a name has letters, digits and - _ . between them', "Write for example 'acme'");
    }
    if (index.name.toLowerCase() === 'pypi') {
      throw invalidOption('indexes name', index.name, 'that is the name of the public index', "Write for example 'acme'");
    }
    checkUrl(index.url);
    refuseUnknown(index, Object.keys(FIELDS), `indexes ${index.name}`);
    checkOptions(index, FIELDS, `indexes ${index.name} `);
    for (const field of (['usernameSecret', 'passwordSecret'] as const).filter(name => index[name] !== undefined && index[name] !== null)) {
      const option = `indexes ${index.name} ${field}`;
      const secret: unknown = index[field];
      if (typeof secret !== 'string' || !VARIABLE_NAME.test(secret)) {
        throw invalidOption(option, secret, 'a secret has the name of an environment variable, of up to 255 characters', "Write for example 'ACME_PASSWORD'");
      }
      if (looksSecret(secret)) {
        throw invalidOption(option, secret, 'this looks like the secret itself, and everyone could read it', "Write the name of the environment variable that holds it, for example 'ACME_PASSWORD'");
      }
    }
    if (indexSecrets(index).length === 1) {
      throw invalidOption(`indexes ${index.name}`, index.usernameSecret === undefined ? 'passwordSecret' : 'usernameSecret',
        'a user and a password go together', 'Set usernameSecret and passwordSecret; where a token is all there is, the user is often __token__');
    }
  }
  const names = indexes.map(indexVariable);
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice !== undefined) {
    throw invalidOption('indexes', indexes.map(({ name }) => name), 'their variables would have the same names', 'Give each a name of its own');
  }
  const defaults = indexes.filter(({ isDefault }) => isDefault).map(({ name }) => name);
  if (defaults.length > 1) {
    throw invalidOption('indexes isDefault', defaults, 'there is one index in the place of PyPI');
  }
}

/** Hosts as programs use them: a URL's may hold signs of a shell, and says the same in many ways. */
const ADDRESS = /^https?:\/\/([A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?)(?::\d{1,5})?(?:\/[A-Za-z0-9._~%!*(),;:@&=+/-]*)?$/;

function checkUrl(text: string): void {
  const problem = (allowed: string, fix?: string) => invalidOption('indexes url', text, allowed, fix);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username || url?.password || url?.search || /\/\/[^/]*@/.test(text)) {
    throw problem('everyone could read the user, the password or the token in it', 'Set usernameSecret and passwordSecret');
  }
  const [, host] = ADDRESS.exec(text) ?? [];
  if (!url || url.hostname !== host?.toLowerCase()) {
    throw problem('expected an address of http or https, with a host that is a plain name or number', "Write for example 'https://pypi.example.com/simple/'");
  }
}
