import { comment, Instruction } from './instruction';

const PRAGMA = /^# hadolint ignore=.*$/;

/**
 * Tells hadolint that a RUN behind another one is meant: they are steps of their own, with layers of their own, and often of
 * different authors.
 *
 * @see https://github.com/hadolint/hadolint/wiki/DL3059
 */
export function withPragmas(instructions: Instruction[]): Instruction[] {
  const written: Instruction[] = [];
  let flags: string | undefined;
  for (const instruction of instructions) {
    const own = runFlags(instruction);
    if (own !== undefined && own === flags) {
      const last = String(written[written.length - 1]).split('\n');
      const pragma = last.pop()!;
      if (PRAGMA.test(pragma)) {
        written.splice(-1, 1, new Instruction('#', [...last, `${pragma},DL3059`].join('\n')));
      } else {
        written.push(comment('comment', 'hadolint ignore=DL3059'));
      }
    }
    written.push(instruction);
    flags = isComment(instruction) ? flags : own;
  }
  return written;
}

/** The flags of a RUN, which would keep two of them apart. */
function runFlags(instruction: Instruction): string | undefined {
  const words = /^\s*RUN\s+((?:--\S+\s+(?:\\\n\s*)?)*)/i.exec(String(instruction))?.[1];
  return words?.replace(/\s*\\?\s+/g, ' ');
}

function isComment(instruction: Instruction): boolean {
  return /^\s*(#|$)/.test(String(instruction));
}
