import { posix } from 'path';
import { prefixAt } from './command-prefixes';
import { KnownFiles } from './known-files';
import { printedText } from './printed-text';
import { commandsOfProgram, isInterpreter, programText } from './program-text';
import { ALONE, asWord, Flow, isShell, ShellCommand, ShellWord } from './shell-command';
import { ShellVariables } from './shell-variables';
import { fileIndex, foundByFind, isScriptReader, scriptsIn } from './started-scripts';
import { shellWord } from '../dockerfile/quoting';

/** The most characters that are read for one RUN, including nested scripts and values of variables. */
const MOST_CHARACTERS = 500_000;
/** The maximum depth of nested scripts. */
const MOST_SCRIPTS = 16;
/** The most words that one command passes on to the next. */
const MOST_WORDS = 500;
/** Prefixes that rules look for. */
const NAMED_PREFIXES = /^(sudo|doas|uvx|ssh)$/;
const WRITERS = /^(cp|mv|ln|install)$/;

/** Reads the words of commands: which commands and scripts they start, and what they leave for later ones. */
export abstract class CommandReader {
  public readonly commands: ShellCommand[] = [];
  protected readonly variables: ShellVariables;
  private readonly aliases = new Map<string, string>();
  private readonly inputs = new Map<ShellCommand[], string>();
  private characters = 0;
  private scripts = 0;

  public constructor(private readonly files: KnownFiles) {
    this.variables = new ShellVariables(characters => this.spend(characters), files.variables);
  }

  /** @returns the commands whose output is the output of the script */
  public abstract readScript(text: string, flow: Flow): ShellCommand[];

  /** The commands of a function, if there is one with this name. */
  protected abstract readFunction(name: string, list: ShellWord[], flow: Flow): ShellCommand[] | undefined;

  /** A command without its prefixes. For a script, the commands that it runs. */
  public readWords(words: ShellWord[], flow: Flow): ShellCommand[] {
    let list = words;
    let texts = words.map(({ text }) => text);
    const found: ShellCommand[] = [];
    const starters: string[] = [];
    let start = 0;
    // a variable in front of a command is empty, unless it was read from somewhere
    const isNoPrefix = () => this.aliases.has(texts[start]) || /^\$/.test(texts[start] ?? '') && list[start].sources.length > 0;
    const next = () => isNoPrefix() ? undefined : prefixAt(texts, start);
    for (let prefix = next(); prefix; prefix = next()) {
      const options = texts.slice(start + 1, prefix.start);
      ({ start } = prefix);
      starters.push(prefix.name);
      if (NAMED_PREFIXES.test(prefix.name)) {
        found.push(this.add([asWord(prefix.name)], ALONE, []));
      }
      if (prefix.name === 'xargs') {
        list = [...list.slice(0, start), ...this.withInput(list.slice(start), options, flow)];
        texts = list.map(({ text }) => text);
      }
    }
    const rest = list.slice(start);
    return rest.length === 0 ? found : [...found, ...this.readProgram(rest, flow, starters)];
  }

  protected inScript(read: () => ShellCommand[]): ShellCommand[] {
    if (this.scripts > MOST_SCRIPTS) {
      return [];
    }
    this.scripts += 1;
    const found = read();
    this.scripts -= 1;
    return found;
  }

  /** Reads with other arguments of the script or function. */
  protected withArguments(list: ShellWord[] | undefined, read: () => ShellCommand[]): ShellCommand[] {
    const { positional } = this.variables;
    this.variables.positional = list ?? positional;
    const found = read();
    this.variables.positional = positional;
    return found;
  }

  protected spend(characters: number): boolean {
    this.characters += characters;
    return this.characters <= MOST_CHARACTERS;
  }

  /** The words of a text, as a shell splits it. */
  protected split(text: string): string[] {
    return text !== '' && this.spend(text.length) ? text.split(/\s+/).filter(word => word !== '') : [];
  }

  protected add(list: ShellWord[], flow: Flow, starters: string[]): ShellCommand {
    const [path, ...rest] = list.map(({ text }) => text);
    // the name of a script's output is not a path
    const name = list[0].sources.length > 0 ? path : posix.basename(path);
    const words = [name, ...rest];
    let passed: string | undefined;
    const text = printedText(words, { input: () => passed = this.inputOf(flow), file: file => this.files.text(file) });
    const prints = text === passed || this.spend(text.length) ? text : '';
    const command: ShellCommand = { words, path, starters, sources: list.map(({ sources }) => sources), prints, ...flow };
    this.commands.push(command);
    this.leave(command, list);
    return command;
  }

  private readProgram(list: ShellWord[], flow: Flow, starters: string[]): ShellCommand[] {
    const texts = list.map(({ text }) => text);
    const [name] = texts;
    const alias = this.aliases.get(name);
    if (alias !== undefined) {
      this.aliases.delete(name); // an alias may contain its own name
      const found = this.readScript([alias, ...texts.slice(1).map(shellWord)].join(' '), flow);
      this.aliases.set(name, alias);
      return found;
    }
    const called = this.readFunction(name, list.slice(1), flow);
    if (called) {
      return called;
    }
    const scripts = starters.includes('eval') ? [{ text: texts.join(' ') }] : scriptsIn(texts, starters);
    if (scripts && !/(^|\/)(git|sed|tar)$/.test(name)) { // these do something else too
      const isFed = starters.includes('xargs') && isShell(name) && scripts.every(({ text }) => /^(\{\})?$/.test(text));
      return [
        ...isFed ? [this.add([list[0]], flow, starters)] : [],
        ...scripts.flatMap(({ text, start }) => {
          if (start !== undefined && start <= list.length) {
            this.variables.set('0', list[start - 1]);
          }
          return this.withArguments(start === undefined ? undefined : list.slice(start), () => this.readScript(text, flow));
        }),
      ];
    }
    return [
      ...this.readStarted(list, texts, flow),
      ...scripts?.flatMap(({ text }) => this.readScript(text, ALONE)) ?? [],
      this.add(list, flow, starters),
    ];
  }

  /** What a command starts in addition to itself: a file that is known, a program in another language, or what find finds. */
  private readStarted(list: ShellWord[], texts: string[], flow: Flow): ShellCommand[] {
    const [name] = texts;
    const origin = this.files.origin(name);
    const program = programText(texts);
    const isReader = isScriptReader(name);
    const isProgram = isInterpreter(name);
    const started = program !== undefined ? [program] : isReader || isProgram ? this.fedTexts(list, texts, flow) : [this.files.text(name)];
    return this.inScript(() => [
      ...started.flatMap(text => isProgram || !isReader && /^#!(?!.*sh\b)/.test(text) ? this.readForeign(text) : text === '' ? [] : this.readScript(text, ALONE)),
      ...foundByFind(texts).flatMap(command => this.readWords(command.map(asWord), flow)),
      ...origin === undefined ? [] : this.readWords([asWord(origin), ...list.slice(1)], flow),
    ]);
  }

  /** The scripts or programs that a shell or an interpreter reads: from a pipe, or from files whose text is known. */
  private fedTexts(list: ShellWord[], texts: string[], flow: Flow): string[] {
    const index = fileIndex(texts);
    return index === undefined ? [this.inputOf(flow)]
      : [this.files.text(texts[index]), ...texts[index].startsWith('<(') ? [this.printedBy(list[index].sources)] : []];
  }

  private readForeign(text: string): ShellCommand[] {
    if (!this.spend(text.length)) {
      return [];
    }
    const { scripts, lists } = commandsOfProgram(text);
    return [...scripts.flatMap(script => this.readScript(script, ALONE)), ...lists.flatMap(words => this.readWords(words.map(asWord), ALONE))];
  }

  /** The words of a command that xargs starts: what it reads stands at their end, or in the place of a word. */
  private withInput(list: ShellWord[], options: string[], flow: Flow): ShellWord[] {
    const text = this.inputOf(flow);
    const index = options.findIndex(word => /^(-[Ii]|--replace(=|$))/.test(word));
    if (index === -1) {
      const isWhole = options.some(word => /^(-\w*[0d]|--null|--delimiter)/.test(word));
      return [...list, ...isWhole ? text === '' ? [] : [asWord(text)] : this.split(text).slice(0, MOST_WORDS).map(asWord)];
    }
    const place = options[index].replace(/^(-[Ii]|--replace=?)/, '') || (options[index] === '-I' ? options[index + 1] : '{}') || '{}';
    return list.map(word => !word.text.includes(place) ? word : {
      text: text !== '' && this.spend(text.length) ? word.text.replaceAll(place, () => text.trim()) : word.text,
      sources: [...word.sources, ...flow.input],
    });
  }

  /** The text that a command reads. */
  private inputOf({ input, inputFiles }: Flow): string {
    return [this.printedBy(input), ...inputFiles.map(file => this.files.text(file))].filter(text => text !== '').join('\n');
  }

  /** The same text for the same commands, because a long pipe passes it on without copying it. */
  private printedBy(commands: ShellCommand[]): string {
    const known = this.inputs.get(commands);
    if (known !== undefined) {
      return known;
    }
    const texts = [...new Set(commands.map(({ prints }) => prints))].filter(text => text !== '');
    const text = texts.length < 2 || this.spend(texts.reduce((sum, { length }) => sum + length, 0)) ? texts.join('\n') : '';
    this.inputs.set(commands, text);
    return text;
  }

  /** What a command leaves for later ones: files and variables. */
  private leave(command: ShellCommand, [, ...list]: ShellWord[]): void {
    const { words: [name, ...rest], outputFiles, prints } = command;
    const operands = rest.filter(word => !/^-./.test(word));
    [...outputFiles, ...name === 'tee' ? operands : []].forEach(file => this.files.write(file, prints));
    if (WRITERS.test(name) && operands.length > 1) {
      const target = operands[operands.length - 1];
      // $(command -v pip) is a program too
      operands.slice(0, -1).forEach(file => this.files.copy(file, target, list[rest.indexOf(file)].sources.length > 0));
    }
    switch (name) {
      case 'read':
      case 'mapfile':
      case 'readarray':
        (operands.length > 0 ? operands : ['REPLY']).forEach(variable => this.variables.set(variable, { text: prints.trim() || `$${variable}`, sources: [command] }));
        break;
      case 'alias':
        rest.map(word => /^([^=]+)=([^]*)/.exec(word)).forEach(found => found && this.aliases.set(found[1], found[2]));
        break;
      case 'set':
        this.variables.positional = rest.includes('--') ? list.slice(rest.indexOf('--') + 1) : this.variables.positional;
        break;
      case 'shift':
        this.variables.positional = this.variables.positional?.slice(Number(rest[0] ?? 1));
        break;
    }
  }
}
