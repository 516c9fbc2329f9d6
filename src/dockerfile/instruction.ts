import { commentLines, jsonArray, unquoted, words } from './quoting';

/** The separator of long instructions, which continue on the next line. */
export const CONTINUED = ' \\\n    ';

/** A flag as BuildKit finds it; a -- alone ends the flags. */
const FLAG = /^\s+(--(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[^\s"'\\])*)(?=\s|$)/;

/** The parts of an instruction after its keyword, already quoted. */
export interface InstructionParts {
  readonly flags?: string[];
  /** The arguments, on one or more lines. */
  readonly operands: string;
  /** The paths of the build context that it reads. */
  readonly contextSources?: string[];
}

/** One instruction of a stage: a keyword and what follows it. */
export class Instruction {
  /** @internal An instruction that is made from its parts. */
  public static _of(keyword: string, { flags = [], operands, contextSources }: InstructionParts): Instruction {
    const text = [...flags.length ? [flags.join(keyword === 'RUN' ? CONTINUED : ' ')] : [], operands].join(keyword === 'COPY' ? ' ' : CONTINUED);
    return new Instruction(keyword, `${keyword} ${text}`, contextSources, { flags, operands: onOneLine(operands) });
  }

  /** @internal A comment, whose lines start with `#`. */
  public static _comment(text: string): Instruction {
    return new Instruction('#', text);
  }

  /** @internal A raw line, parsed as Docker does. */
  public static _read(line: string, contextSources?: string[]): Instruction {
    return new Instruction(/^\s*(#|\S*)/.exec(line)![1].toUpperCase(), line, contextSources);
  }

  /** Parsed only once, because there can be thousands. */
  private pairs?: { readonly [name: string]: string };

  /**
   * @param keyword `RUN`, `COPY` …, in capitals; `#` for a comment, and an empty string for an empty line
   * @param contextSources the paths of the build context that it reads
   */
  private constructor(
    public readonly keyword: string,
    private readonly text: string,
    public readonly contextSources: string[] = [],
    private parts?: { readonly flags: string[]; readonly operands: string },
  ) {}

  /** The flags, such as `--link` and `--mount=type=ssh`. */
  public get flags(): string[] {
    return this.read().flags;
  }

  /** The arguments after the keyword and the flags, on one line. */
  public get operands(): string {
    return this.read().operands;
  }

  /** The value of a flag: `0:0` for `--chown=0:0`, `true` for `--link`; undefined if the instruction does not have the flag. */
  public flagValue(name: string): string | undefined {
    const flag = this.flags.find(text => text === `--${name}` || text.startsWith(`--${name}=`));
    return flag?.includes('=') ? flag.slice(name.length + 3) : flag && 'true';
  }

  /** The program that RUN, CMD, ENTRYPOINT or HEALTHCHECK starts, and its arguments. The shell form starts `/bin/sh -c`. */
  public get argv(): string[] {
    return jsonList(this.command) ?? ['/bin/sh', '-c', this.command];
  }

  /** Whether a RUN, CMD, ENTRYPOINT or HEALTHCHECK is in shell form. */
  public get isShellForm(): boolean {
    return ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'].includes(this.keyword) && !/^NONE$/i.test(this.operands) && jsonList(this.command) === undefined;
  }

  /** The names and values of ENV, LABEL and ARG. The value of an argument without a default is empty. */
  public get variables(): { readonly [name: string]: string } {
    return this.pairs ??= variablesOf(this.keyword, words(this.operands));
  }

  /** The paths of COPY and ADD: the sources, followed by the destination. */
  public get paths(): string[] {
    return jsonList(this.operands)?.map(unquoted) ?? words(this.operands);
  }

  /** The stages and images that it copies or mounts from. */
  public get origins(): string[] {
    return this.flags.flatMap(flag => /^--(?:from=|mount=(?:.*,)?"?from=)"?([^,"]+)/i.exec(flag)?.[1] ?? []);
  }

  /** The text of the instruction, on one or more lines. */
  public toString(): string {
    return this.text;
  }

  private get command(): string {
    return this.keyword === 'HEALTHCHECK' ? this.operands.replace(/^CMD\s+/i, '') : this.operands;
  }

  /** Parsed only once, because rules use it often. */
  private read(): { readonly flags: string[]; readonly operands: string } {
    return this.parts ??= partsOf(this.text, this.keyword);
  }
}

function variablesOf(keyword: string, [name, ...rest]: string[]): { readonly [name: string]: string } {
  if (keyword === 'ENV' && name !== undefined && !name.includes('=')) {
    return { [name]: rest.join(' ') }; // the old form: one name, and all that follows
  }
  const list = name === undefined ? [] : [name, ...rest];
  return Object.fromEntries(list.map(word => [word.replace(/=[^]*/, ''), /=([^]*)/.exec(word)?.[1] ?? '']));
}

/** The flags and arguments of a line. */
function partsOf(text: string, keyword: string): { readonly flags: string[]; readonly operands: string } {
  let rest = onOneLine(text).slice(keyword.length);
  const flags: string[] = [];
  for (let flag = FLAG.exec(rest); flag; flag = FLAG.exec(rest)) {
    rest = rest.slice(flag[0].length);
    if (flag[1] === '--') {
      break;
    }
    flags.push(withoutQuotes(flag[1]));
  }
  return { flags, operands: rest.trim() };
}

/** Quotes hold blanks together, and a backslash stands for what follows it, in quotes of both kinds. */
function withoutQuotes(flag: string): string {
  return flag.replace(/"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'/g, (_, double?: string, single?: string) => double ?? single!).replace(/\\(.)/g, '$1');
}

function onOneLine(text: string): string {
  return text.split('\\\n').map(line => line.trim()).join(' ').trim();
}

export function comment(option: string, text: string): Instruction {
  return Instruction._comment(commentLines(option, text).join('\n'));
}

function jsonList(text: string): string[] | undefined {
  const list = jsonArray(text);
  return list?.every(item => typeof item === 'string') ? list as string[] : undefined;
}
