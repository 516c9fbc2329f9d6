import { Alpine } from './alpine';
import { BaseImageProps } from './base-image-props';
import { withDevVariant } from './dev-variant';
import { PackageTool } from './package-tool';
import { invalidOption } from '../dockerfile/invalid-option';

/** The free images have only the newest Python: this version, or one that was released later. */
const FREE = { organization: 'chainguard', oldestPython: 14 };

/**
 * Chainguard's Wolfi images: one to run, without a shell, and one to build in. Both run as user 65532 and have Python as entrypoint.
 *
 * @see https://github.com/chainguard-images/images/tree/main/images/python
 */
export function chainguard(organization: string = FREE.organization): BaseImageProps {
  if (typeof organization !== 'string' || !/^[a-z0-9]+([._-][a-z0-9]+)*$/.test(organization)) {
    throw invalidOption('baseImage', organization, 'an organization is a lower-case name', "Write for example 'example.com'");
  }
  return withDevVariant({
    reference: version => `cgr.dev/${organization}/python:${tag(organization, version)}`,
    python: '/usr/bin/python',
    distribution: new Alpine('wolfi'),
    packageTool: PackageTool.APK,
  });
}

function tag(organization: string, pythonVersion: string): string {
  if (organization !== FREE.organization) {
    return pythonVersion;
  }
  if (Number(pythonVersion.split('.')[1]) < FREE.oldestPython) {
    throw invalidOption('pythonVersion', pythonVersion, 'the free images of Chainguard only have the newest Python',
      "Set your organization, as in BaseImage.chainguard('example.com'), or remove pythonVersion");
  }
  return 'latest';
}
