import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** CIS Docker Benchmark, 4.9; hadolint, DL3020. */
export class CopyInsteadOfAdd extends Rule {
  public constructor() {
    super({
      id: 'copy-instead-of-add',
      severity: Severity.ERROR,
      summary: 'Files are added with COPY instead of ADD, which also unpacks and downloads.',
      source: 'https://github.com/hadolint/hadolint/wiki/DL3020',
      otherJudges: { hadolint: ['DL3020'] },
    });
  }

  public check({ dockerfile }: CheckedContainer): string[] {
    return dockerfile.stages.flatMap(({ name, instructions }) => instructions
      .filter(instruction => instruction.keyword === 'ADD' && !/[:$]/.test(instruction.flagValue('checksum') ?? ''))
      .map(({ operands }) => `ADD ${operands} in ${name} may unpack or download files that are not verified. Use copy(), or ADD --checksum.`));
  }
}
