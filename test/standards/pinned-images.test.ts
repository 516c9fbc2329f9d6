import { existsSync, readFileSync, renameSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Project } from 'projen';
import { Framework, ImageDigests, PythonContainerProject, PythonContainerProjectOptions } from '../../src';
import { newFolder } from '../synth';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const IMAGES = 'docker/dockerfile:1, python:3.14-slim-trixie, ghcr.io/astral-sh/uv:0.13.9';

/** Synthesizes as `npx projen` does, without what comes after it. */
function warnings(project: Project): string[] {
  const warn = jest.spyOn(project.logger, 'warn').mockImplementation();
  process.env.PROJEN_DISABLE_POST = 'true';
  project.synth();
  return warn.mock.calls.map(([message]) => message);
}

function service(outdir: string, options: Partial<PythonContainerProjectOptions> = {}): PythonContainerProject {
  const folder = options.parent ? join(options.parent.outdir, outdir) : outdir;
  const project = new PythonContainerProject({
    name: 'x', outdir, framework: Framework.NONE, pytest: false, sources: ['.'], projenrcTs: false, ...options,
  });
  expect(project.outdir).toBe(folder);
  return project;
}

/** Gives all images of a Dockerfile a digest, as `docker:pin` does. */
function pin(folder: string): void {
  const text = readFileSync(join(folder, 'Dockerfile'), 'utf8');
  writeFileSync(join(folder, 'pinned'), text.replace(/^(# syntax=|FROM )([^@\s]*:[^@\s]*)/gm, `$1$2@${DIGEST}`));
  renameSync(join(folder, 'pinned'), join(folder, 'Dockerfile'));
}

afterEach(() => {
  delete process.env.PROJEN_DISABLE_POST;
  delete process.env.PROJEN_DOCKER_PIN;
});

test('images without a digest are reported in one line, with the task that adds the digests', () => {
  const outdir = newFolder();
  expect(warnings(service(outdir))).toEqual([`no digest for ${IMAGES}: run "npx projen docker:pin".`]);
  pin(outdir);
  expect(warnings(service(outdir))).toEqual([]);
  expect(readFileSync(join(outdir, 'Dockerfile'), 'utf8')).toContain(`FROM python:3.14-slim-trixie@${DIGEST} AS base`);
});

test('a new tag loses its digest, and the line says so', () => {
  const outdir = newFolder();
  warnings(service(outdir));
  pin(outdir);
  const changed = () => warnings(service(outdir, { pythonVersion: '3.13' }));
  expect(changed()).toEqual([`no digest for python:3.13-slim-trixie (python:3.14-slim-trixie had ${DIGEST}): run "npx projen docker:pin".`]);
  expect(changed()).toEqual(['no digest for python:3.13-slim-trixie: run "npx projen docker:pin".']);
});

test('pinned: false silences the line, and keeps the digests', () => {
  const outdir = newFolder();
  expect(warnings(service(outdir, { imageDigests: ImageDigests.IGNORE }))).toEqual([]);
  pin(outdir);
  const pinned = readFileSync(join(outdir, 'Dockerfile'), 'utf8');
  expect(warnings(service(outdir, { imageDigests: ImageDigests.IGNORE }))).toEqual([]);
  expect(readFileSync(join(outdir, 'Dockerfile'), 'utf8')).toBe(pinned);
});

test('ImageDigests.REQUIRE writes nothing in a whole tree without digests', () => {
  const shop = () => {
    const root = new Project({ name: 'shop', outdir });
    service('a', { parent: root, name: 'a', imageDigests: ImageDigests.IGNORE });
    service('b', { parent: root, imageDigests: ImageDigests.REQUIRE });
    return root;
  };
  const outdir = newFolder();
  expect(() => warnings(shop())).toThrow(`imageDigests: no digest for ${IMAGES}: run "npx projen docker:pin".`);
  expect(existsSync(join(outdir, 'a/Dockerfile'))).toBe(false);
  process.env.PROJEN_DOCKER_PIN = 'true'; // what docker:pin does
  expect(warnings(shop())).toEqual([]);
  delete process.env.PROJEN_DOCKER_PIN;
  pin(join(outdir, 'b'));
  expect(warnings(shop())).toEqual([]);
});

test('a tree has one line for all projects, and one task in its root', () => {
  const root = new Project({ name: 'shop', outdir: newFolder() });
  service('a', { parent: root, name: 'a' });
  service('b', { parent: root, pythonVersion: '3.12' });
  expect(warnings(root)).toEqual([`no digest for ${IMAGES}, python:3.12-slim-trixie: run "npx projen docker:pin".`]);
  expect(root.tasks.tryFind('docker:pin')!.steps).toEqual([{ execArgs: ['node', '.projen/container.cjs', 'docker:pin'], receiveArgs: true }]);
});

test('a new project cannot have digests yet: ImageDigests.REQUIRE is a warning', () => {
  process.env.PROJEN_CREATE_PROJECT = 'true';
  expect(warnings(service(newFolder()))).toEqual([]);
  expect(warnings(service(newFolder(), { imageDigests: ImageDigests.REQUIRE }))).toEqual([`no digest for ${IMAGES}: run "npx projen docker:pin".`]);
});

test('where digests are required, docker:pin writes what synth refuses to write', () => {
  const project = service(newFolder(), { imageDigests: ImageDigests.REQUIRE });
  process.env.PROJEN_DOCKER_PIN = 'true';
  warnings(project);
  const task = project.tasks.tryFind('docker:pin')!;
  expect(task.steps[0]).toEqual({ spawn: 'default' });
  expect(task.envVars).toEqual({ PROJEN_DOCKER_PIN: 'true' });
});
