import { Change, findings, Options } from '../check';

const message = 'nothing builds docs. Copy from it, add a task that builds it with --target=docs, or remove it.';
const docs: Change = ({ dockerfile }) => { dockerfile.addStage('docs', { fromStage: 'dev' }); };

test.each<[string, Options, Change]>([
  ['a default project has only stages that are built', {}, () => {}],
  ['so has one without tests', { pytest: false }, () => {}],
  ['production copies from it', {}, (container) => { docs(container); container.production.copy(['/x'], '/x', { fromStage: 'docs' }); }],
  ['a stage that is used starts from it', {}, (container) => {
    docs(container);
    container.dockerfile.addStage('site', { fromStage: 'docs' });
    container.production.raw('RUN --mount=from=site,target=/x true');
  }],
  ['a line names it in capitals', {}, (container) => { docs(container); container.production.raw('COPY --from=DOCS /x /x'); }],
  ['a line has its number', {}, (container) => {
    docs(container);
    container.production.raw(`COPY --from=${container.dockerfile.stages.findIndex(({ name }) => name === 'docs')} /x /x`);
  }],
  ['a task builds it', {}, (container) => { docs(container); container.project.addTask('docs').execArgs(['docker', 'build', '--target=docs', '.']); }],
  ['a task builds it in a shell', {}, (container) => { docs(container); container.project.addTask('docs').exec('docker build --target docs .'); }],
])('%s', (_name, options, change) => {
  expect(findings('unused-stage', options, change)).toEqual([]);
});

test.each<[string, Change]>([
  ['nothing names it', docs],
  ['a task builds one with another name', (container) => { docs(container); container.project.addTask('x').exec('docker build --target=docs2 --target=x'); }],
])('%s', (_name, change) => {
  expect(findings('unused-stage', {}, change)).toEqual([message]);
});
