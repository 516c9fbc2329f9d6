import { AccessOptions } from './access-options';
import { CaCertificates } from './ca-certificates';
import { BOOLEAN, check, Checks, STRING, struct } from '../dockerfile/option-checks';

const CERTIFICATES: Checks<CaCertificates> = { file: STRING, atRuntime: BOOLEAN };

/** The checks of the options of `access`. `checkIndexes` checks the indexes themselves. */
export const ACCESS: Checks<AccessOptions> = {
  indexes: check('a list of indexes', value => Array.isArray(value), "Write for example [{ name: 'acme', url: 'https://pypi.example.com/simple/' }]"),
  ssh: BOOLEAN,
  sshKnownHosts: STRING,
  caCertificates: struct(CERTIFICATES),
};
