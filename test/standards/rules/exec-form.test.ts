import { findings } from '../check';

const message = (line: string, method: string) => `${line} in production runs in a shell, which does not forward signals. Use ${method}, which takes a list.`;

test.each([
  ['CMD python app.py', 'cmd()'],
  ['ENTRYPOINT ./start.sh "$X"', 'entrypoint()'],
  ['HEALTHCHECK CMD curl localhost', 'healthCheck()'],
])('%s needs a shell', (line, method) => {
  expect(findings('exec-form', {}, ({ production }) => production.raw(line))).toEqual([message(line, method)]);
});

test('lists need no shell, and RUN may use one', () => {
  expect(findings('exec-form', {}, ({ production }) => {
    production.raw('CMD ["python"]');
    production.raw('HEALTHCHECK --interval=5s CMD ["x"]');
    production.raw('HEALTHCHECK none');
    production.raw('RUN echo');
    production.raw('LABEL a=b');
  })).toEqual([]);
});

test('the command after the flags is shown, also for lower-case keywords', () => {
  expect(findings('exec-form', {}, ({ production }) => production.raw('healthcheck --interval=5s cmd true')))
    .toEqual([message('HEALTHCHECK cmd true', 'healthCheck()')]);
});
