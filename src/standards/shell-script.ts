import { posix } from 'path';
import type { Command, CommandArgument, Redirection, SyntaxNode } from 'unbash' with { 'resolution-mode': 'import' };
import { prefixAt } from './command-prefixes';
import { plainCommands } from './plain-commands';
import { isShell, ShellCommand } from './shell-command';
import { parser } from './shell-parser';
import { ShellVariables } from './shell-variables';
import { foundByFind, printedWords, readsScript, scriptFile, scriptIn } from './started-scripts';

/** The most characters that are read for one RUN, including nested scripts and values of variables. */
const MOST_CHARACTERS = 500_000;
/** The maximum depth of nested scripts. */
const MOST_SCRIPTS = 16;
/** The maximum depth of the syntax tree: each `$(…)` has four levels. The call stack is shared with the caller. */
const MOST_DEPTH = 200;
/** The most words that one command passes on to the next. */
const MOST_PRINTED = 500;

/** The context of a command: the commands and files that it reads, and the files that it writes. */
type Flow = Pick<ShellCommand, 'input' | 'inputFiles' | 'outputFiles'>;
const ALONE: Flow = { input: [], inputFiles: [], outputFiles: [] };

interface ShellWord {
  readonly text: string;
  readonly sources: ShellCommand[];
}

/** The commands of a shell script. */
export function readScript(text: string): ShellCommand[] {
  const lists = plainCommands(text);
  return commandsRead(reader => lists ? lists.forEach(words => reader.readWords(words.map(asWord), ALONE)) : reader.readScript(text, ALONE));
}

/** The commands that a program runs without a shell; a shell may have a script in its arguments. */
export function readWords(words: string[]): ShellCommand[] {
  return commandsRead(reader => reader.readWords(words.map(asWord), ALONE));
}

/** The parser follows here-documents and coprocesses to any depth: parts that are too deep for the call stack are not read. */
function commandsRead(read: (reader: ScriptReader) => void): ShellCommand[] {
  const reader = new ScriptReader();
  try {
    read(reader);
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw error;
    }
  }
  return reader.commands;
}

function asWord(text: string): ShellWord {
  return { text, sources: [] };
}

class ScriptReader {
  public readonly commands: ShellCommand[] = [];
  private readonly variables = new ShellVariables(characters => this.spend(characters));
  private readonly printed = new Map<ShellCommand[], string[]>();
  /** The text that was printed into files, by their names without folders. */
  private readonly written = new Map<string, string[]>();
  private characters = 0;
  private scripts = 0;
  private depth = 0;

  /** @returns the commands whose output is the output of the script */
  public readScript(text: string, flow: Flow): ShellCommand[] {
    return this.spend(text.length) ? this.inScript(() => this.readNode(parser().parse(text), flow)) : [];
  }

  /** A command without its prefixes. For a script, the commands that it runs. */
  public readWords(words: ShellWord[], flow: Flow): ShellCommand[] {
    let list = words;
    let texts = words.map(({ text }) => text);
    const found: ShellCommand[] = [];
    let start = 0;
    let isEval = false;
    let isXargs = false;
    for (let prefix = prefixAt(texts, 0); prefix; prefix = prefixAt(texts, start)) {
      ({ start } = prefix);
      isEval ||= prefix.name === 'eval';
      if (/^(sudo|doas|uvx)$/.test(prefix.name)) {
        found.push(this.add([asWord(prefix.name)], ALONE));
      }
      if (prefix.name === 'xargs') {
        isXargs = true;
        const printed = this.printedBy(flow.input);
        texts = [...texts, ...printed];
        list = [...list, ...printed.map(asWord)];
      }
    }
    const rest = list.slice(start);
    if (rest.length === 0) {
      return found;
    }
    const own = texts.slice(start);
    const script = isEval ? own.join(' ') : scriptIn(own);
    if (script !== undefined) {
      const isFed = isXargs && isShell(own[0]) && /^(\{\})?$/.test(script);
      return [...found, ...isFed ? [this.add([rest[0]], flow)] : [], ...this.readScript(script, flow)];
    }
    const fed = readsScript(own) ? this.readScript(this.printedBy(flow.input).join(' '), ALONE) : this.readWritten(own);
    return [...found, ...fed, ...this.readFind(own, flow), this.add(rest, flow)];
  }

  /** The text that was printed into a file, and is run from there. */
  private readWritten(words: string[]): ShellCommand[] {
    const printed = this.written.get(posix.basename(scriptFile(words) ?? ''));
    return printed ? this.readScript(printed.join(' '), ALONE) : [];
  }

  private readFind(words: string[], flow: Flow): ShellCommand[] {
    return this.inScript(() => foundByFind(words).flatMap(command => this.readWords(command.map(asWord), flow)));
  }

  private inScript(read: () => ShellCommand[]): ShellCommand[] {
    if (this.scripts > MOST_SCRIPTS) {
      return [];
    }
    this.scripts += 1;
    const found = read();
    this.scripts -= 1;
    return found;
  }

  private spend(characters: number): boolean {
    this.characters += characters;
    return this.characters <= MOST_CHARACTERS;
  }

  /** The same list for the same commands, because a long pipe passes it on without copying it. */
  private printedBy(commands: ShellCommand[]): string[] {
    const known = this.printed.get(commands);
    if (known) {
      return known;
    }
    const lists = [...new Set(commands.map(({ prints }) => prints).filter(({ length }) => length > 0))];
    const words = lists.length === 1 ? lists[0] : lists.flat().slice(0, MOST_PRINTED);
    this.printed.set(commands, words);
    return words;
  }

  private readNode(node: SyntaxNode, flow: Flow): ShellCommand[] {
    switch (node.type) {
      case 'Command':
        return this.readCommand(node, flow);
      case 'Pipeline': {
        const last = node.commands.length - 1;
        return node.commands.reduce<ShellCommand[]>((input, command, index) => this.readNode(command, {
          input: index === 0 ? flow.input : input,
          inputFiles: index === 0 ? flow.inputFiles : [],
          outputFiles: index === last ? flow.outputFiles : [],
        }), []);
      }
      case 'Redirected':
        return this.readNode(node.command, this.redirected(node.redirects, flow));
      case 'Function':
        return this.readChildren(node, ALONE);
      case 'For':
        this.variables.set(node.name.value, (node.wordlist ?? []).flatMap(word => this.variables.expand(word)).join(' '));
        return this.readChildren(node, flow);
      case 'TestCommand':
        return [this.add([asWord('[['), { text: '', sources: this.readChildren(node, ALONE) }], ALONE)];
      case 'CommandExpansion':
      case 'ProcessSubstitution':
        return this.spend(node.text.length) ? this.readChildren(node, ALONE) : []; // it is parsed when it is accessed
      default:
        return this.readChildren(node, flow);
    }
  }

  private readChildren(node: SyntaxNode, flow: Flow): ShellCommand[] {
    if (this.depth > MOST_DEPTH) {
      return [];
    }
    this.depth += 1;
    const found: ShellCommand[][] = [];
    parser().forEachChild(node, (child) => {
      found.push(this.readNode(child, flow));
    });
    this.depth -= 1;
    return found.flat();
  }

  private readCommand(node: Command, flow: Flow): ShellCommand[] {
    const own = this.redirected(node.redirects, flow);
    const assignments = node.prefix.filter(part => part.type === 'Assignment');
    assignments.forEach(part => this.readChildren(part, ALONE));
    const words = [...node.name ? [node.name] : [], ...node.args].flatMap(word => this.readWord(word));
    if (words.length === 0 || /^(export|local|declare|readonly|typeset)$/.test(words[0].text)) {
      [...assignments, ...node.args].forEach(part => part.type === 'Assignment' && this.variables.assign(part));
    }
    return this.readWords(words, own);
  }

  private readWord(word: CommandArgument): ShellWord[] {
    const sources = this.readChildren(word, ALONE);
    if (word.type === 'Assignment') {
      return [{ text: `${word.name}=${this.variables.valueOf(word)}`, sources }];
    }
    // $(command -v pip) is pip
    const [part, ...others] = word.parts ?? [];
    const alone = others.length > 0 ? undefined : part?.type === 'DoubleQuoted' && part.parts.length === 1 ? part.parts[0] : part;
    const printed = alone?.type === 'CommandExpansion' && sources.length === 1 ? sources[0].prints : [];
    if (printed.length > 0) {
      return (alone === part ? printed : [printed.join(' ')]).map(text => ({ text, sources }));
    }
    const texts = this.variables.expand(word);
    // a variable may hold the output of a command
    const held = /Expansion$/.test(alone?.type ?? '') && alone?.type !== 'CommandExpansion' ? texts.join(' ') : '';
    const origins = /^(\$\(|`)/.test(held) ? this.readScript(`: ${held}`, ALONE).flatMap(command => command.sources.flat()) : [];
    return texts.map(text => ({ text, sources: [...sources, ...origins] }));
  }

  private redirected(redirects: readonly Redirection[], flow: Flow): Flow {
    let { input } = flow;
    const inputFiles = [...flow.inputFiles];
    const outputFiles = [...flow.outputFiles];
    for (const redirect of redirects) {
      const target = redirect.type === 'HereDoc' ? undefined : redirect.target;
      if (target) {
        const found = this.readChildren(target, ALONE);
        if (redirect.type === 'HereString') {
          const words = this.variables.expand(target);
          input = [...found, { words: ['echo', ...words], path: 'echo', sources: [], prints: found.length > 0 ? [] : words.flatMap(word => word.split(/\s+/)), ...ALONE }];
        } else if (redirect.operator.startsWith('<')) {
          input = found.length > 0 ? found : input;
          this.variables.expand(target).forEach(file => inputFiles.push(file));
        } else {
          this.variables.expand(target).forEach(file => outputFiles.push(file));
        }
      }
    }
    return { input, inputFiles, outputFiles };
  }

  private add(words: ShellWord[], flow: Flow): ShellCommand {
    const [program, ...rest] = words.map(({ text }) => text);
    // the name of a script's output is not a path
    const name = words[0].sources.length > 0 ? program : posix.basename(program);
    const all = [name, ...rest];
    const prints = printedWords(all)?.slice(0, MOST_PRINTED) ?? this.printedBy(flow.input);
    const command = { words: all, path: program, sources: words.map(({ sources }) => sources), prints, ...flow };
    if (prints.length > 0) {
      [...flow.outputFiles, ...name === 'tee' ? rest : []].forEach(file => this.written.set(posix.basename(file), prints));
    }
    this.commands.push(command);
    return command;
  }
}
