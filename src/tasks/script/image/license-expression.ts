/**
 * Whether licenses that apply together are all allowed. Each is the name of a license or an SPDX expression: of `A OR B` one has to be
 * allowed, of `A AND B` both; an exception behind WITH only permits more.
 *
 * @see https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/
 */
export function isAllowed(licenses: string[], allowed: string[]): boolean {
  const names = new Set(allowed.map(name => name.toLowerCase()));
  return licenses.length > 0 && licenses.every(license => names.has(license.trim().toLowerCase()) || new Expression(license, names).isAllowed());
}

/** An expression that is read from left to right. What is no expression is not allowed. */
class Expression {
  private readonly words: string[];
  private isComplete = true;

  public constructor(text: string, private readonly allowed: ReadonlySet<string>) {
    // a whole text of a license is no expression
    this.words = text.length > 1000 ? [] : text.toLowerCase().match(/[()]|[^\s()]+/g) ?? [];
  }

  public isAllowed(): boolean {
    const result = this.either();
    return result && this.isComplete && !this.words.length;
  }

  private either(): boolean {
    let result = this.all();
    while (this.words[0] === 'or') {
      this.words.shift();
      result = this.all() || result; // in this order, because it has to be read
    }
    return result;
  }

  private all(): boolean {
    let result = this.one();
    while (this.words[0] === 'and') {
      this.words.shift();
      result = this.one() && result;
    }
    return result;
  }

  private one(): boolean {
    const word = this.word();
    if (word === '(') {
      const result = this.either();
      return this.word() === ')' && result;
    }
    if (this.words[0] !== 'with') {
      return this.allowed.has(word);
    }
    this.words.shift();
    const exception = this.word();
    return this.allowed.has(word) || this.allowed.has(`${word} with ${exception}`);
  }

  /** The next word, which has to be there. */
  private word(): string {
    this.isComplete &&= this.words.length > 0;
    return this.words.shift() ?? '';
  }
}
