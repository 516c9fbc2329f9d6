import fc from 'fast-check';
import { CheckedContainer, RuleSet } from '../../../src';
import { Change, checked } from '../check';

const MEMBERS = [Object.prototype, Array.prototype, Function.prototype].flatMap(prototype => Object.getOwnPropertyNames(prototype));

/** How long all rules may take for a container with one line of 60,000 characters, in milliseconds: they take a tenth of it. */
const MOST_TIME = 4000;

function runAll(container: CheckedContainer): string[] {
  return RuleSet.strict().rules.flatMap(rule => rule.check(container));
}

function inProduction(line: string): Change {
  return ({ production }) => production.raw(line);
}

describe('programs named like a member of every object', () => {
  test.each(MEMBERS)('%s', (name) => {
    const container = checked({}, ({ production }) => {
      production.raw(`RUN ${name} x && sudo ${name} install ${name} | xargs ${name} && ${name} $${name} \${${name}} && ${name}=1 && f() { ${name}; }`);
      production.raw(`RUN ["${name}", "add", "${name}"]`);
      production.raw(`CMD ["${name}", "$${name}"]`);
      production.raw(`ENTRYPOINT ${name} x`);
      production.raw(`HEALTHCHECK CMD ${name} x`);
      production.raw(`EXPOSE $${name} \${${name}:-80}`);
      production.raw(`ENV ${name}=${name}`);
      production.raw(`LABEL ${name}=${name}`);
      production.raw(`ARG ${name}=${name}`);
      production.raw(`COPY --from=${name} --chown=${name} /x /x`);
      production.raw(`USER ${name}`);
      production.raw(`${name} ${name}`);
    });
    const { environment, labels, user } = container.production.imageConfig;
    expect(runAll(container).filter(message => /native code|undefined/.test(message))).toEqual([]);
    const own = (list: object) => Object.getOwnPropertyDescriptor(list, name)?.value;
    expect([own(environment), own(labels), user]).toEqual([name, name, name]);
  });
});

describe('long lines take no time', () => {
  const PARTS = [
    'sudo ', 'a ', 'a && ', 'a; ', 'a | ', '| xargs ', 'echo a | ', 'eval ', 'env ', 'env A=b ', 'timeout 5 ', '$(', '`', '"', "'", '"$(', '(', ')', '{ ', '}',
    '\\', '$A ', 'A=$A$A ', 'A=$A$A; ', '${A:-', 'if ', 'then ', 'fi; ', 'for a in ', 'do ',
    'case a in ', 'f() { ', 'sh -c "', 'sh -c \'', 'bash -c a ', 'find -exec ', '+ ', '-exec a ; ', 'curl a | ', 'curl -o a; ', 'curl a > a; ', 'sh a; ', '<(', '> a ', '< a ', '<<< a ', '&', '-', '--', '-- ', '--from=dev ', '--mount=from=a ', '-u ', '-A ', 'flask ', '-A a ', 'fastapi ',
    'apt-get install ', 'apk add -t ', 'pip install ', 'python -m ', 'uv pip ', 'chmod u+', 'u+s,', '+s', '=', ',', '.', '/', '80-', '$', '${', '[', ']', '*', '?', '#', '~', '!', ' ', '  ', '\t', '%', '\\ ', 'é', '💥',
  ];
  const text = fc.oneof(
    fc.constantFrom(...PARTS).map(part => part.repeat(Math.floor(59_000 / Buffer.byteLength(part)))),
    fc.array(fc.constantFrom(...PARTS), { minLength: 2, maxLength: 4 }).map(parts => parts.join('').repeat(Math.floor(59_000 / Buffer.byteLength(parts.join(''))))),
    fc.tuple(fc.constantFrom(...PARTS), fc.constantFrom(...PARTS), fc.constantFrom(...PARTS)).map(([start, middle, end]) =>
      [start, middle, end].map(part => part.repeat(Math.floor(19_000 / Buffer.byteLength(part)))).join('')),
    fc.array(fc.constantFrom(...PARTS), { minLength: 4000, maxLength: 6000, size: 'max' }).map(parts => parts.join('').slice(0, 30_000).replace(/[\ud800-\udbff]$/, '')),
  );

  function time(line: string): number {
    let container: CheckedContainer;
    try {
      container = checked({}, inProduction(line));
    } catch {
      return 0; // a line that goes on in the next, or a here-document
    }
    const before = process.cpuUsage(); // the machine may be busy
    runAll(container);
    return process.cpuUsage(before).user / 1000;
  }

  test.each(['RUN', 'CMD', 'EXPOSE', 'ENV A=', 'COPY', 'RUN --mount='])('%s with one part again and again', (keyword) => {
    for (const part of PARTS) {
      expect([part, time(`${keyword} ${part.repeat(Math.floor(59_000 / Buffer.byteLength(part)))}`.trimEnd()) < MOST_TIME]).toEqual([part, true]);
    }
  }, 120_000);

  test('and with parts in any order', () => {
    fc.assert(fc.property(fc.constantFrom('RUN', 'RUN', 'RUN', 'CMD', 'EXPOSE', 'COPY'), text, (keyword, long) => time(`${keyword} ${long}`.trimEnd()) < MOST_TIME),
      { numRuns: 15, seed: 16, endOnFailure: true });
  }, 120_000);

  test('and in exec form', () => {
    fc.assert(fc.property(text, long => time(`RUN ${JSON.stringify(['sh', '-c', long.slice(0, 20_000)])}`) < MOST_TIME
      && time(`CMD ${JSON.stringify(long.slice(0, 20_000).split(' '))}`) < MOST_TIME), { numRuns: 15, seed: 16, endOnFailure: true });
  }, 120_000);
});
