import { nearest, refuseSlips, refuseUnknown, unknownOption } from '../../src/dockerfile/unknown-options';

const KNOWN = ['port', 'command', 'fromStage', 'healthCheckPath'];

test.each<[string, string | undefined]>([
  ['port', 'port'],
  ['PORT', 'port'],
  ['prt', 'port'], // one letter is missing
  ['portt', 'port'], // one letter more
  ['pord', 'port'], // another letter
  ['prot', 'port'], // two letters are swapped
  ['comamnd', 'command'],
  ['comman', 'command'],
  ['cmmnd', 'command'], // two letters are missing
  ['cmnd', undefined], // three are
  ['commandos', 'command'],
  ['from', 'fromStage'], // abbreviated
  ['healthCheck', 'healthCheckPath'],
  ['fr', undefined], // too short for an abbreviation
  ['po', undefined],
  ['p', undefined],
  ['x', undefined],
  ['pxyt', undefined], // half of the letters differ
  ['volumes', undefined],
  ['', undefined],
])('%j is probably %j', (name, option) => {
  expect(nearest(name, KNOWN)).toBe(option);
});

test('the nearest of several is suggested', () => {
  expect(nearest('labels', ['label', 'tables', 'labels'])).toBe('labels');
  expect(nearest('tabels', ['labels', 'tables'])).toBe('labels');
});

test.each<[string, string | undefined, string]>([
  ['prot', undefined, 'prot: unknown option. Did you mean port?'],
  ['volumes', 'service', 'service.volumes: unknown option. The options are port, command, fromStage, healthCheckPath.'],
  ['https://user:secret@example.com', undefined, 'https:…@example.com: unknown option. The options are port, command, fromStage, healthCheckPath.'],
])('the error for %s lists the known options', (name, option, message) => {
  expect(unknownOption(name, KNOWN, option).message).toBe(message);
});

test('unknown names are refused all together, and those that are undefined are not', () => {
  expect(() => refuseUnknown({ port: 1, volumes: undefined }, KNOWN)).not.toThrow();
  expect(() => refuseUnknown({ port: 1, prot: 2, volumes: [] }, KNOWN)).toThrow(
    'prot: unknown option. Did you mean port?\nvolumes: unknown option. The options are port, command, fromStage, healthCheckPath.');
  expect(() => refuseUnknown({ constructor: 1 }, KNOWN, 'outer')).toThrow('outer.constructor: unknown option.');
});

test('names that do not look like known options are accepted, because projen may have them', () => {
  expect(() => refuseSlips({ volumes: 1, port: 2 }, KNOWN)).not.toThrow();
  expect(() => refuseSlips({ volumes: 1, prot: 2 }, KNOWN)).toThrow(/^prot: unknown option\. Did you mean port\?$/);
});

test.each([['ocmmand', 'command'], ['comamnd', 'command'], ['commnad', 'command'], ['comanmd', 'command'], ['ocmmadn', 'command'], ['mmcoand', undefined]])('two letters of %s are swapped: %s is meant', (name, meant) => {
  expect(nearest(name, KNOWN)).toBe(meant);
});
