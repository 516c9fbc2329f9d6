import { Project } from 'projen';
import { ImageDigests } from '../../src';
import { PinnedFile } from '../../src/dockerfile/pins';
import { missingDigests, PinnedImages } from '../../src/standards/pinned-images';
import { folderWith } from '../synth';

const { env } = process;
const { IGNORE, REQUIRE, WARN } = ImageDigests;
const root = new Project({ name: 'x', outdir: folderWith({}) });
const child = new Project({ parent: root, name: 'y', outdir: 'y' });

function file(unpinnedImages: string[], more: Partial<PinnedFile> = {}): PinnedFile {
  return { project: root, unpinnedImages, droppedImages: [], copiedImages: [], ...more } as never;
}

function images(...entries: [PinnedFile, ImageDigests, boolean?][]): PinnedImages {
  const all = new PinnedImages(root);
  entries.forEach(([own, imageDigests, autoLock = false]) => all.add(own, { imageDigests, autoLock, unpinnedFolders: ['old'] }));
  return all;
}

/** What is said before and after synth, with these variables. */
function said(variables: { [name: string]: string }, all: PinnedImages): (string | undefined)[] {
  process.env = { ...variables };
  const warn = jest.spyOn(root.logger, 'warn').mockImplementation();
  const before = all.notice;
  try {
    all.checkAfterSynth();
    return [before, warn.mock.calls[0]?.[0]];
  } catch (error) {
    return [before, `error: ${(error as Error).message}`];
  } finally {
    warn.mockRestore();
  }
}

afterEach(() => {
  process.env = env;
});

const A = 'no digest for a:1: run "npx projen docker:pin".';
const NEW = { PROJEN_CREATE_PROJECT: 'true' };
const DONE = { PROJEN_DISABLE_POST: 'true' };
const PIN = { PROJEN_DOCKER_PIN: '1' };

test.each<[string, { [name: string]: string }, ImageDigests, boolean, (string | undefined)[]]>([
  ['a warning', {}, WARN, false, [A, undefined]], ['a warning, and digests are added after synth', {}, WARN, true, [undefined, A]], ['a warning where no task runs after synth', DONE, WARN, true, [A, undefined]],
  ['an error of a rule', {}, REQUIRE, false, [undefined, undefined]], ['an error after synth', {}, REQUIRE, true, [undefined, `error: imageDigests: ${A}`]], ['nothing', {}, IGNORE, true, [undefined, undefined]],
  ['a warning in a new project', NEW, WARN, false, [undefined, A]], ['a warning in a new project that needs digests', NEW, REQUIRE, true, [undefined, A]], ['a warning in a new project without tasks', { ...NEW, ...DONE }, REQUIRE, true, [A, undefined]], ['nothing in a new project without tasks, where a warning is enough', { ...NEW, ...DONE }, WARN, true, [undefined, undefined]],
  ['nothing while digests are added', PIN, WARN, false, [undefined, undefined]], ['nothing while required digests are added', PIN, REQUIRE, true, [undefined, undefined]],
])('an image without a digest is %s', (_name, variables, imageDigests, autoLock, expected) => {
  expect(said(variables, images([file(['a:1']), imageDigests, autoLock]))).toEqual(expected);
  expect(said(variables, images([file([]), imageDigests, autoLock]))).toEqual([undefined, undefined]);
});

test('images of several files stand in one line, each once, with the digests that they had', () => {
  const all = images([file(['a:1', 'b:1']), WARN], [file(['b:1'], { droppedImages: ['b:0@sha256:0'] }), WARN], [file([], { droppedImages: ['c@d'] }), WARN]);
  expect(said({}, all)[0]).toBe('no digest for a:1, b:1 (b:0 had sha256:0): run "npx projen docker:pin".');
});

test('files get digests after synth, if an image of them has a tag', () => {
  process.env = {};
  const [tagged, untagged, late] = [file(['a', 'b:1-x.y']), file(['a', 'h:5000/b']), file(['a:1'])];
  expect(images([tagged, WARN, true], [untagged, WARN, true], [late, WARN, false]).incomplete).toEqual([tagged]);
});

test('digests are required in a project and those above it', () => {
  const all = images([file([], { project: child }), REQUIRE], [file([]), WARN]);
  expect([root, child].map(project => all.isRequiredIn(project))).toEqual([true, true]);
  const other = images([file([]), REQUIRE], [file([], { project: child }), WARN], [file([], { project: child }), IGNORE]);
  expect([root, child].map(project => other.isRequiredIn(project))).toEqual([true, false]);
  expect(images([file([]), IGNORE], [file([], { project: child }), WARN]).unpinnedFolders).toEqual([`${root.outdir}/old`, `${child.outdir}/old`]);
});

const COPIED = 'c:1 is used in COPY --from or a mount without a digest, and docker:pin only adds digests to FROM. Write the digest into the line: c:1@sha256:…, or add a stage that starts from the image, and use that.';

test.each<[string, { [name: string]: string }, boolean, string[]]>([
  ['in FROM and COPY', {}, false, [A, COPIED]], ['in COPY, because the others get digests after synth', {}, true, [COPIED]], ['in FROM and COPY, where no task runs', DONE, true, [A, COPIED]], ['not in a new project', NEW, false, []], ['not while digests are added', PIN, false, []],
])('digests are missing %s', (_name, variables, isAutomatic, expected) => {
  process.env = { ...variables };
  expect(missingDigests(file(['a:1'], { copiedImages: ['c:1', 'd@sha256:0'] }), isAutomatic)).toEqual(expected);
});
