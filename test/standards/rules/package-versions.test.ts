import { BaseImage } from '../../../src';
import { findings } from '../check';

test.each([
  ['apt', BaseImage.slim(), 'gcc', 'libpq5=17.*', 'gcc=1.*, or set aptSnapshot in baseImage and accept this'], ['apk', BaseImage.alpine(), 'gcc', 'libpq~17', 'gcc~1'], ['dnf', BaseImage.ubi(), 'gcc', 'libpq-16.*', 'gcc-1.*'],
])('a package of %s has a version', (_tool, baseImage, loose, versioned, example) => {
  expect(findings('package-versions', { baseImage, buildPackages: [loose, versioned] })).toEqual([`buildPackages: ${loose} has no version. Write for example ${example}.`]);
  expect(findings('package-versions', { baseImage, runtimePackages: [loose, versioned] })).toEqual([`runtimePackages: ${loose} has no version. Write for example ${example}.`]);
});
