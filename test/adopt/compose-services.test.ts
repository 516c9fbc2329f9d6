import { readServices, withDefaults } from '../../src/adopt/compose-services';

function servicesOf(text: string): { [name: string]: unknown } {
  return Object.fromEntries(readServices(text).services.map(({ name, service }) => [name, service.toJSON()]));
}

test('aliases, merged maps and extended services are read like written ones; own values take precedence', () => {
  const text = `x-app: &app
  build: .
  environment: &variables { A: 1, B: 2 }
x-more: &more { tty: true, build: other }
services:
  web:
    <<: [*app, *more]
    environment: { <<: *variables, B: 3 }
  worker: { extends: web, environment: { C: 4 }, tty: false }
  beat: { extends: { service: worker }, command: beat }
`;
  const web = { build: '.', tty: true, environment: { A: 1, B: 3 } };
  expect(servicesOf(text)).toEqual({
    web,
    worker: { ...web, extends: 'web', tty: false, environment: { ...web.environment, C: 4 } },
    beat: { ...web, extends: { service: 'worker' }, tty: false, environment: { ...web.environment, C: 4 }, command: 'beat' },
  });
});

test('the line of a value is where it is written', () => {
  const { services, lineOf } = readServices('x: &x\n  command: serve\nservices:\n  web:\n    <<: *x\n');
  expect(lineOf(services[0].service.get('command', true))).toBe(2);
});

test.each([
  ['services: that extend each other', 'services:\n  a: { extends: b }\n  b: { extends: a }\n', ['a', 'b']],
  ['services that extend other files or nothing', 'services:\n  a: { extends: { file: x.yml, service: a } }\n  b: { extends: c }\n', ['a', 'b']],
  ['an alias inside its anchor', 'services:\n  a: &a { build: ., x: *a }\n', ['a']],
  ['the format of version 1', 'web: { build: . }\n', ['web']],
  ['no services', 'services:\n', []], ['a list', '[1]', []], ['an empty file', '', []],
])('%s', (_, text, names) => {
  expect(readServices(text).services.map(({ name }) => name)).toEqual(names);
});

test('aliases of aliases take no time', () => {
  const levels = Array.from({ length: 40 }, (_, index) => `l${index + 1}: &l${index + 1} [*l${index}, *l${index}]`);
  expect(readServices(`l0: &l0 x\n${levels.join('\n')}\nservices:\n  web: { build: . }\n`).services).toHaveLength(1);
});

test('a file that is not YAML gives the reason', () => {
  expect(readServices('a: [').error).toMatch(/^Flow sequence/);
});

test.each([['${PORT:-8000}', '8000'], ['${A-x}:${B:-${C:-y}}', 'x:y'], ['$${PORT:-8000}', '$${PORT:-8000}'], ['${A}', '${A}'], ['${A:-}', '']])('%s is %s', (text, expected) => {
  expect(withDefaults(text)).toBe(expected);
});
