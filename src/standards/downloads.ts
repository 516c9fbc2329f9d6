import { posix } from 'path';
import { isShell, ShellCommand } from './shell-command';

const INTERPRETER = /^(python[\d.]*|pypy[\d.]*|perl|ruby|node|php|lua[\d.]*|source|\.)$/;
/** Options after which the program is an argument, and the standard input is data. */
const PROGRAM_IN_WORD = /^-\w*[cemr]$/;
const VERIFIER = /^(sha\d+sum|shasum|b2sum|gpgv?|cosign|minisign|openssl|slsa-verifier)$/;
const MOVER = /^(cp|mv|install|ln|dd)$/;
const PACKED = /\.(gz|bz2|xz|zst|lz4|br)$/;

/** The options that set the file of a download: the given name, or the name in the URL. */
const DOWNLOADERS = new Map([
  ['curl', { named: /^(-\w*o|--output)$/, own: /^(-\w*O|--remote-name(-all)?)$/ }],
  ['wget', { named: /^(-\w*O|--output-document)$/, own: /^\w+:\/\// }],
  ['aria2c', { named: /^(-\w*o|--out)$/, own: /^\w+:\/\// }],
]);

/** Follows downloads, through pipes and files, to commands that run them without comparing a checksum or signature. */
export class Downloads {
  private readonly files = new Set<string>();
  private readonly carriers = new Set<ShellCommand>();

  /** The command that runs a download, for messages. */
  public unverifiedRuns(commands: ShellCommand[]): string[] {
    return commands.flatMap((command) => {
      const [program, ...rest] = command.words;
      if (VERIFIER.test(program)) {
        this.files.clear();
      }
      const run = this.run(command);
      if (this.carries(command)) {
        this.carriers.add(command);
        const passed = program === 'tee' ? rest.filter(word => !word.startsWith('-')) : MOVER.test(program) ? rest.slice(-1) : [];
        [...command.outputFiles, ...passed].forEach(file => this.addFile(file));
      }
      downloadedFiles(command).forEach(file => this.addFile(file));
      return run === undefined ? [] : [run];
    });
  }

  /** How a command runs a download. */
  private run({ words: [program, ...rest], sources: [ofProgram, ...ofRest], input, inputFiles }: ShellCommand): string | undefined {
    const origin = (list: ShellCommand[]) => list.find(command => this.carriers.has(command));
    const from = (list: ShellCommand[]) => origin(list)!.words.join(' ');
    if (origin(ofProgram)) {
      return `"${from(ofProgram)}" is run by the shell`;
    }
    if (!isShell(program) && !INTERPRETER.test(program)) {
      return this.isDownloaded(program) ? program : undefined;
    }
    const index = rest.findIndex(word => !/^[-+]./.test(word));
    const script = rest[index];
    if (script !== undefined && script !== '-' && !rest.slice(0, index).some(word => /^-\w*s$/.test(word))) {
      return this.isDownloaded(script) ? `${program} ${script}`
        : origin(ofRest[index]) ? `"${from(ofRest[index])}" is run by ${program}` : undefined;
    }
    if (rest.some(word => PROGRAM_IN_WORD.test(word))) {
      return undefined;
    }
    const file = inputFiles.find(name => this.isDownloaded(name));
    return origin(input) ? `"${from(input)}" is run by ${program}` : file === undefined ? undefined : `${program} < ${file}`;
  }

  /** Whether a command outputs a download: it downloads it, reads it from a file, or passes it on. */
  private carries({ words: [program, ...rest], input, inputFiles }: ShellCommand): boolean {
    return DOWNLOADERS.has(program) && !rest.some(word => /^(-[hV]|--(help|version))$/.test(word)) || input.some(command => this.carriers.has(command))
      || [...inputFiles, ...rest].some(file => this.isDownloaded(file));
  }

  private isDownloaded(file: string): boolean {
    return this.files.has(posix.basename(file));
  }

  private addFile(file: string): void {
    this.files.add(posix.basename(file));
    this.files.add(posix.basename(file).replace(PACKED, ''));
  }
}

/** The files that a command downloads. */
function downloadedFiles({ words: [program, ...rest] }: ShellCommand): string[] {
  const output = DOWNLOADERS.get(program);
  if (!output) {
    return [];
  }
  const list = rest.flatMap(word => /^--[\w-]+=/.test(word) ? [word.replace(/=[^]*/, ''), word.replace(/^[^=]*=/, '')] : word);
  const named = list.flatMap((word, index) => output.named.test(list[index - 1] ?? '') ? [word] : /^-[oO](?=[./\w-])/.test(word) && program !== 'curl' ? [word.slice(2)] : []);
  const addresses = list.filter(word => /^\w+:\/\//.test(word)).map(address => address.replace(/[?#].*/, ''));
  return named.length === 0 && list.some(word => output.own.test(word)) ? addresses : named;
}
