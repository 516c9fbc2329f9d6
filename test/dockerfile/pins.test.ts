import { writeFileSync } from 'fs';
import { basename, join } from 'path';
import { Project, Testing } from 'projen';
import { Dockerfile, StageOptions } from '../../src/dockerfile';
import { Pins } from '../../src/dockerfile/pins';
import { newFolder } from '../synth';

const [A, B] = ['a', 'b'].map(letter => `sha256:${letter.repeat(64)}`);

/** The lines that name images, where a file with this text is there already. */
function lines(dockerfile: Dockerfile): string[] {
  return Testing.synth(dockerfile.project).Dockerfile.match(/^(# syntax=|FROM ).*/gm);
}

/** A Dockerfile over one that is on disk. */
function dockerfileOver(text: string, ...stages: StageOptions[]): Dockerfile {
  const outdir = newFolder();
  writeFileSync(join(outdir, 'Dockerfile'), text);
  const dockerfile = new Dockerfile(new Project({ name: 'x', outdir }));
  stages.forEach((options, index) => dockerfile.addStage(`stage${index}`, options));
  return dockerfile;
}

test.each([
  `FROM python:3@${A}`, `FROM python:3@${A} AS base`, `from python:3@${A} as base`, `FROM --platform=linux/arm64 python:3@${A} AS base`,
  `\tFROM  --platform=$BUILDPLATFORM\t python:3@${A}\tAS base`, `FROM python:3@${A}\r\nRUN true\r\n`, `# FROM python:3@${B}\nFROM python:3@${A}`,
  `FROM python:3 AS base\nFROM python:3@${A} AS other\nFROM python:3@${B}`, `# syntax=python:3@${A}\n`,
  `\uFEFF# check=error=true\r\n#  Syntax = python:3@${A} \r\n`,
])('the digest of python:3 stands in %j', text => {
  expect(new Pins(text).pin('python:3')).toBe(`python:3@${A}`);
});

test.each([
  '', 'FROM python:3', `FROM python:3.1@${A}`, `FROM acme/python:3@${A}`, `FROM python@${A}`, `FROM base AS python:3@${A}`,
  `RUN echo FROM python:3@${A}`, `# FROM python:3@${A}`,
  `FROM python:3@sha256:${'A'.repeat(64)}`, 'FROM python:3@sha256:abc', `FROM --from=python:3@${A} scratch`, `FROM scratch\n# syntax=python:3@${A}`,
])('no digest of python:3 stands in %j', text => {
  expect(new Pins(text).pin('python:3')).toBe('python:3');
});

test('a new file has no digests', () => {
  const dockerfile = new Dockerfile(new Project({ name: 'x', outdir: newFolder() }));
  dockerfile.addStage('base', { image: 'debian:trixie' });
  expect(lines(dockerfile)).toEqual(['# syntax=docker/dockerfile:1', 'FROM debian:trixie AS base']);
  expect(dockerfile.unpinnedImages).toEqual(['docker/dockerfile:1', 'debian:trixie']);
});

test('digests stay while name and tag do, in every stage that has the image', () => {
  const dockerfile = dockerfileOver(`# syntax=docker/dockerfile:1@${A}\nFROM debian:trixie@${B} AS old\nFROM python:3@${B}\n`,
    { image: 'debian:trixie' }, { image: 'debian:sid' }, { image: 'debian:trixie' }, { image: 'acme/python:3' }, { image: 'scratch' });
  expect(lines(dockerfile)).toEqual([
    `# syntax=docker/dockerfile:1@${A}`, `FROM debian:trixie@${B} AS stage0`, 'FROM debian:sid AS stage1', `FROM debian:trixie@${B} AS stage2`,
    'FROM acme/python:3 AS stage3', 'FROM scratch AS stage4',
  ]);
  expect(dockerfile.images).toEqual([`docker/dockerfile:1@${A}`, `debian:trixie@${B}`, 'debian:sid', 'acme/python:3']);
  expect(dockerfile.unpinnedImages).toEqual(['debian:sid', 'acme/python:3']);
  expect(dockerfile._droppedPins).toEqual([{ image: 'python:3', digest: B }]);
});

test('a digest of the config wins', () => {
  const dockerfile = dockerfileOver(`FROM python:3@${B}\n`, { image: `python:3@${A}` });
  expect(lines(dockerfile)[1]).toBe(`FROM python:3@${A} AS stage0`);
  expect([dockerfile.unpinnedImages, dockerfile._droppedPins]).toEqual([['docker/dockerfile:1'], []]);
});

test('a stage of another stage has no digest, whatever its name', () => {
  const outdir = newFolder();
  writeFileSync(join(outdir, 'Dockerfile'), `FROM python@${A}\n`);
  const dockerfile = new Dockerfile(new Project({ name: 'x', outdir }));
  dockerfile.addStage('python', { image: 'python:3' });
  const stage = dockerfile.addStage('final', { fromStage: 'python' });
  expect(lines(dockerfile)).toEqual(['# syntax=docker/dockerfile:1', 'FROM python:3 AS python', 'FROM python AS final']);
  expect([stage.image, stage.origin]).toEqual([undefined, 'python']);
});

test.each([`FROM python:3@${A}0 AS x`, `FROM x@y@${A}`, 'FROM @', `FROM @${A}`])('%j has no image with a digest', text => {
  expect(new Pins(text).othersThan([])).toEqual([]);
});

test('a file that is not there has no digests', () => {
  expect(Pins.of(join(newFolder(), 'none')).othersThan([])).toEqual([]);
});

test('a file that cannot be read is named, with what to do', () => {
  const folder = newFolder();
  expect(() => Pins.of(folder)).toThrow(`${basename(folder)}: ${JSON.stringify(folder)} is not possible: a file of this name is read or written, and there is a folder. Rename it.`);
});
