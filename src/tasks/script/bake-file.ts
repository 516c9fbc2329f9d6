import { readFileSync } from 'node:fs';
import { Problem } from './problem';
import { NamePattern } from '../../dockerfile/glob';

export const BAKE_FILE = 'docker-bake.json';

/** The targets of the development images. Bake reads this name by itself; the tasks name it only to build them, as bake's time grows with the square of the number of targets. */
export const DEVELOPMENT_BAKE_FILE = 'docker-bake.override.json';

/** The files, in the order in which bake reads them. */
export const BAKE_FILES = [BAKE_FILE, DEVELOPMENT_BAKE_FILE];

/** A target of docker-bake.json. Its texts are templates. */
export interface BakeTarget {
  readonly 'context': string;
  readonly 'dockerfile': string;
  readonly 'tags': string[];
  /** The stage, if it is not the last one. */
  readonly 'target'?: string;
  readonly 'secret'?: string[];
  readonly 'ssh'?: string[];
  readonly 'no-cache-filter'?: string[];
}

/** What a file builds. */
export interface BakeFile {
  readonly group: { readonly [name: string]: { readonly targets: string[] } };
  readonly target: { readonly [name: string]: BakeTarget };
}

/** Reads a file of the project. */
export function readBakeFile(name = BAKE_FILE): BakeFile {
  try {
    return parseBakeFile(readFileSync(name, 'utf8'));
  } catch (error) {
    throw new Problem(`${name} cannot be read: ${(error as Error).message}. It is a generated file: "npx projen" writes it again.`);
  }
}

/** Reads both files of the project. */
export function readBakeFiles(): BakeFile {
  return joined(BAKE_FILES.map(name => readBakeFile(name)));
}

/** Several files as one. */
export function joined(files: BakeFile[]): BakeFile {
  return { group: Object.assign({}, ...files.map(({ group }) => group)), target: Object.assign({}, ...files.map(({ target }) => target)) };
}

export function parseBakeFile(text: string): BakeFile {
  const { group, target } = JSON.parse(text);
  if (![...Object.values<any>(group), { targets: [] }].every(({ targets }) => Array.isArray(targets)) || typeof target !== 'object') {
    throw new Error('expected groups and targets');
  }
  return { group, target };
}

/** The targets with these names, those of groups with these names, and those that match a pattern. */
export function targetsOf({ group, target }: BakeFile, names: string[]): string[] {
  const all = [...Object.keys(group), ...Object.keys(target)];
  const found = names.flatMap(name => /[*?[]/.test(name) ? all.filter(other => new NamePattern(name).test(other)) : [name]);
  return [...new Set(found.flatMap(name => Object.hasOwn(group, name) ? group[name].targets : Object.hasOwn(target, name) ? [name] : []))];
}

/** The text that a template without expressions means. */
export function plainText(template: string): string {
  return template.replace(/([$%])\1(?=\{)/g, '$1');
}

/** The file of a secret, if it comes from a file. */
export function secretFile(secret: string): string | undefined {
  const [, quoted, plain] = /(?:^|,)(?:"src=((?:[^"]|"")*)"|src=([^,]*))/.exec(secret) ?? [];
  return quoted?.replace(/""/g, '"') ?? plain;
}
