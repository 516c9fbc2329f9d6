import { BaseImage } from '../../../src';
import { Change, findings } from '../check';

const TOOLS = [
  'gcc', 'gcc-14', 'g++', 'g++-14.2', 'gfortran', 'cpp', 'clang', 'clang-19', 'make', 'cmake', 'meson', 'ninja-build', 'autoconf', 'automake', 'libtool',
  'build-essential', 'build-base', 'rustc', 'cargo', 'golang', 'go', 'libpq-dev', 'openssl-devel', 'linux-headers',
];

test.each(TOOLS)('%s is for building', (name) => {
  expect(findings('build-packages', { runtimePackages: [`${name}=1.*`], buildPackages: [name] }))
    .toEqual([`runtimePackages: ${name} is for building. Name it in buildPackages, and here the library that runs.`]);
});

test('libraries and other programs are for production', () => {
  expect(findings('build-packages', { runtimePackages: ['libpq5', 'libgcc-s1', 'gccgo-libs', 'devscripts', 'mime-support', 'git'], buildPackages: ['gcc', 'git'] })).toEqual([]);
});

const message = (stage: string, name: string) => `${stage} installs ${name}, which is for building. Install it in builder, with buildPackages.`;

test.each<[string, string[], Change]>([
  ['raw lines', [message('production', 'gcc')], ({ production }) => production.raw('RUN apt-get update && apt-get -y install curl gcc=14.*')],
  ['lines in base', [message('base', 'make')], ({ base }) => base.at('before-packages').run('apt install make')],
  ['lines in builder', [], ({ builder }) => builder.run('apt-get install gcc')],
  ['lines that install nothing', [], ({ production }) => production.run('apt-get remove gcc && echo install gcc && apt-get update')],
])('%s count too', (_name, expected, change) => {
  expect(findings('build-packages', {}, change)).toEqual(expected);
});

test('what the base image was said to need counts too', () => {
  expect(findings('build-packages', { baseImage: BaseImage.custom('debian:trixie', { packages: ['python3', 'python3-dev'] }) }))
    .toEqual([message('base', 'python3-dev')]);
});
