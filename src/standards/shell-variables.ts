import type { Assignment, ParameterExpansionPart, Word, WordPart } from 'unbash' with { 'resolution-mode': 'import' };
import { ShellCommand, ShellWord } from './shell-command';

/** Counts characters, and returns whether so many more may be read. */
export type Spend = (characters: number) => boolean;

/** The variables of a script, and the text of words after expansion. */
export class ShellVariables {
  /** The arguments of the script or function; undefined if they are not known. */
  public positional?: ShellWord[];
  private readonly values: Map<string, ShellWord>;

  /** @param values the variables that a RUN starts with */
  public constructor(private readonly spend: Spend, values: Map<string, ShellWord>) {
    this.values = new Map(values);
  }

  public set(name: string, word: ShellWord): void {
    this.values.set(name, word);
  }

  public assign(assignment: Assignment, sources: ShellCommand[]): void {
    const before = assignment.append ? this.values.get(assignment.name) : undefined;
    this.set(assignment.name, { text: `${before?.text ?? ''}${this.valueOf(assignment)}`, sources: [...before?.sources ?? [], ...sources] });
  }

  public valueOf({ value }: Assignment): string {
    return value.type === 'Word' ? this.expand(value).join(' ') : value.elements.flatMap(word => this.expand(word)).join(' ');
  }

  /** The arguments of the script, if the word is `"$@"` or the like, or the elements of an array: `"${A[@]}"`. */
  public argumentsIn({ parts = [] }: Word): ShellWord[] | undefined {
    const [part] = parts;
    const inner = parts.length === 1 && part.type === 'DoubleQuoted' && part.parts.length === 1 ? part.parts[0] : part;
    if (parts.length !== 1) {
      return undefined;
    }
    const list = inner.type === 'ParameterExpansion' && inner.index?.value === '@' ? this.values.get(inner.parameter) : undefined;
    return list ? list.text.split(/\s+/).map(text => ({ ...list, text })) : /^\$(\{?[@*]\}?|\{@:1\})$/.test(inner.text) ? this.positional : undefined;
  }

  /** The words that a word expands to. A variable without quotes may contain several. */
  public expand(word: Word): string[] {
    if (!word.parts) {
      return [word.value];
    }
    const braces = word.parts.findIndex(({ type }) => type === 'BraceExpansion');
    const texts = word.parts.map(part => this.textOf(part));
    if (braces !== -1 && texts[braces].includes(',')) {
      return texts[braces].slice(1, -1).split(',').map(text => [...texts.slice(0, braces), text, ...texts.slice(braces + 1)].join('')).filter(text => text !== '');
    }
    const text = texts.join('');
    const isSplit = word.parts.length === 1 && /^(Simple|Parameter)Expansion$/.test(word.parts[0].type);
    return isSplit ? text.split(/\s+/).filter(part => part !== '') : [text];
  }

  /** The commands whose output the variables of a word contain. */
  public sourcesOf({ parts = [] }: Word): ShellCommand[] {
    return parts.flatMap((part) => {
      const inner = part.type === 'DoubleQuoted' ? part.parts : [part];
      return inner.flatMap(({ type, text }) => /^(Simple|Parameter)Expansion$/.test(type) ? this.valueNamed(/[\w@*]+/.exec(text)?.[0] ?? '')?.sources ?? [] : []);
    });
  }

  private textOf(part: WordPart): string {
    switch (part.type) {
      case 'DoubleQuoted':
      case 'LocaleString':
        return part.parts.map(inner => this.textOf(inner)).join('');
      case 'SimpleExpansion':
        return this.variable(part.text.slice(1)) ?? part.text;
      case 'ParameterExpansion':
        return this.parameter(part);
      case 'Literal':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
      case 'Glob':
        return part.value;
      default:
        return part.text;
    }
  }

  /** `${NAME:-default}`, and the operators that change a text. */
  private parameter({ index, operation, parameter, prefix, text }: ParameterExpansionPart): string {
    const name = prefix === '!' ? this.variable(parameter) : parameter;
    const value = prefix === '#' || name === undefined ? undefined : this.variable(name);
    if (value === undefined || index && !/^[@*]$/.test(index.value)) {
      return operation?.type === 'Default' ? this.expand(operation.operand).join(' ') : text;
    }
    switch (operation?.type) {
      case 'Remove': {
        const part = this.expand(operation.operand).join(' ');
        const isStart = operation.operator.startsWith('#');
        const isThere = isStart ? value.startsWith(part) : value.endsWith(part);
        return !isThere ? value : isStart ? value.slice(part.length) : value.slice(0, value.length - part.length);
      }
      case 'Replace':
        return value.replaceAll(this.expand(operation.pattern).join(' '), () => this.expand(operation.replacement).join(' '));
      case 'Slice':
        return value.slice(Number(operation.offset.value)).slice(0, operation.length ? Number(operation.length.value) : undefined);
      case 'CaseModification':
        return operation.operator.startsWith('^') ? value.toUpperCase() : value.toLowerCase();
      default:
        return value;
    }
  }

  private variable(name: string): string | undefined {
    const text = this.valueNamed(name)?.text;
    return this.spend(text?.length ?? 0) ? text : undefined;
  }

  private valueNamed(name: string): ShellWord | undefined {
    if (/^[1-9]\d*$/.test(name)) {
      return this.positional?.[Number(name) - 1];
    }
    return (name === '@' || name === '*') && this.positional
      ? { text: this.positional.map(({ text }) => text).join(' '), sources: this.positional.flatMap(({ sources }) => sources) } : this.values.get(name);
  }
}
