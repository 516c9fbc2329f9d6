import { posix } from 'path';
import type { Assignment, Command, CommandArgument, Redirection, SyntaxNode, Word, WordPart } from 'unbash' with { 'resolution-mode': 'import' };
import { prefixAt } from './command-prefixes';
import { ShellCommand } from './shell-command';
import { parser } from './shell-parser';
import { foundByFind, printedWords, readsScript, scriptIn } from './started-scripts';

/** The most characters that are read for one RUN, with scripts in scripts and what variables stand for. */
const MOST_CHARACTERS = 500_000;
const MOST_DEPTH = 16;
/** The most words that one command hands on to the next. */
const MOST_PRINTED = 500;

/** What surrounds a command: the commands and files that it reads, and the files that it writes. */
type Flow = Pick<ShellCommand, 'input' | 'inputFiles' | 'outputFiles'>;
const ALONE: Flow = { input: [], inputFiles: [], outputFiles: [] };

interface ShellWord {
  readonly text: string;
  readonly sources: ShellCommand[];
}

/** Commands of plain words with `&&` between them, which most RUNs are: reading them takes no parser, and loading none. */
const PLAIN = /^[\w@%+=:,./*?~ -]+(&&[\w@%+=:,./*?~ -]+)*$/;
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
/** https://www.gnu.org/software/bash/manual/bash.html#Reserved-Words */
const RESERVED = new Set(['if', 'then', 'else', 'elif', 'fi', 'do', 'done', 'case', 'esac', 'while', 'until', 'for', 'select', 'function', 'time', 'coproc', 'in']);

/** The commands of a shell's script. */
export function readScript(text: string): ShellCommand[] {
  const reader = new ScriptReader();
  const lists = PLAIN.test(text) ? text.split('&&').map(plainWords) : [];
  if (lists.length > 0 && lists.every(([program]) => program !== undefined && !RESERVED.has(program))) {
    lists.forEach(words => reader.readWords(words.map(word => ({ text: word, sources: [] })), ALONE));
  } else {
    reader.readScript(text, ALONE);
  }
  return reader.commands;
}

function plainWords(text: string): string[] {
  const words = text.split(' ').filter(word => word !== '');
  const start = words.findIndex(word => !ASSIGNMENT.test(word));
  return start === -1 ? [] : words.slice(start);
}

/** The commands that a program without a shell comes to: a shell has a script among its arguments. */
export function readWords(words: string[]): ShellCommand[] {
  const reader = new ScriptReader();
  reader.readWords(words.map(text => ({ text, sources: [] })), ALONE);
  return reader.commands;
}

class ScriptReader {
  public readonly commands: ShellCommand[] = [];
  private readonly variables = new Map<string, string>();
  private readonly printed = new Map<ShellCommand[], string[]>();
  private characters = 0;
  private depth = 0;

  /** @returns the commands of which the output is the script's */
  public readScript(text: string, flow: Flow): ShellCommand[] {
    this.characters += text.length;
    if (this.characters > MOST_CHARACTERS || this.depth > MOST_DEPTH) {
      return [];
    }
    this.depth += 1;
    const found = this.readNode(parser().parse(text), flow);
    this.depth -= 1;
    return found;
  }

  /** A command without what only starts it. Of a script, what it runs counts. */
  public readWords(words: ShellWord[], flow: Flow): ShellCommand[] {
    const list = [...words];
    const texts = list.map(({ text }) => text);
    const found: ShellCommand[] = [];
    let start = 0;
    let isEval = false;
    for (let prefix = prefixAt(texts, 0); prefix; prefix = prefixAt(texts, start)) {
      ({ start } = prefix);
      isEval ||= prefix.name === 'eval';
      if (prefix.name === 'sudo') {
        found.push(this.add([{ text: 'sudo', sources: [] }], ALONE));
      }
      if (prefix.name === 'xargs') {
        const printed = this.printedBy(flow.input);
        texts.push(...printed);
        list.push(...printed.map(text => ({ text, sources: [] })));
      }
    }
    const rest = list.slice(start);
    if (rest.length === 0) {
      return found;
    }
    const own = texts.slice(start);
    const script = isEval ? own.join(' ') : scriptIn(own);
    if (script !== undefined) {
      return [...found, ...this.readScript(script, flow)];
    }
    const fed = readsScript(own) ? this.readScript(this.printedBy(flow.input).join(' '), ALONE) : [];
    return [...found, ...fed, ...this.readFind(own, flow), this.add(rest, flow)];
  }

  private readFind(words: string[], flow: Flow): ShellCommand[] {
    if (this.depth > MOST_DEPTH) {
      return [];
    }
    this.depth += 1;
    const found = foundByFind(words).flatMap(command => this.readWords(command.map(text => ({ text, sources: [] })), flow));
    this.depth -= 1;
    return found;
  }

  /** The same list for the same commands: a long pipe passes it on and does not copy it. */
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
        this.variables.set(node.name.value, (node.wordlist ?? []).flatMap(word => this.expand(word)).join(' '));
        return this.readChildren(node, flow);
      case 'CommandExpansion':
      case 'ProcessSubstitution':
        this.characters += node.text.length; // it is read when it is asked for
        return this.characters > MOST_CHARACTERS ? [] : this.readChildren(node, ALONE);
      default:
        return this.readChildren(node, flow);
    }
  }

  private readChildren(node: SyntaxNode, flow: Flow): ShellCommand[] {
    const found: ShellCommand[] = [];
    parser().forEachChild(node, child => found.push(...this.readNode(child, flow)));
    return found;
  }

  private readCommand(node: Command, flow: Flow): ShellCommand[] {
    const own = this.redirected(node.redirects, flow);
    const assignments = node.prefix.filter(part => part.type === 'Assignment');
    assignments.forEach(part => this.readChildren(part, ALONE));
    const words = [...node.name ? [node.name] : [], ...node.args].flatMap(word => this.readWord(word));
    if (words.length === 0 || /^(export|local|declare|readonly|typeset)$/.test(words[0].text)) {
      [...assignments, ...node.args].forEach(part => part.type === 'Assignment' && this.assign(part));
    }
    return this.readWords(words, own);
  }

  private readWord(word: CommandArgument): ShellWord[] {
    const sources = this.readChildren(word, ALONE);
    if (word.type === 'Assignment') {
      return [{ text: `${word.name}=${this.valueOf(word)}`, sources }];
    }
    // $(command -v pip) is pip
    const printed = word.parts?.length === 1 && word.parts[0].type === 'CommandExpansion' && sources.length === 1 ? sources[0].prints : [];
    return (printed.length > 0 ? printed : this.expand(word)).map(text => ({ text, sources }));
  }

  private assign(assignment: Assignment): void {
    this.variables.set(assignment.name, this.valueOf(assignment));
  }

  private valueOf({ value }: Assignment): string {
    return value.type === 'Word' ? this.expand(value).join(' ') : value.elements.flatMap(word => this.expand(word)).join(' ');
  }

  /** The words that a word comes to. A variable without quotes may hold several. */
  private expand(word: Word): string[] {
    if (!word.parts) {
      return [word.value];
    }
    const text = word.parts.map(part => this.textOf(part)).join('');
    const isSplit = word.parts.length === 1 && /^(Simple|Parameter)Expansion$/.test(word.parts[0].type);
    return isSplit ? text.split(/\s+/).filter(part => part !== '') : [text];
  }

  private textOf(part: WordPart): string {
    switch (part.type) {
      case 'DoubleQuoted':
      case 'LocaleString':
        return part.parts.map(inner => this.textOf(inner)).join('');
      case 'SimpleExpansion':
        return this.variable(part.text.slice(1)) ?? part.text;
      case 'ParameterExpansion':
        return part.prefix ?? part.index ? part.text
          : this.variable(part.parameter) ?? (part.operation?.type === 'Default' ? this.expand(part.operation.operand).join(' ') : part.text);
      case 'Literal':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
      case 'Glob':
        return part.value;
      default:
        return part.text;
    }
  }

  private variable(name: string): string | undefined {
    const text = this.variables.get(name);
    this.characters += text?.length ?? 0;
    return this.characters > MOST_CHARACTERS ? undefined : text;
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
          const words = this.expand(target);
          input = [...found, { words: ['echo', ...words], sources: [], prints: found.length > 0 ? [] : words.flatMap(word => word.split(/\s+/)), ...ALONE }];
        } else if (redirect.operator.startsWith('<')) {
          input = found.length > 0 ? found : input;
          inputFiles.push(...this.expand(target));
        } else {
          outputFiles.push(...this.expand(target));
        }
      }
    }
    return { input, inputFiles, outputFiles };
  }

  private add(words: ShellWord[], flow: Flow): ShellCommand {
    const [program, ...rest] = words.map(({ text }) => text);
    // the name of a script's output is no path
    const name = words[0].sources.length > 0 ? program : posix.basename(program);
    const all = [name, ...rest];
    const prints = printedWords(all)?.slice(0, MOST_PRINTED) ?? this.printedBy(flow.input);
    const command = { words: all, sources: words.map(({ sources }) => sources), prints, ...flow };
    this.commands.push(command);
    return command;
  }
}
