import { commentLines } from './quoting';

/** Long instructions go on in the next line, under their first word. */
export const CONTINUED = ' \\\n    ';

/** One instruction of a stage: a keyword and what follows it. */
export class Instruction {
  /**
   * @param keyword `RUN`, `COPY` …; `#` for a comment, and an empty text for a raw line
   * @param body what follows the keyword, quoted already
   * @param contextSources the paths of the build context that it reads
   * @param optionalSources the paths of the build context that it reads if they are there
   */
  public constructor(
    public readonly keyword: string,
    private readonly body: string,
    public readonly contextSources: string[] = [],
    public readonly optionalSources: string[] = [],
  ) {}

  /** The text of the instruction, over one line or more. */
  public toString(): string {
    return this.keyword === '' || this.keyword === '#' ? this.body : `${this.keyword} ${this.body}`;
  }
}

export function comment(text: string): Instruction {
  return new Instruction('#', commentLines(text).join('\n'));
}
