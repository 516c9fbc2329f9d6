import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { commandsOf } from '../shell-commands';

/** hadolint, DL3013. */
export class LockedInstalls extends Rule {
  public constructor() {
    super({
      id: 'locked-installs',
      severity: Severity.ERROR,
      summary: 'What production holds is installed from locks.',
      source: 'https://github.com/hadolint/hadolint/wiki/DL3013',
    });
  }

  public check({ app, builder, production }: CheckedContainer): string[] {
    const stages = new Set([...production.lineage, ...app.lineage, ...builder.lineage]);
    return [...stages].flatMap(({ name, instructions }) => instructions.flatMap(commandsOf).map(words => words.join(' '))
      .filter(command => /^(uv |python3? -m )?pip3?( --python=\S+)? install\b/.test(command) && !/--(require-hashes|no-deps)\b/.test(command))
      .map(command => `${command} in ${name} installs whatever is new. Name the package in requirements, and lock it.`));
  }
}
