import { posix } from 'path';
import { programText, stringsOf } from './program-text';
import { isShell, ShellCommand } from './shell-command';
import { fileIndex } from './started-scripts';
import { globPattern, isGlob, isPattern } from '../dockerfile/context-path';

const INTERPRETER = /^(python[\d.]*|pypy[\d.]*|perl|ruby|node|deno|bun|php|lua[\d.]*|R|Rscript|tclsh|julia|java|dotnet|mono|fish|source|\.|at|batch|parallel|iex|Invoke-Expression)$/;
/** Options after which the program is an argument, and the standard input is data. */
const PROGRAM_IN_WORD = /^-(?!jar$)\w*[cemr]$/;
/** With this in it, the word runs the data too. */
const EVALUATES = /\b(exec|eval|execfile|instance_eval|system)\b/;
const FROM_NETWORK = /\b(https?|ftp):\/\//;
/** Files of a shell that are connections to a host. */
const CONNECTION = /^\/dev\/(tcp|udp)\//;
const VERIFIER = /^(sha\d+sum|shasum|b2sum|gpgv?|cosign|minisign|openssl|slsa-verifier)$/;
/** A commit, which is a sum of all files of a repository. */
const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
/** Which of them only print a sum, where nobody compares it. */
const SUM = /sum$/;
const UNPACKER = /^(tar|bsdtar|unzip|7z[arz]?|cpio|jar)$/;
/** Programs that install package files, and their install commands. */
const INSTALLERS = new Map([
  ['dpkg', /^(-\w*i|--install|--unpack)$/], ['rpm', /^(-[iUF]\w*|--install|--upgrade)$/],
  ...['apt', 'apt-get', 'aptitude', 'dnf', 'microdnf', 'yum', 'zypper', 'apk', 'pip', 'pip3', 'uv', 'npm', 'gem'].map((name): [string, RegExp] => [name, /^(install|localinstall|reinstall|in|add)$/]),
]);
const MOVER = /^(cp|mv|install|ln|dd)$/;
/** What `*` may stand for after the name of a program: packages, scripts, and programs without an ending. */
const RUNNABLE = /\.(whl|zip|t?gz|tgz|bz2|xz|tar|deb|rpm|apk|gem|sh|py|pl|rb|js)$|^[^.]*$/;
const PACKED = /\.(gz|bz2|xz|zst|lz4|br)$/;

interface Downloader {
  readonly named: RegExp;
  readonly own: RegExp;
}

const NEVER = /(?!)/;
/** The slashes at the end of a path. */
const LAST_SLASHES = /(?<!\/)\/+$/;
/** A program that a shell looks for, or a file where it looks. */
const IN_PATH = /^[^/]*$|\/s?bin\/[^/]*$/;

/** The options that set the file of a download: the given name, or the name in the URL. */
const DOWNLOADERS = new Map<string, Downloader>([
  ['curl', { named: /^(-\w*o|--output)$/, own: /^(-\w*O|--remote-name(-all)?)$/ }],
  ['wget', { named: /^(-\w*O|--output-document)$/, own: /^\w+:\/\// }],
  ...['http', 'https', 'xh', 'xhs'].map((name): [string, Downloader] => [name, { named: /^(-\w*o|--output)$/, own: /^(-\w*d|--download)$/ }]),
  ...['iwr', 'irm', 'Invoke-WebRequest', 'Invoke-RestMethod'].map((name): [string, Downloader] => [name, { named: /^-o(ut(file)?)?$/i, own: NEVER }]),
  ...['aria2c', 'axel', 'fetch', 'ftp', 'lftp', 'sftp', 'tftp'].map((name): [string, Downloader] => [name, { named: /^(-\w*o|--out(put)?)$/, own: /^\w+:\/\// }]),
  ...['lynx', 'links', 'elinks', 'w3m', 'nc', 'ncat', 'netcat', 'socat', 'ssh'].map((name): [string, Downloader] => [name, { named: NEVER, own: NEVER }]),
]);
/** Programs that copy from other hosts, and an argument that names one. */
const COPIERS = /^(scp|rsync|aws|gsutil|gcloud|rclone|az)$/;
const REMOTE = /^((s3|gs|rsync):\/\/|[\w.@-]+:)[^:]/;
/** The options in front of a name in one word: `-qOfile`, `-sSofile`. */
const ATTACHED = new Map([['curl', /^-[0-9aBfgGiIjJklLMnNpqRsSvZ#]*o(.+)$/], ['wget', /^-[qvbcNSxHkKpmrEF46]*O(.+)$/]]);

/** Follows downloads, through pipes and files, to commands that run them without comparing a checksum or signature. */
export class Downloads {
  private readonly files = new Set<string>();
  /** The names that files have only in folders in which no program is looked for: `/srv/gunicorn` is not what `gunicorn` starts. */
  private readonly data = new Set<string>();
  private readonly carriers = new Set<ShellCommand>();
  /** The folders into which something was unpacked; a . is that of the commands. */
  private readonly unpacked = new Set<string>();

  /** @param parent the downloads of the stage that this one starts from */
  public constructor(parent?: Downloads) {
    if (parent) {
      this.copyFrom(parent);
      parent.data.forEach(name => this.data.add(name));
    }
  }

  /** Adds the downloads of a stage from which files are copied, into any folder. */
  public copyFrom({ files, unpacked }: Downloads): void {
    files.forEach(file => this.files.add(file));
    files.forEach(file => this.data.delete(file));
    unpacked.forEach(folder => this.unpacked.add(folder));
  }

  /** The command that runs a download, for messages. */
  public unverifiedRuns(commands: ShellCommand[]): string[] {
    const read = new Set(commands.flatMap(({ input, sources }) => [...input, ...sources.flat()]));
    return commands.flatMap((command) => {
      const [program, ...rest] = command.words;
      if (isVerifier(command.words, read.has(command))) {
        this.files.clear();
        this.unpacked.clear();
      } else if (program === 'git' && rest.includes('clone')) {
        this.unpacked.add(cloneFolder(rest));
      } else if (program === 'cd' && rest.some(folder => this.isUnpacked(`${folder}/`))) {
        this.unpacked.add('.');
      }
      if (MOVER.test(program)) {
        rest.forEach(word => this.data.delete(posix.basename(word)));
      }
      const run = this.run(command);
      if (this.carries(command)) {
        this.carriers.add(command);
        const passed = /^(tee|sponge)$/.test(program) ? rest.filter(word => !word.startsWith('-')) : MOVER.test(program) ? rest.slice(-1).map(word => word.replace(/^of=/, '')) : [];
        if (UNPACKER.test(program)) {
          this.unpacked.add(unpackFolder(rest));
        }
        [...command.outputFiles, ...passed].forEach(file => this.addFile(file));
      }
      downloadedFiles(command).forEach(file => this.addFile(file));
      return run === undefined ? [] : [run];
    });
  }

  /** How a command runs a download. */
  private run({ words: [program, ...rest], path, starters, sources: [ofProgram, ...ofRest], input, inputFiles }: ShellCommand): string | undefined {
    const origin = (list: ShellCommand[]) => list.find(command => this.carriers.has(command));
    const from = (list: ShellCommand[]) => origin(list)!.words.join(' ');
    if (origin(ofProgram)) {
      return `"${from(ofProgram)}" is run by the shell`;
    }
    if (!isShell(program) && !INTERPRETER.test(program)) {
      const action = rest.findIndex(word => INSTALLERS.get(program)?.test(word));
      const packed = rest.slice(action + 1).find(word => action !== -1 && (this.isDownloaded(word) || program === 'rpm' && FROM_NETWORK.test(word)));
      return packed !== undefined ? `${program} ${packed}` : [program, ...starters].find(name => this.isDownloaded(name) && !(this.data.has(name) && IN_PATH.test(path))) ?? (this.isUnpacked(path) ? program : undefined);
    }
    const index = (fileIndex([program, ...rest]) ?? 0) - 1;
    const option = isShell(program) ? -1 : rest.findIndex(word => PROGRAM_IN_WORD.test(word));
    if (option !== -1 && (index === -1 || option < index)) {
      const text = rest.slice(option + 1).join(' ');
      if (origin(ofRest[option + 1] ?? [])) {
        return `"${from(ofRest[option + 1])}" is run by ${program}`;
      }
      return EVALUATES.test(text) && (FROM_NETWORK.test(text) || origin(input)) ? `${program} ${rest[option]} of a download` : undefined;
    }
    const script = rest[index];
    if (script !== undefined) {
      return this.isDownloaded(script) || this.isUnpacked(script) ? `${program} ${script}`
        : origin(ofRest[index]) ? `"${from(ofRest[index])}" is run by ${program}` : undefined;
    }
    const file = inputFiles.find(name => this.isDownloaded(name));
    return origin(input) ? `"${from(input)}" is run by ${program}` : file === undefined ? undefined : `${program} < ${file}`;
  }

  /** Whether a command outputs a download: it downloads it, reads it from a file, or passes it on. */
  private carries({ words: [program, ...rest], input, inputFiles }: ShellCommand): boolean {
    return DOWNLOADERS.has(program) && !rest.some(word => /^(-[hV]|--(help|version))$/.test(word)) || FROM_NETWORK.test(programText([program, ...rest]) ?? '')
      || input.some(command => this.carriers.has(command)) || inputFiles.some(file => CONNECTION.test(file))
      || [...inputFiles, ...rest].some(file => this.isDownloaded(file));
  }

  /** Whether a path leads to where something was unpacked. The folders of / contain other programs too. */
  private isUnpacked(path: string): boolean {
    const place = path.replace(/^\.\/(?=.)/, '');
    return path.includes('/') && [...this.unpacked].some(folder => folder === '.' ? !path.startsWith('/')
      : folder === '/' ? path.lastIndexOf('/') === 0 : place.startsWith(`${folder}/`));
  }

  private isDownloaded(file: string): boolean {
    const name = posix.basename(file);
    const isAny = /^\*+$/.test(name); // of all files, only packages and scripts can be meant
    return this.files.has(name)
      || isGlob(name) && isPattern(name) && [...this.files].some(known => (!isAny || RUNNABLE.test(known)) && globPattern(name).test(known));
  }

  public addFile(file: string): void {
    if (/^(.*\/)?\.{0,2}$/.test(file)) { // a folder; the file in it has the name of the source
      return;
    }
    for (const name of [posix.basename(file), posix.basename(file).replace(PACKED, '')]) {
      if (!file.startsWith('/') || IN_PATH.test(file)) {
        this.data.delete(name);
      } else if (!this.files.has(name)) {
        this.data.add(name);
      }
      this.files.add(name);
    }
  }
}

/** The files that a command downloads. */
function downloadedFiles({ words: [program, ...rest] }: ShellCommand): string[] {
  const text = programText([program, ...rest]);
  if (text !== undefined && FROM_NETWORK.test(text)) {
    return stringsOf(text).filter(string => !/:\/\/|\s|^$/.test(string));
  }
  if (COPIERS.test(program) && rest.some(word => REMOTE.test(word))) {
    return rest.filter(word => !word.startsWith('-')).slice(-2);
  }
  const output = DOWNLOADERS.get(program);
  if (!output) {
    return [];
  }
  const list = rest.flatMap(word => /^--[\w-]+=/.test(word) ? [word.replace(/=[^]*/, ''), word.replace(/^[^=]*=/, '')] : word);
  const named = list.flatMap((word, index) => output.named.test(list[index - 1] ?? '') ? [word] : ATTACHED.get(program)?.exec(word)?.[1] ?? []);
  const addresses = list.filter(word => /^\w+:\/\//.test(word)).map(address => address.replace(/[?#].*/, ''));
  return named.length === 0 && list.some(word => output.own.test(word)) ? addresses : named;
}

/** Whether a command compares what was downloaded with a sum or a signature. */
function isVerifier([program, ...rest]: string[], isRead: boolean): boolean {
  if (program === 'git') {
    return rest.some(word => /^(checkout|reset|switch|clone)$/.test(word)) && rest.some(word => COMMIT.test(word.replace(/^--revision=/, '')));
  }
  return VERIFIER.test(program) && (SUM.test(program) ? isRead || rest.some(word => /^(-\w*c|--check)$/.test(word))
    : program !== 'openssl' || /^(dgst|verify|cms|smime|pkeyutl|ts)$/.test(rest[0] ?? ''));
}

/** Where git clones to: the last operand, or the name of the repository. */
function cloneFolder(words: string[]): string {
  const operands = words.slice(words.indexOf('clone') + 1).filter((word, index, list) => !word.startsWith('-') && !/^(-[bcjou]|--(branch|config|depth|origin|reference|jobs|filter|template))$/.test(list[index - 1] ?? ''));
  const [address = '', folder = address.replace(LAST_SLASHES, '').replace(/^.*[/:]/, '').replace(/\.git$/, '')] = operands;
  return folder.replace(/^\.\/(?=.)/, '').replace(LAST_SLASHES, '') || '/';
}

/** Where a program unpacks to. */
function unpackFolder(words: string[]): string {
  const index = words.findIndex((word, place) => /^(-\w*C|-d|--directory)$/.test(word) || place === 0 && /^[A-Za-z]+C$/.test(word)); // `tar xzC /opt`
  const attached = words.find(word => /^(--directory=|-C.|-d.)/.test(word))?.replace(/^(--directory=|-C|-d)/, '');
  return ((index === -1 ? attached : words[index + 1]) ?? '.').replace(LAST_SLASHES, '') || '/';
}
