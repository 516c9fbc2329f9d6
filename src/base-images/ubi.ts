import { BaseImageProps } from './base-image-props';
import { Libc, PackageTool } from './package-tool';
import { RedHat } from './red-hat';
import { addUserIfNew } from './users';
import { invalidOption } from '../dockerfile/invalid-option';

const RELEASES = ['9', '10'];
/** The versions for which there are minimal images; other images contain a compiler and a web server. */
const PYTHON_VERSIONS = ['3.12', '3.14'];

/**
 * Red Hat's Universal Base Image with Python, in its minimal variant: with microdnf, and without tools to add users.
 *
 * @see https://github.com/sclorg/s2i-python-container/blob/master/3.14-minimal/Dockerfile.rhel9
 */
export function ubi(release: string = '9'): BaseImageProps {
  if (!RELEASES.includes(release)) {
    throw invalidOption('baseImage', release, `the releases are ${RELEASES.join(' and ')}`);
  }
  return {
    reference: version => `registry.access.redhat.com/ubi${release}/python-${minimal(version).replace('.', '')}-minimal:latest`,
    distribution: new RedHat(`ubi${release}`),
    packageTool: PackageTool.DNF,
    libc: Libc.GLIBC,
    // the Python in /opt/app-root belongs to a virtual environment for applications that are built in the image
    python: version => `/usr/bin/python${version}`,
    addUser: addUserIfNew,
    uid: 1001,
  };
}

function minimal(pythonVersion: string): string {
  if (!PYTHON_VERSIONS.includes(pythonVersion)) {
    throw invalidOption('pythonVersion', pythonVersion, `the minimal images of UBI have Python ${PYTHON_VERSIONS.join(' or ')}`, 'Choose one of them, or BaseImage.custom()');
  }
  return pythonVersion;
}
