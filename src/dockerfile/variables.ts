import { CONTINUED, Instruction } from './instruction';
import { invalidOption } from './invalid-option';
import { value } from './quoting';

/** Names of variables in POSIX shells, with the maximum length of image tools. */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,254}$/;

/** ENV and LABEL: names and values, one on each line. */
export class Pairs {
  private readonly values = new Map<string, string>();
  private rendered?: Instruction[];

  public constructor(private readonly keyword: string) {}

  public set(name: string, quotedValue: string): void {
    this.values.set(name, quotedValue);
    this.rendered = undefined;
  }

  /** Cached until a value is set, because rules use it often. */
  public get instructions(): Instruction[] {
    return this.rendered ??= this.render();
  }

  /** hadolint reads an escaped `$` as a reference too, and does not allow references to a variable of the same ENV (DL3044). */
  private render(): Instruction[] {
    const pairs = [...this.values];
    const apart = new Set(this.keyword === 'ENV' ? pairs.filter(pair => this.refersToAnother(pair)) : []);
    const groups = [pairs.filter(pair => !apart.has(pair)), ...[...apart].map(pair => [pair])].filter(group => group.length > 0);
    return groups.map(group => Instruction._of(this.keyword, { operands: group.map(([name, text]) => `${name}=${text}`).join(CONTINUED) }));
  }

  private refersToAnother([name, text]: [string, string]): boolean {
    return [...text.matchAll(/\\\$\{?(\w+)/g)].some(([, other]) => other !== name && this.values.has(other));
  }
}

export function argument(name: string, defaultValue?: string): Instruction {
  const text = variableName('argument name', name);
  return Instruction._of('ARG', { operands: defaultValue === undefined ? text : `${text}=${value(`argument ${name}`, defaultValue)}` });
}

/** The name of an environment variable or a build argument, as in POSIX shells. */
export function variableName(option: string, name: string): string {
  if (!VARIABLE_NAME.test(name)) {
    throw invalidOption(option, nameAlone(name), 'a name consists of letters, digits and underscores, does not start with a digit, and has up to 255 characters');
  }
  return name;
}

/** @see https://docs.docker.com/engine/manage-resources/labels/ */
export function labelName(name: string): string {
  if (!/^[a-z]([a-z0-9._/-]*[a-z0-9])?$/.test(name) || /\.\.|--/.test(name) || name.length > 255) {
    throw invalidOption('label name', nameAlone(name),
      'a name consists of lower-case letters and digits, with single . _ / - between them, and starts with a letter, such as org.opencontainers.image.title');
  }
  if (/^(com\.docker|io\.docker|org\.dockerproject)\./.test(name)) {
    throw invalidOption('label name', nameAlone(name), 'Docker reserves the namespaces com.docker, io.docker and org.dockerproject', 'Use your own domain');
  }
  return name;
}

/** The name in `NAME=value`, which users may write instead of the name: the value may be a secret. */
export function nameAlone(name: unknown): unknown {
  return typeof name === 'string' ? name.replace(/[=:][^]*/, '…') : name;
}
