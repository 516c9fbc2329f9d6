import type { Assignment, Word, WordPart } from 'unbash' with { 'resolution-mode': 'import' };

/** Counts characters, and returns whether so many more may be read. */
export type Spend = (characters: number) => boolean;

/** The variables of a script, and the text of words after expansion. */
export class ShellVariables {
  private readonly values = new Map<string, string>();

  public constructor(private readonly spend: Spend) {}

  public set(name: string, text: string): void {
    this.values.set(name, text);
  }

  public assign(assignment: Assignment): void {
    this.set(assignment.name, this.valueOf(assignment));
  }

  public valueOf({ value }: Assignment): string {
    return value.type === 'Word' ? this.expand(value).join(' ') : value.elements.flatMap(word => this.expand(word)).join(' ');
  }

  /** The words that a word expands to. A variable without quotes may contain several. */
  public expand(word: Word): string[] {
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
    const text = this.values.get(name);
    return this.spend(text?.length ?? 0) ? text : undefined;
  }
}
