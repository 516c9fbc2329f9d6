import { join } from 'node:path';
import { readText } from '../../files/text';

/** The input of a resolver. */
export interface Question {
  /** The folder with its files. */
  readonly folder: string;
  /** The files with the requirements. */
  readonly inputs: string[];
  /** The arguments of the command, which may contain constraints. */
  readonly argv: string[];
}

/** A requirement as it was written, and its file. */
interface Source {
  readonly name: string;
  readonly text: string;
  readonly file: string;
}

/** The beginning of uv's and Poetry's explanation why there is no solution. */
const EXPLANATION = /\bBecause\b|\bIncompatible constraints in requirements\b/;
/** The beginning of Docker's own lines about the failed step. */
const END = /\n(?=#\d+ ERROR|-{4})/;
/** The files of constraints, in a file of requirements and in an argument. */
const CONSTRAINTS = /(?:^|\n)(?:-c|--constraint)[ =](\S+)|^--constraints=(\S+)/g;

/**
 * The requirements that a resolver could not satisfy, in one line, with the files to change. The resolver's own explanation is above it. Empty if
 * the explanation contains none of them, because something else has failed.
 */
export function conflict(lines: string, { folder, inputs, argv }: Question): string {
  const start = lines.search(EXPLANATION);
  if (start === -1) {
    return '';
  }
  const words = lines.slice(start).split(END)[0].match(/[A-Za-z0-9](?:[\w.-]*\w)?/g)!.map(normalized);
  const texts = inputs.map(file => ({ file, text: readText(join(folder, file)) }));
  const requirements = texts.flatMap(({ file, text }) => requirementsOf(file, text)).filter(({ name }) => words.includes(name));
  const constraints = [...texts.map(({ text }) => text), ...argv]
    .flatMap(text => [...text.matchAll(CONSTRAINTS)].map(([, line, flag]) => line ?? flag));
  const pins = [...new Set(constraints)].flatMap(file => pinsOf(file, readText(join(folder, file)))).filter(({ name }) => words.includes(name));
  if (!requirements.length) {
    return '';
  }
  const all = [...requirements.map(({ text, file }) => `${text} (${file})`), ...pins.map(({ text, file, cause }) => `${text} (${file}${cause ? `, for ${cause}` : ''})`)];
  const named = all.join(' and ').replace(/\/\/[^/@\s]*@/g, '//****@');
  return `${named} ${all.length === 1 ? 'cannot be satisfied.' : 'conflict with each other.'}`
    + (pins.length ? ' The requirements of production are locked first, so that tests run with the same versions: '
      + `change ${inputs.join(' or ')}, or the requirements of production.` : '');
}

/** The requirements in a file: one on each line, or the strings in the lists of a pyproject.toml. */
function requirementsOf(file: string, text: string): Source[] {
  const found = file.endsWith('.toml')
    ? [...text.matchAll(/(?:^|[[,])[ \t]*(?:"([^"\n]+)"|'([^'\n]+)')(?=[ \t]*[\],\n])/gm)].map(([, double, single]) => double ?? single)
    : text.replace(/\\\n/g, ' ').split('\n').map(line => line.replace(/(^|\s)#.*/, '').trim());
  return [...new Set(found)].filter(line => /^[A-Za-z0-9]/.test(line)).map(line => ({ name: nameOf(line), text: line, file }));
}

/** The packages in a lock file, each with the requirement that needs it: uv writes the dependent packages below a package. */
function pinsOf(file: string, lock: string): (Source & { readonly cause?: string })[] {
  const pins = lock.split(/\n(?=[A-Za-z0-9])/).flatMap((entry) => {
    const [text] = /^[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?==[^\s;\\]+/.exec(entry) ?? [];
    const [, parent] = / -r /.test(entry) ? [] : /^ +#(?: +via)? +(?!via$)([A-Za-z0-9][\w.-]*)/m.exec(entry) ?? [];
    return text === undefined ? [] : [{ name: nameOf(text), text, file, parent: parent && normalized(parent) }];
  });
  const parents = new Map(pins.map(({ name, parent }) => [name, parent]));
  return pins.map(({ parent, ...pin }) => ({ ...pin, cause: parent && topOf(parents, parent) }));
}

/** The requirement at the end of a chain of dependent packages. */
function topOf(parents: ReadonlyMap<string, string | undefined>, name: string): string {
  const seen = new Set<string>();
  for (let parent = parents.get(name); parent !== undefined && !seen.has(parent); parent = parents.get(name)) {
    seen.add(name = parent);
  }
  return name;
}

function nameOf(requirement: string): string {
  return normalized(/^[A-Za-z0-9](?:[\w.-]*\w)?/.exec(requirement)![0]);
}

function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
