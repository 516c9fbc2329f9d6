import { AccessOptions } from './access-options';
import { CaCertificates } from './ca-certificates';
import { BOOLEAN, check, Checks, STRING, struct } from '../dockerfile/option-checks';

const CERTIFICATES: Checks<CaCertificates> = { file: STRING, atRuntime: BOOLEAN };

/** What each option of access takes. What an index is like, `checkIndexes` says. */
export const ACCESS: Checks<AccessOptions> = {
  indexes: check('a list of indexes', value => Array.isArray(value), "Write for example [{ name: 'acme', url: 'https://pypi.example.com/simple/' }]"),
  ssh: BOOLEAN,
  sshKnownHosts: STRING,
  caCertificates: struct(CERTIFICATES),
};
