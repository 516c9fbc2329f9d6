import fc from 'fast-check';
import { newDockerfile } from './new-dockerfile';
import { Mount, Section, Stage } from '../../src/dockerfile';
import { contextPath, globFolder, globPattern, isPattern, refuseWindowsPath } from '../../src/dockerfile/context-path';
import { imageName, imageReference, inRegistry, isStageName } from '../../src/dockerfile/image-reference';
import { Pins } from '../../src/dockerfile/pins';

const LONG = 50_000;
/** Milliseconds of a processor: what takes a time that grows with the square of its length takes longer, and more so what grows faster. */
const MOST = 1000;

/** What programs repeat that search, and what ends it: patterns go back when the end does not fit. */
const UNITS = [
  '/', './', '../', '//a', '*', '**', '**/', '*a', 'a*', '?', '[', ']', '[a', '[^', '[a-', '\\', '\\\\', '\\ ', 'a', 'A', '0', '-', '--', '-a', '.', '..', '_', '__', 'a-', 'a.', 'a/', 'a:', ':', '::', '@', '@sha256:',
  ' ', '  ', '\t', ' a', ' --a', '--a ', '$', '$a', '$aa', '${a}', '${', '\'', '"', '"\\"', '\'"', '\\"', '`', '<', '<<', ' <<', ' 1<', ';', '|', '#', ' #', '=', 'a=', '=a', ',', 'a,', '{', '}', '(', '\n', '\\\n', ' \\\n', '\r\n',
  '1s', '1', 'ms', 'FROM ', 'FROM a ', '#\n', '# ', 'é', '🐍', '\ud800', '\0', '\u2028',
];
const unit = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...UNITS) }, { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...UNITS), fc.constantFrom(...UNITS)).map(units => units.join('')) });
const end = fc.constantFrom('', 'a', '!', '/', '\\', ' ', '"', '\'', ']', '\n', '@', ':', '-', '\u00a0');
const start = fc.constantFrom('', 'a', '/', '$', '"', '\'', 'RUN ', 'COPY ', 'ENV a=', 'a/', '--', '#');
const long = fc.tuple(start, unit, end).map(([first, text, last]) => first + text.repeat(Math.ceil(LONG / text.length)) + last);

/** Every method that takes a text of people. What it makes of one that it takes is read again, as rules do. */
const METHODS: { readonly [name: string]: (text: string, stage: Stage) => unknown } = {
  contextPath: text => contextPath('sources', text),
  refuseWindowsPath: text => refuseWindowsPath('path', text),
  globPattern: text => globPattern(text).test(text),
  globAgainstName: text => globPattern(text.slice(0, 255)).test(`${'a'.repeat(254)}b`),
  isPattern: text => isPattern(text),
  globFolder: text => globFolder(text),
  imageReference: text => imageReference('image', text),
  imageName: text => imageName('imageName', text),
  inRegistry: text => inRegistry('imageRegistry', 'python:3', text),
  movedImage: text => inRegistry('imageRegistry', text, 'registry.example.com'),
  isStageName: text => isStageName(text),
  pins: text => new Pins(text).othersThan([]),
  path: text => newDockerfile({}, text),
  context: text => newDockerfile({ context: text }),
  syntax: text => newDockerfile({ syntax: text }),
  exclude: (text, stage) => { ignoreOf(stage).exclude(text); ignoreOf(stage).admitted(['app/a/b', text]); },
  include: (text, stage) => { ignoreOf(stage).include(text); ignoreOf(stage).admitted(['app/a/b', text]); },
  shortExclude: (text, stage) => { ignoreOf(stage).exclude(text.slice(0, 255)); ignoreOf(stage).admitted([`app/${'a'.repeat(250)}`, 'a/'.repeat(2000), text]); },
  admitted: (text, stage) => ignoreOf(stage).admitted([text, text.slice(0, 4000)]),
  fileArgument: (text, stage) => { dockerfileOf(stage).addArgument(text); dockerfileOf(stage).addArgument('A', text, text); },
  fileComment: (text, stage) => dockerfileOf(stage).addComment(text),
  skipCheck: (text, stage) => dockerfileOf(stage).skipCheck(text),
  addStage: (text, stage) => dockerfileOf(stage).addStage(text, { image: 'debian' }),
  image: (text, stage) => dockerfileOf(stage).addStage('other', { image: text }),
  fromStage: (text, stage) => dockerfileOf(stage).addStage('other', { fromStage: text }),
  description: (text, stage) => dockerfileOf(stage).addStage('other', { image: 'debian', description: text }),
  at: (text, stage) => stage.at(text as never),
  addArgument: (text, stage) => { stage.addArgument(text); },
  argumentValue: (text, stage) => { stage.addArgument('A', text); },
  workdir: (text, stage) => stage.workdir(`/${text}`),
  run: (text, stage) => stage.run(text),
  runAll: (text, stage) => stage.runAll(['a', text, 'b'], { comment: 'x' }),
  runComment: (text, stage) => stage.run('a', { comment: text }),
  runExec: (text, stage) => stage.runExec([text, text]),
  copySource: (text, stage) => stage.copy([text], '/x'),
  copySources: (text, stage) => stage.copy([text.slice(0, 4000), 'a'], '/x/'),
  copyDestination: (text, stage) => stage.copy(['a'], text),
  copyOwner: (text, stage) => stage.copy(['a'], '/x', { chown: text }),
  copyMode: (text, stage) => stage.copy(['a'], '/x', { chmod: text }),
  copyStage: (text, stage) => stage.copy([text], '/x', { fromStage: 'first' }),
  user: (text, stage) => stage.user(text),
  comment: (text, stage) => stage.comment(text),
  raw: (text, stage) => stage.raw(text),
  rawRun: (text, stage) => stage.raw(`RUN ${text}`),
  rawEnvironment: (text, stage) => stage.raw(`ENV ${text}`),
  rawCopy: (text, stage) => stage.raw(`COPY ${text} /x`),
  rawSources: (text, stage) => stage.raw('COPY a b', { contextSources: [text] }),
  environmentName: (text, stage) => stage.addEnvironment(text, 'x'),
  environmentValue: (text, stage) => stage.addEnvironment('A', text),
  prependPath: (text, stage) => stage.prependPath(`/${text}`),
  labelName: (text, stage) => stage.addLabel(text, 'x'),
  labelValue: (text, stage) => stage.addLabel('a.b', text),
  stopSignal: (text, stage) => stage.stopSignal(text),
  healthCheck: (text, stage) => stage.healthCheck([text]),
  interval: (text, stage) => stage.healthCheck(['a'], { interval: text }),
  entrypoint: (text, stage) => stage.entrypoint([text]),
  cmd: (text, stage) => stage.cmd([text]),
  cacheTarget: (text, stage) => mounted(stage, Mount.cache(text)),
  cacheId: (text, stage) => mounted(stage, Mount.cache('/x', { id: text })),
  bindSource: (text, stage) => mounted(stage, Mount.bind(text, '/x')),
  bindStage: (text, stage) => mounted(stage, Mount.bind('a', '/x', { fromStage: text })),
  secretId: (text, stage) => mounted(stage, Mount.secret(text)),
  secretVariable: (text, stage) => mounted(stage, Mount.secret('a', { environmentVariable: text })),
  ssh: (text, stage) => mounted(stage, Mount.ssh(text)),
  tmpfs: (text, stage) => mounted(stage, Mount.tmpfs(text)),
};

const dockerfileOf = (stage: Stage) => stage['dockerfile' as keyof Stage] as unknown as ReturnType<typeof newDockerfile>;
const ignoreOf = (stage: Stage) => dockerfileOf(stage).dockerignore;
const mounted = (stage: Stage, mount: Mount) => stage.run('a', { mounts: [mount] });

function newStage(): Stage {
  const dockerfile = newDockerfile();
  dockerfile.addStage('first', { image: 'debian' });
  const stage = dockerfile.addStage('app', { image: 'debian' });
  stage.copy(['app'], '/app');
  return stage;
}

/** What rules and files read of it. */
function readAll(stage: Stage): void {
  const { dockerignore, images, copiedImages, stages } = dockerfileOf(stage);
  String(stage);
  dockerignore.admitted(['app/a', ...dockerfileOf(stage).contextSources]);
  expect([images.length, copiedImages.length, stages.length].every(number => number >= 0)).toBe(true);
  expect(stage.imageConfig).toBeDefined();
  stage.instructions.forEach(({ flags, operands, argv, isShellForm, variables, paths, origins }) =>
    [flags, operands, argv, isShellForm, variables, paths, origins]);
}

test.each(Object.entries(METHODS))('%s takes or refuses 50,000 characters in less than a second', (_name, call) => {
  fc.assert(fc.property(long, (text) => {
    const stage = newStage();
    const before = process.cpuUsage();
    try {
      call(text, stage);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message).toMatch(/ is not possible: |null bytes|is a folder, but a file/);
    }
    readAll(stage);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(MOST); // the machine may be busy
  }), { numRuns: 40, seed: 1 });
}, 120_000);

test('every method that takes a text is tried', () => {
  const methods = [...Object.getOwnPropertyNames(Section.prototype), ...Object.getOwnPropertyNames(Stage.prototype)].filter(name => typeof Object.getOwnPropertyDescriptor(Stage.prototype, name)?.value === 'function'
    || typeof Object.getOwnPropertyDescriptor(Section.prototype, name)?.value === 'function');
  const text = Object.values(METHODS).map(String).join('\n');
  const known = ['constructor', '_newSection', '_addPlace', 'addRun', 'addWithComment', '_addIf', 'toString', 'findOrigin', 'setVariable', 'expose', 'noHealthCheck'];
  expect(methods.filter(name => !known.includes(name) && !text.includes(`.${name}(`))).toEqual([]);
});
