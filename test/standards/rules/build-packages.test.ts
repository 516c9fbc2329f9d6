import { BaseImage, StagePlace } from '../../../src';
import { Change, findings } from '../check';

const TOOLS = [
  'gcc', 'gcc-14', 'gcc-c++', 'g++', 'g++-14.2', 'gfortran', 'cpp', 'clang', 'clang-19', 'make', 'cmake', 'meson', 'ninja-build', 'autoconf', 'automake', 'libtool',
  'build-essential', 'build-base', 'rustc', 'cargo', 'golang', 'go', 'golang-go', 'gcc-multilib', 'rust', 'rust-all', 'clang20', 'llvm', 'llvm20', 'libpq-dev', 'openssl-devel', 'linux-headers',
];

test.each(TOOLS)('%s is a build package', (name) => {
  expect(findings('build-packages', { runtimePackages: [`${name}=1.*`], buildPackages: [name] }))
    .toEqual([`runtimePackages: ${name} is only needed to build. Add it to buildPackages, and add the shared library to runtimePackages.`]);
});

test('libraries and other programs can be in production', () => {
  expect(findings('build-packages', { runtimePackages: ['libpq5', 'libgcc-s1', 'gcc-14-base', 'gccgo-libs', 'libllvm19', 'devscripts', 'mime-support', 'git'], buildPackages: ['gcc', 'git'] })).toEqual([]);
});

const message = (stage: string, name: string) => `${stage} installs ${name}, which is only needed to build. Install it in builder, with buildPackages.`;

test.each<[string, string[], Change]>([
  ['raw lines', [message('production', 'gcc')], ({ production }) => production.raw('RUN apt-get update && apt-get -y install curl gcc=14.*')],
  ['lines in base', [message('base', 'make')], ({ base }) => base.at(StagePlace.BEFORE_PACKAGES).run('apt install make')],
  ['lines in builder', [], ({ builder }) => builder.run('apt-get install gcc')],
  ['lines in parentheses', [message('production', 'gcc')], ({ production }) => production.run('(apt-get update && apt-get install -y gcc)')],
  ['lines for another shell', [message('production', 'gcc')], ({ production }) => production.run('bash -c "apt-get install -y gcc"')],
  ['lines that install what they have removed', [message('production', 'gcc')], ({ production }) => production.run('apt-get remove gcc && apt-get install gcc')],
  ['packages that another line removes', [message('production', 'gcc')], ({ production }) => { production.run('apt-get install gcc'); production.run('apt-get purge gcc'); }],
  ['packages of another name', [message('production', 'gcc')], ({ production }) => production.run('apk add -t .x gcc && apk del .y && apt-get autoremove')],
  ['packages that are removed again', [], ({ production }) => {
    production.run('apt-get install -y gcc=14.* make && make && apt-get purge -y --auto-remove gcc && apt autoremove make');
    production.run('apt install cmake && apt-get remove cmake');
    production.run('apk add gcc~14 && apk del gcc');
    production.run('apk add --virtual .build gcc make && apk del .build');
    production.run('apk add -t build gcc && apk del build');
  }],
  ['lines that install nothing', [], ({ production }) => production.run('apt-get remove gcc && echo install gcc && apt-get update')],
])('packages of %s are checked too', (_name, expected, change) => {
  expect(findings('build-packages', {}, change)).toEqual(expected);
});

test('packages of the base image are checked too', () => {
  expect(findings('build-packages', { baseImage: BaseImage.custom('debian:trixie', { packages: ['python3', 'python3-dev'] }) }))
    .toEqual([message('base', 'python3-dev')]);
});
