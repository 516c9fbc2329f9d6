import { commentLines, jsonArray, unquoted, words } from './quoting';

/** Long instructions go on in the next line, under their first word. */
export const CONTINUED = ' \\\n    ';

/** One instruction of a stage: a keyword and what follows it. */
export class Instruction {
  /** `RUN`, `COPY` …, in capitals; `#` for a comment, and an empty text for an empty line. */
  public readonly keyword: string;

  private readonly text: string;
  /** What was read of the text: rules ask often. */
  private read?: { readonly flags: string[]; readonly operands: string };

  /**
   * @param keyword `RUN`, `COPY` …; `#` for a comment, and an empty text for a raw line
   * @param body what follows the keyword, quoted already
   * @param contextSources the paths of the build context that it reads
   */
  public constructor(
    keyword: string,
    body: string,
    public readonly contextSources: string[] = [],
  ) {
    this.text = keyword === '' || keyword === '#' ? body : `${keyword} ${body}`;
    this.keyword = keyword === '' ? /^\s*(#|\S*)/.exec(body)![1].toUpperCase() : keyword;
  }

  /** Its flags: `--link`, `--mount=type=ssh`. */
  public get flags(): string[] {
    return this.parts.flags;
  }

  /** What follows the keyword and the flags, on one line. */
  public get operands(): string {
    return this.parts.operands;
  }

  /** What RUN, CMD, ENTRYPOINT and HEALTHCHECK start: a program and its arguments. A shell form starts `/bin/sh -c`. */
  public get argv(): string[] {
    return jsonList(this.command) ?? ['/bin/sh', '-c', this.command];
  }

  /** Whether RUN, CMD, ENTRYPOINT or HEALTHCHECK need a shell. */
  public get isShellForm(): boolean {
    return ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'].includes(this.keyword) && !/^NONE$/i.test(this.operands) && jsonList(this.command) === undefined;
  }

  /** The names and values of ENV, LABEL and ARG. An argument without a value has an empty one. */
  public get variables(): { readonly [name: string]: string } {
    const [name, ...rest] = words(this.operands);
    if (this.keyword === 'ENV' && name !== undefined && !name.includes('=')) {
      return { [name]: rest.join(' ') }; // the old form: one name, and all that follows
    }
    return Object.fromEntries(words(this.operands).map(word => [word.replace(/=[^]*/, ''), /=([^]*)/.exec(word)?.[1] ?? '']));
  }

  /** The paths of COPY and ADD: the sources, and last the destination. */
  public get paths(): string[] {
    return jsonList(this.operands)?.map(unquoted) ?? words(this.operands);
  }

  /** The stages and images that it copies or mounts from. */
  public get origins(): string[] {
    return this.flags.flatMap(flag => /^--(?:from=|mount=(?:.*,)?"?from=)"?([^,"]+)/i.exec(flag)?.[1] ?? []);
  }

  /** The text of the instruction, over one line or more. */
  public toString(): string {
    return this.text;
  }

  private get command(): string {
    return this.keyword === 'HEALTHCHECK' ? this.operands.replace(/^CMD\s+/i, '') : this.operands;
  }

  private get parts(): { readonly flags: string[]; readonly operands: string } {
    return this.read ??= this.readParts();
  }

  /** A raw line is read as Docker reads it. */
  private readParts(): { readonly flags: string[]; readonly operands: string } {
    const rest = this.text.split('\\\n').map(line => line.trim()).join(' ').trim().slice(this.keyword.length);
    const flags = /^(\s+--\S+)*/.exec(rest)![0];
    return { flags: flags.split(/\s+/).slice(1), operands: rest.slice(flags.length).trim() };
  }
}

export function comment(option: string, text: string): Instruction {
  return new Instruction('#', commentLines(option, text).join('\n'));
}

function jsonList(text: string): string[] | undefined {
  const list = jsonArray(text);
  return list?.every(item => typeof item === 'string') ? list as string[] : undefined;
}
