import { rmSync } from 'fs';
import { dirname, join } from 'path';
import { describeOnEngine, docker, imageConfig, succeed } from './engine';
import { Registry } from './registry';
import { newFolder, projen, read, synth, task, write } from './workspace';
import { BaseImage, Framework, PythonContainerProject } from '../../src';

jest.setTimeout(600_000);

describeOnEngine('base images by digest', () => {
  const folder = newFolder('pinned');
  let registry: Registry;
  let image: string;
  const digests: string[] = [];

  /** An image like Python's, which is another one for each number. */
  function push(number: number): void {
    const context = newFolder('python');
    write(context, 'Dockerfile', `FROM python:3.14-slim-trixie\nLABEL number=${number}\n`);
    docker('build', '--quiet', `--tag=numbered:${number}`, context);
    rmSync(dirname(context), { recursive: true });
    digests[number] = registry.push(`numbered:${number}`, 'acme/python:3.14');
  }

  /** Synthesizes, and returns the warnings. */
  function synthesize(tag = '{version}'): string {
    const baseImage = BaseImage.custom(`${registry.host}/acme/python:${tag}`);
    const project = new PythonContainerProject({
      name: 'pinned', outdir: folder, framework: Framework.NONE, pytest: false, projenrcTs: false, baseImage,
    });
    const warn = jest.spyOn(project.logger, 'warn').mockImplementation();
    synth(project);
    return warn.mock.calls.join('\n');
  }

  /** Asserts that synth changes no file. */
  function expectNoDiff(): void {
    succeed(folder, 'git', 'add', '--all');
    expect(synthesize()).toBe('');
    expect(succeed(folder, 'git', 'diff')).toBe('');
  }

  function bases(): string[] {
    return read(folder, 'Dockerfile').match(/^FROM \S+(?= AS base$)/gm)!;
  }

  function build(): string {
    task(folder, 'docker:build', '--progress=plain');
    return imageConfig('pinned').Labels.number;
  }

  beforeAll(() => {
    succeed(folder, 'git', 'init', '--quiet');
    write(folder, 'app.py', 'print("hello")\n');
    registry = new Registry();
    image = `${registry.host}/acme/python:3.14`;
    push(1);
  });

  afterAll(() => {
    registry?.remove();
  });

  test('docker:pin writes the digests, and synth leaves them', () => {
    expect(synthesize()).toBe(`no digest for docker/dockerfile:1, ${image}, ghcr.io/astral-sh/uv:0.13.9: run "npx projen docker:pin".`);
    expect(projen(folder, 'docker:pin:check')).toMatchObject({ status: 1, output: expect.stringContaining(`Dockerfile: ${image} has no digest.\n`) });
    expect(task(folder, 'docker:pin')).toContain(`Dockerfile: ${image} ${digests[1]}\n`);
    expect(read(folder, 'Dockerfile')).toMatch(/^# syntax=docker\/dockerfile:1@sha256:\w{64}\n/);
    expect(read(folder, 'Dockerfile')).toMatch(/^FROM ghcr.io\/astral-sh\/uv:0.13.9@sha256:\w{64} AS uv$/m);
    expect(bases()).toEqual([`FROM ${image}@${digests[1]}`]);
    expectNoDiff();
    expect(projen(folder, 'docker:pin:check')).toMatchObject({ status: 0 });
  });

  test('builds and locks from the pinned images', () => {
    task(folder, 'lock');
    expect(build()).toBe('1');
    expect(task(folder, 'docker:lint')).toContain('no warnings found');
  });

  test('a tag that moves on changes nothing until docker:pin raises the digest', () => {
    push(2);
    expect(digests[2]).not.toBe(digests[1]);
    const before = read(folder, 'Dockerfile');
    const moved = `Dockerfile: ${image} has moved on from ${digests[1]} to ${digests[2]}.\nRun: npx projen docker:pin\n`;
    expect(projen(folder, 'docker:pin:check')).toMatchObject({ status: 1, output: expect.stringContaining(moved) });
    expect(projen(folder, 'docker:build:fresh')).toMatchObject({ status: 0 });
    expect(imageConfig('pinned').Labels.number).toBe('1');
    expect(read(folder, 'Dockerfile')).toBe(before);

    expect(task(folder, 'docker:pin', 'python')).toContain(`Dockerfile: ${image} ${digests[1]} -> ${digests[2]}\n`);
    expectNoDiff();
    expect(build()).toBe('2');
  });

  test('a digest that a bot writes is kept', () => {
    succeed(folder, 'sed', '-i', `s/${digests[2]}/${digests[1]}/`, 'Dockerfile');
    expectNoDiff();
    expect(bases()).toEqual([`FROM ${image}@${digests[1]}`]);
    expect(build()).toBe('1');
  });

  test('a registry that does not answer, or a tag that it does not have, leaves every file as it was', () => {
    expect(synthesize('next')).toBe(`no digest for ${registry.host}/acme/python:next (${image} had ${digests[1]}): run "npx projen docker:pin".`);
    const before = read(folder, 'Dockerfile');
    const unknown = expect.stringMatching(/acme\/python:next: docker found no digest: .*not found\n/);
    expect(projen(folder, 'docker:pin')).toMatchObject({ status: 1, output: unknown });
    write(folder, 'sub/Dockerfile', 'FROM 127.0.0.1:1/nowhere:1\n');
    const silent = expect.stringMatching(/nowhere:1: docker found no digest: .*refused\n/);
    expect(projen(folder, 'docker:pin', 'nowhere')).toMatchObject({ status: 1, output: silent });
    rmSync(join(folder, 'sub'), { recursive: true });
    expect(read(folder, 'Dockerfile')).toBe(before);
    expect(bases()).toEqual([`FROM ${registry.host}/acme/python:next`]);
  });
});
