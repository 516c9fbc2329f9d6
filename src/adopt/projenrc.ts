/** An option in .projenrc.ts, and the evidence for its value. */
export interface Setting {
  readonly name: string;
  /** JSON, or the text of an expression. */
  readonly value: unknown;
  readonly evidence?: string;
  /** The evidence for the members of a value, if they have their own. */
  readonly members?: { readonly [name: string]: string };
}

/** An expression that is written as it is: `Framework.NONE`. */
export class Expression {
  public constructor(public readonly text: string) {}
}

/** The parts of .projenrc.ts. */
export interface Projenrc {
  readonly settings: Setting[];
  /** Statements before the last one. */
  readonly statements: string[];
}

const PACKAGE = 'projen-python-container';

/** The text of .projenrc.ts. */
export function projenrcText({ settings, statements }: Projenrc): string {
  const body = [
    'const project = new PythonContainerProject({', ...settings.flatMap(setting => lines(setting)), '});',
    ...statements.length ? ['', ...statements] : [],
    '', 'project.synth();', '',
  ].join('\n');
  const own = ['BaseImage', 'Framework', 'PythonContainerProject', 'PythonPackageManager'].filter(name => new RegExp(`\\b${name}[.(]`).test(body));
  return [
    ...body.includes('EndOfLine.') ? ["import { EndOfLine } from 'projen';"] : [],
    `import { ${own.join(', ')} } from '${PACKAGE}';`, '', body,
  ].join('\n');
}

function lines({ name, value, evidence, members }: Setting): string[] {
  const comment = evidence === undefined ? '' : ` // ${oneLine(evidence)}`;
  if (value instanceof Expression) {
    return [`  ${name}: ${value.text},${comment}`];
  }
  if (members && typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).map(([key, text]) => `    ${propertyName(key)}: ${expression(text)},${members[key] ? ` // ${oneLine(members[key])}` : ''}`);
    return [`  ${name}: {${comment}`, ...inner, '  },'];
  }
  if (Array.isArray(value) && (value.length > 12 || expression(value).length > 110)) {
    return [`  ${name}: [${comment}`, ...value.map(item => `    ${expression(item)},`), '  ],'];
  }
  return [`  ${name}: ${expression(value)},${comment}`];
}

/** A value as TypeScript. */
export function expression(value: unknown): string {
  if (typeof value === 'string') {
    return quoted(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(expression).join(', ')}]`;
  }
  if (value instanceof Expression) {
    return value.text;
  }
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value).map(([key, inner]) => `${propertyName(key)}: ${expression(inner)}`).join(', ')} }`;
  }
  return JSON.stringify(value);
}

function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'").replace(/[\u007f-\u009f\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `'${inner}'`;
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__' ? name : quoted(name);
}

function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
