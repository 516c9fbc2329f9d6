import { findings } from '../check';

test.each([
  ['RUN --security=insecure mount /x', '--security=insecure'],
  ['run --network=host --mount=type=ssh git clone x', '--network=host'],
  ['RUN --mount=type=cache,target=/x --security=INSECURE ["x"]', '--security=INSECURE'],
])('%s', (line, flag) => {
  expect(findings('run-rights', {}, ({ dockerfile }) => dockerfile.addStage('x', { image: 'debian:1' }).raw(line)))
    .toEqual([`RUN ${flag} in x: the command could reach the build host, and most builders refuse it. Remove the flag.`]);
});

test.each(['RUN --security=sandbox x', 'RUN --network=none x', 'RUN --network=default x', 'RUN x --network=host', 'RUN curl --security=insecure', 'LABEL --network=host=1'])('%s has no extended privileges', (line) => {
  expect(findings('run-rights', {}, ({ production }) => production.raw(line))).toEqual([]);
});
