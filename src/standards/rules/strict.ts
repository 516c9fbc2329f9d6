import { CopyInsteadOfAdd } from './copy-instead-of-add';
import { ImageRegistry } from './image-registry';
import { LockedInstalls } from './locked-installs';
import { PackageVersions } from './package-versions';
import { PrivilegedFiles } from './privileged-files';
import { RequiredHealthCheck } from './required-health-check';
import { Sudo } from './sudo';
import { UpdateWithInstall } from './update-with-install';
import { VerifiedDownloads } from './verified-downloads';
import { Rule } from '../rule';

/** The rules of the strict set in addition to the baseline. */
export const STRICT: Rule[] = [
  new RequiredHealthCheck(),
  new PrivilegedFiles(),
  new Sudo(),
  new VerifiedDownloads(),
  new LockedInstalls(),
  new UpdateWithInstall(),
  new PackageVersions(),
  new CopyInsteadOfAdd(),
  new ImageRegistry(),
];
