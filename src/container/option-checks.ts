import { BUILD_COMMAND } from './build-command';
import { PythonImageOptions } from './python-image-options';
import { ACCESS } from '../access/access-checks';
import { BaseImage } from '../base-images/base-image';
import { BOOLEAN, check, Checks, listOf, matching, NAMED_STRINGS, oneOf, STRING, STRINGS, struct, wholeNumber } from '../dockerfile/option-checks';
import { Framework } from '../frameworks/framework';
import { Bytecode } from '../layers/bytecode';
import { PythonPackageManager } from '../package-managers/package-manager';
import { PipInstaller } from '../package-managers/pip-installer';
import { ImageDigests } from '../standards/image-digests';
import { StandardsOptions } from '../standards/standards-options';

/** Docker builds images with larger numbers of users, and starts none of them. */
const USER_NUMBER = wholeNumber(1, 2147483647, '0 is root, which the application does not run as, and Docker starts no container with a larger one');

const STANDARDS: Checks<StandardsOptions> = {
  // one that another copy of this package has made is a RuleSet too
  rules: check('a RuleSet', value => Array.isArray((value as { rules?: unknown } | null)?.rules), 'Write for example RuleSet.strict()'),
  acceptedFindings: check('a list of rules and reasons', value => Array.isArray(value), "Write for example [{ rule: 'shell', reason: '…' }]"),
};

/** What each option takes, and all options that there are. What depends on others, `containerFacts` checks. */
export const PYTHON_IMAGE: Checks<PythonImageOptions> = {
  moduleName: STRING,
  pythonVersion: check('a version of Python', value => ['string', 'number'].includes(typeof value), "Write for example '3.14'"),
  lazyImports: BOOLEAN,
  packageManager: oneOf(PythonPackageManager),
  installer: oneOf(PipInstaller),
  baseImage: check('a BaseImage', value => typeof (value as BaseImage | null)?._distribution === 'object', 'Write for example BaseImage.slim()'),
  imageRegistry: STRING,
  imageRegistries: NAMED_STRINGS,
  imageDigests: oneOf(ImageDigests),
  framework: oneOf(Framework),
  requirements: STRINGS,
  devRequirements: STRINGS,
  port: wholeNumber(1, 65535),
  command: STRINGS,
  devCommand: STRINGS,
  sources: STRINGS,
  dockerignoreExceptions: STRINGS,
  buildCommands: listOf(struct(BUILD_COMMAND), "Write for example [{ command: ['python', 'make.py'], outputs: ['made'] }]"),
  environment: NAMED_STRINGS,
  labels: NAMED_STRINGS,
  uid: USER_NUMBER,
  gid: USER_NUMBER,
  buildPackages: STRINGS,
  runtimePackages: STRINGS,
  sdists: STRINGS,
  extras: STRINGS,
  groups: STRINGS,
  access: struct(ACCESS),
  bytecode: oneOf(Bytecode),
  healthCheckPath: matching('a path that starts with / and has no white space', /^\/[!-~]*$/, "Write for example '/health'"),
  healthCheckHost: matching('the name of a host, with or without a port', /^[A-Za-z0-9._-]{1,253}(:\d{1,5})?$/, "Write for example 'shop.example.com'"),
  imageName: STRING,
  pytest: BOOLEAN,
  testCommand: STRINGS,
  testSources: STRINGS,
  sourceExcludes: STRINGS,
  unpinnedFolders: STRINGS,
  autoLock: BOOLEAN,
  standards: struct(STANDARDS),
};
