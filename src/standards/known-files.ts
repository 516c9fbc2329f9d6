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
  /** Read the texts of files of the build context, by their names. */
  private readonly contexts = new Set<(name: string) => string[]>();
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
  public copyFrom({ contexts, texts, programs }: KnownFiles): void {
    contexts.forEach(read => this.contexts.add(read));
    texts.forEach((all, path) => all.forEach(text => this.write(path, text)));
    programs.forEach((program, path) => this.programs.set(path, program));
  }

  /** Whether a RUN is a script of a shell. */
  public get hasShell(): boolean {
    const [program, ...options] = this.shell;
    return isShell(program) && /^-[a-z]*c$/.test(options.at(-1) ?? '');
  }

  /** Adds the files of the build context that an instruction copies or mounts. */
  public addContext(read: (name: string) => string[]): void {
    this.contexts.add(read);
  }

  /** The text that was written into a file, or that it has in the build context. */
  public text(path: string): string {
    if (this.budget.characters < 0) {
      return '';
    }
    const name = posix.basename(path);
    const text = [...new Set([...this.texts.get(name) ?? [], ...[...this.contexts].flatMap(read => read(name))])].join('\n');
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
