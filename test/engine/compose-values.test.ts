import { rmSync } from 'fs';
import * as fc from 'fast-check';
import { describeOnEngine, succeed } from './engine';
import { newFolder, write } from './workspace';
import { composeText, literals } from '../../src/compose/compose-text';

describeOnEngine('docker compose', () => {
  test('reads each value as it was written', () => {
    const folder = newFolder('compose-values');
    const AMBIGUOUS = ['1_000', '0o17', '0b11', '1:30', 'yes', '~', '2026-11-27', '.5', '<<', 'a\u2028b', '\u0085', '\ufeff', '|', '- a', '${A:-b}', '$$', "'", '"\n'];
    const value = fc.oneof(
      fc.string({ unit: 'binary' }), fc.stringMatching(/^[$\w{}:"'\\\n\t #&*!|>%@`,[\]~?=<.+-]{0,12}$/), fc.constantFrom(...AMBIGUOUS),
    ).filter(text => !text.includes('\0'));
    const values = fc.sample(value, { numRuns: 1000, seed: 19 });
    const environment = Object.fromEntries(values.map((text, index) => [`V${index}`, text]));
    write(folder, 'compose.yaml', composeText({ services: { web: { image: 'x', command: values.map(text => literals({ text }).text), environment: literals(environment) } } }));
    const { web } = JSON.parse(succeed(folder, 'docker', 'compose', 'config', '--format=json', '--no-interpolate')).services;
    expect(web.environment).toEqual(literals(environment));
    const resolved = JSON.parse(succeed(folder, 'docker', 'compose', 'config', '--format=json')).services.web;
    expect(resolved.environment).toEqual(literals(environment)); // compose writes $ as it reads it
    expect(resolved.command).toEqual(Object.values(literals(environment)));
    rmSync(folder, { recursive: true });
  });
});
