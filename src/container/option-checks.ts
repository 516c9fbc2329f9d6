import { BUILD_COMMAND } from './build-command';
import { PythonImageOptions } from './python-image-options';
import { ACCESS } from '../access/access-checks';
import { BaseImage } from '../base-images/base-image';
import { BOOLEAN, check, Checks, listOf, matching, NAMED_STRINGS, oneOf, PORT, STRING, STRINGS, struct, wholeNumber } from '../dockerfile/option-checks';
import { Framework } from '../frameworks/framework';
import { Bytecode } from '../layers/bytecode';
import { PythonPackageManager } from '../package-managers/package-manager';
import { PipInstaller } from '../package-managers/pip-installer';
import { HEALTH_CHECK_PATH, PROCESSES } from '../processes/process-checks';
import { ImageDigests } from '../standards/image-digests';
import { StandardsOptions } from '../standards/standards-options';

/** Docker builds images with larger user IDs, but does not start them. */
const USER_NUMBER = wholeNumber(1, 2147483647, 'The application does not run as root (0), and Docker does not start containers with larger IDs');

const STANDARDS: Checks<StandardsOptions> = {
  // a RuleSet of another copy of this package is valid too
  rules: check('a RuleSet', value => Array.isArray((value as { rules?: unknown } | null)?.rules), 'Write for example RuleSet.strict()'),
  acceptedFindings: check('a list of rules and reasons', value => Array.isArray(value), "Write for example [{ rule: 'shell', reason: '…' }]"),
};

/** The checks of all options. `containerFacts` checks values that depend on other options. */
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
  port: PORT,
  command: STRINGS,
  devCommand: STRINGS,
  processes: PROCESSES,
  sources: STRINGS,
  dockerignoreExceptions: STRINGS,
  buildCommands: listOf(struct(BUILD_COMMAND), "Write for example [{ command: ['python', 'make.py'], outputs: ['made'] }]"),
  environment: NAMED_STRINGS,
  trustedProxies: STRINGS,
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
  healthCheckPath: HEALTH_CHECK_PATH,
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
