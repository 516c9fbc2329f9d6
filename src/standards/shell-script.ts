import type { Command, CommandArgument, For, Redirection, SyntaxNode } from 'unbash' with { 'resolution-mode': 'import' };
import { CommandReader } from './command-reader';
import { KnownFiles } from './known-files';
import { plainCommands } from './plain-commands';
import { ALONE, asWord, Flow, ShellCommand, ShellWord } from './shell-command';
import { parser } from './shell-parser';

/** The maximum depth of the syntax tree: each `$(…)` has four levels. The call stack is shared with the caller. */
const MOST_DEPTH = 200;

/** The commands of a shell script. */
export function readScript(text: string, files = new KnownFiles()): ShellCommand[] {
  const lists = plainCommands(text);
  return commandsRead(files, reader => lists ? lists.forEach(words => reader.readWords(words.map(asWord), ALONE)) : reader.readScript(text, ALONE));
}

/** The commands that a program runs without a shell; a shell may have a script in its arguments. */
export function readWords(words: string[], files = new KnownFiles()): ShellCommand[] {
  return commandsRead(files, reader => reader.readWords(words.map(asWord), ALONE));
}

/** The parser follows here-documents and coprocesses to any depth: parts that are too deep for the call stack are not read. */
function commandsRead(files: KnownFiles, read: (reader: ScriptReader) => void): ShellCommand[] {
  const reader = new ScriptReader(files);
  try {
    read(reader);
    reader.readRest();
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw error;
    }
  }
  return reader.commands;
}

/** Reads the syntax of shell scripts. */
class ScriptReader extends CommandReader {
  /** The bodies of functions by name: a function may be defined several times, in different branches. */
  private readonly functions = new Map<string, Set<SyntaxNode>>();
  private readonly called = new Set<SyntaxNode>();
  /** The `>(…)` of the current command. */
  private sinks: SyntaxNode[] = [];
  /** Those of `exec > >(…)`, which read what later commands print, with the number of commands before them. */
  private readonly lateSinks: [SyntaxNode, number][] = [];
  private depth = 0;

  public readScript(text: string, flow: Flow): ShellCommand[] {
    return this.spend(text.length) ? this.inScript(() => this.readNode(parser().parse(text), flow)) : [];
  }

  /** Reads what only runs when everything else has run, or in a way that is not known. */
  public readRest(): void {
    this.lateSinks.forEach(([sink, start]) => this.readChildren(sink, { ...ALONE, input: this.commands.slice(start) }));
    for (const bodies of this.functions.values()) { // functions that are defined in the meantime are visited too
      bodies.forEach(body => !this.called.has(body) && this.readNode(body, ALONE));
    }
  }

  protected readFunction(name: string, list: ShellWord[], flow: Flow): ShellCommand[] | undefined {
    const bodies = this.functions.get(name);
    return bodies && this.inScript(() => this.withArguments(list, () => [...bodies].flatMap((body) => {
      this.called.add(body);
      return this.spend(body.end - body.pos) ? this.readNode(body, flow) : [];
    })));
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
        return this.withSinks(() => this.readNode(node.command, this.redirected(node.redirects, flow)));
      case 'Function':
        this.functions.set(node.name.value, (this.functions.get(node.name.value) ?? new Set()).add(node.body));
        return [];
      case 'For':
        return this.readLoop(node, flow);
      case 'TestCommand':
        return [this.add([asWord('[['), { text: '', sources: this.readChildren(node, ALONE) }], ALONE, [])];
      case 'CommandExpansion':
        return this.spend(node.text.length) ? this.readChildren(node, ALONE) : []; // it is parsed when it is accessed
      case 'ProcessSubstitution':
        if (node.operator === '>') {
          this.sinks.push(node);
          return [];
        }
        return this.spend(node.text.length) ? this.readChildren(node, ALONE) : [];
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

  private readLoop({ body, name, wordlist }: For, flow: Flow): ShellCommand[] {
    const words = wordlist?.flatMap(word => this.readWord(word)) ?? this.variables.positional ?? [];
    this.variables.set(name.value, { text: words.map(({ text }) => text).join(' '), sources: words.flatMap(({ sources }) => sources) });
    return this.readChildren(body, flow);
  }

  private readCommand(node: Command, flow: Flow): ShellCommand[] {
    return this.withSinks(() => {
      const own = this.redirected(node.redirects, flow);
      const assignments = node.prefix.filter(part => part.type === 'Assignment');
      const sources = assignments.map(part => this.readChildren(part, ALONE));
      const words = [...node.name ? [node.name] : [], ...node.args].flatMap(word => this.readWord(word));
      if (words.length === 0 || /^(export|local|declare|readonly|typeset)$/.test(words[0].text)) {
        assignments.forEach((part, index) => this.variables.assign(part, sources[index]));
        node.args.forEach(part => part.type === 'Assignment' && this.variables.assign(part, words.find(({ text }) => text.startsWith(`${part.name}=`))?.sources ?? []));
      }
      return this.readWords(words, own);
    });
  }

  /** Reads a command, and then the `>(…)` that get its output. */
  private withSinks(read: () => ShellCommand[]): ShellCommand[] {
    const outer = this.sinks;
    this.sinks = [];
    const found = read();
    const { sinks } = this;
    this.sinks = outer;
    for (const sink of sinks.filter(({ pos, end }) => this.spend(end - pos))) {
      if (found.length === 0) {
        this.lateSinks.push([sink, this.commands.length]);
      }
      this.readChildren(sink, { ...ALONE, input: found });
    }
    return found;
  }

  private readWord(word: CommandArgument): ShellWord[] {
    const sources = this.readChildren(word, ALONE);
    if (word.type === 'Assignment') {
      return [{ text: `${word.name}=${this.variables.valueOf(word)}`, sources }];
    }
    const list = this.variables.argumentsIn(word);
    if (list) {
      return list;
    }
    // $(command -v pip) is pip
    const [part, ...others] = word.parts ?? [];
    const alone = others.length > 0 ? undefined : part?.type === 'DoubleQuoted' && part.parts.length === 1 ? part.parts[0] : part;
    const printed = alone?.type === 'CommandExpansion' && sources.length === 1 ? sources[0].prints.trim() : '';
    if (printed !== '') {
      return (alone === part ? this.split(printed) : [printed]).map(text => ({ text, sources }));
    }
    const texts = this.variables.expand(word);
    // a variable may hold the output of a command
    const origins = alone && /^[$`]/.test(texts[0] ?? '') ? this.variables.sourcesOf(word) : [];
    return texts.map(text => ({ text, sources: [...sources, ...origins] }));
  }

  private redirected(redirects: readonly Redirection[], flow: Flow): Flow {
    let { input } = flow;
    const inputFiles = [...flow.inputFiles];
    const outputFiles = [...flow.outputFiles];
    for (const redirect of redirects) {
      if (redirect.type === 'HereDoc') {
        this.readChildren(redirect.body, ALONE);
        input = [printing(redirect.body.text)];
      } else if (redirect.target) {
        const { target } = redirect;
        const found = this.readChildren(target, ALONE);
        if (redirect.type === 'HereString') {
          const text = this.variables.expand(target).join(' ');
          const sources = [...found, ...this.variables.sourcesOf(target)];
          input = sources.length > 0 ? sources : [printing(text)];
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
}

/** A text that stands in the script itself, as if a command printed it. */
function printing(text: string): ShellCommand {
  return { words: ['echo', text], path: 'echo', starters: [], sources: [], prints: text, ...ALONE };
}
