import { posix } from 'path';
import { isShell, ShellWord } from './shell-command';

/** How many characters of files are still read, in all RUNs of a Dockerfile together: a script may grow from RUN to RUN. */
export interface FileBudget {
  characters: number;
}

const MOST_CHARACTERS = 100_000;

export function newBudget(): FileBudget {
  return { characters: MOST_CHARACTERS };
}

/** What commands leave for later ones in the same image, as far as it is known. Files are known by their names, without folders. */
export class KnownFiles {
  /** The words of the shell that reads a RUN. */
  public shell = ['/bin/sh', '-c'];
  /** The variables of ENV and ARG. */
  public readonly variables = new Map<string, ShellWord>();
  private readonly texts = new Map<string, Set<string>>();
  private readonly programs = new Map<string, string>();

  /** @param parent the files of the stage that this one starts from */
  public constructor(private readonly budget = newBudget(), parent?: KnownFiles) {
    if (parent) {
      this.shell = parent.shell;
      parent.variables.forEach((word, name) => this.variables.set(name, word));
      this.copyFrom(parent);
    }
  }

  /** Adds the files of another stage. */
  public copyFrom({ texts, programs }: KnownFiles): void {
    texts.forEach((all, path) => all.forEach(text => this.write(path, text)));
    programs.forEach((program, path) => this.programs.set(path, program));
  }

  /** Whether a RUN is a script of a shell. */
  public get hasShell(): boolean {
    const [program, ...options] = this.shell;
    return isShell(program) && /^-[a-z]*c$/.test(options.at(-1) ?? '');
  }

  /** The text that was written into a file. */
  public text(path: string): string {
    const texts = this.texts.get(posix.basename(path));
    if (texts === undefined || this.budget.characters < 0) {
      return '';
    }
    const text = [...texts].join('\n');
    this.budget.characters -= text.length;
    return text;
  }

  /** A file may get several texts, one after the other or in different branches. */
  public write(path: string, text: string): void {
    const name = posix.basename(path);
    if (text !== '') {
      this.texts.set(name, (this.texts.get(name) ?? new Set()).add(text));
    }
  }

  /** Copies, moves or links a file. One of a folder `bin` is a program. */
  public copy(from: string, to: string, isProgram = false): void {
    this.write(to, this.text(from));
    if ((isProgram || /bin\/[^/]+$/.test(from)) && posix.basename(from) !== posix.basename(to)) {
      this.programs.set(posix.basename(to), posix.basename(from));
    }
  }

  /** The name of a program from which this one was copied or linked. */
  public origin(path: string): string | undefined {
    return this.programs.get(posix.basename(path));
  }
}
