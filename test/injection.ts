import { DockerfileParser } from 'dockerfile-ast';
import { shellStructure } from './shell';
import { newProject, synth } from './synth';
import { PythonContainerProject, PythonContainerProjectOptions } from '../src';
import { parse as parseYaml } from './workflows/yaml';

/** Its types are an ES module's. */
const { parse: parseToml } = require('smol-toml'); // eslint-disable-line @typescript-eslint/no-require-imports

/** Where a value gets in: an option, or an argument of the model. */
export interface Entry {
  readonly options?: (value: any) => Partial<PythonContainerProjectOptions> | object;
  readonly call?: (project: PythonContainerProject, value: any) => void;
  /** A value that nobody could mean harm by, and that everything is compared with. */
  readonly benign: any;
}

/**
 * What the files of a project are made of, whatever the texts in them say: instructions, stages, mounts and the number of
 * words of exec forms, as another parser than ours reads them; lines; and the keys of TOML, YAML and JSON.
 */
export function structure({ options, call }: Entry, value: unknown): { [path: string]: unknown } {
  const project = newProject(options?.(value));
  call?.(project, value);
  const { 'README.md': _, ...files } = synth(project);
  return Object.fromEntries(Object.entries(files)
    .filter(([path]) => !/\.(py|cjs)$|^\.git|poetry\.txt$|^\.npm/.test(path) || /^\.github\/.*ml$/.test(path))
    .map(([path, content]) => [path, structureOf(path, content)]));
}

function structureOf(path: string, content: any): unknown {
  if (typeof content !== 'string') {
    return shape(content);
  }
  if (path.startsWith('Dockerfile') && !path.endsWith('.dockerignore')) {
    return instructions(content);
  }
  return path.endsWith('.toml') ? shape(parseToml(content)) : /\.ya?ml$/.test(path) ? shape(parseYaml(content)) : content.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).length;
}

function instructions(text: string): string[] {
  return DockerfileParser.parse(text).getInstructions().map((instruction) => {
    const keyword = instruction.getKeyword();
    const content = instruction.getRawArgumentsContent() ?? '';
    const mounts = keyword === 'RUN' ? content.match(/^(\s*--\S+\s+(\\\n)?)*/)![0].match(/--mount=type=\w+/g) ?? [] : [];
    return [keyword, keyword === 'FROM' ? content.replace(/^.* AS /, 'AS ') : '', ...mounts, wordCount(keyword, content), ...shellCommands(keyword, content)].join(' ').trim();
  });
}

/** What a RUN in shell form runs, as a shell would read it. */
function shellCommands(keyword: string, content: string): string[] {
  const command = content.replace(/\\\n/g, ' ').replace(/^(\s*--\S+)*\s*/, '');
  return keyword === 'RUN' && !command.startsWith('[') ? [JSON.stringify(shellStructure(command))] : [];
}

/** The number of words, where it counts. */
function wordCount(keyword: string, content: string): string {
  const text = content.replace(/^(\s*--\S+\s+(\\\n\s*)?)*(CMD\s)?\s*/, '');
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) ? `${words.length} words` : '';
  } catch {
    return keyword === 'COPY' ? `${text.split(/\s+/).length} words` : '';
  }
}

/** Keys and kinds, without the texts. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(shape);
  }
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)])) : typeof value;
}
