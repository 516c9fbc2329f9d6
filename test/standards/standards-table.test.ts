import { Severity } from '../../src';
import { Rule } from '../../src/standards/rule';
import { standardsTable } from '../../src/standards/standards-table';

class Named extends Rule {
  public constructor(id: string, severity: Severity, summary: string) {
    super({ id, severity, summary, source: '' });
  }

  public check(): string[] {
    return [];
  }
}

const RULES = [new Named('a', Severity.ERROR, 'One.'), new Named('long-name', Severity.WARNING, 'Two.'), new Named('mid', Severity.ERROR, 'Three.')];

test('each rule has a line, with its findings in this file and the reason why they are accepted', () => {
  const finding = { severity: Severity.ERROR, message: 'wrong' };
  expect(standardsTable('Dockerfile', RULES, [
    { ...finding, file: 'Dockerfile', rule: 'long-name', reason: 'It is old.' }, { ...finding, file: 'Dockerfile', rule: 'long-name', message: 'too', reason: 'It is old.' },
    { ...finding, file: 'Dockerfile', rule: 'mid' }, { ...finding, file: 'other/Dockerfile', rule: 'a' },
  ])).toBe(`Dockerfile
  ok        error    a          One.
  accepted  warning  long-name  Two.
            wrong
            too
            accepted: It is old.
  finding   error    mid        Three.
            wrong`);
});
