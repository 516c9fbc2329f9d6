import { comment, Instruction } from './instruction';

const PRAGMA = /^# hadolint ignore=.*$/;

/**
 * Tells hadolint that consecutive RUN instructions are intended: they are separate steps with separate layers, and often from
 * different authors.
 *
 * @see https://github.com/hadolint/hadolint/wiki/DL3059
 */
export function withPragmas(instructions: Instruction[]): Instruction[] {
  const written: Instruction[] = [];
  let flags: string | undefined;
  for (const instruction of instructions) {
    const own = instruction.keyword === 'RUN' ? instruction.flags.join(' ') : undefined; // hadolint does not report consecutive RUNs with different flags
    if (own !== undefined && own === flags) {
      const last = String(written[written.length - 1]).split('\n');
      const pragma = last.pop()!;
      if (PRAGMA.test(pragma)) {
        written.splice(-1, 1, Instruction._comment([...last, `${pragma},DL3059`].join('\n')));
      } else {
        written.push(comment('comment', 'hadolint ignore=DL3059'));
      }
    }
    written.push(instruction);
    flags = ['#', ''].includes(instruction.keyword) ? flags : own;
  }
  return written;
}
