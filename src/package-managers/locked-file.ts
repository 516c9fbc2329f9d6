import { Project } from 'projen';
import { declaredRequirements } from './declared-requirements';
import { existingRequirements } from './existing-file';
import { ExistingRequirements, readExistingRequirements } from './existing-requirements';
import { PackageManagerOptions } from './package-manager';
import { mergeRequirements } from './requirement';
import { RequirementsFile } from './requirements-file';
import { handwritten, unlockedFiles, withoutHash } from './unlocked-files';
import { invalidOption } from '../dockerfile/invalid-option';

export const PYPROJECT = 'pyproject.toml';

/** A lock file, and the requirements file that it is made from; the user may have written only the lock file. */
export interface Locked {
  readonly input?: string;
  /** The files that the input includes. */
  readonly included?: string[];
  readonly output: string;
  /** The flags that the lock file is made with. */
  readonly flags?: string[];
  /** The positions of the requirements in files that the user wrote. */
  readonly existing?: { readonly [requirement: string]: string };
}

/** The options of a lock file. */
export interface LockedOptions {
  /** The option with its requirements, if the user wrote no files. */
  readonly option: 'requirements' | 'devRequirements';
  /** The name of its files without the ending: `requirements.worker`. */
  readonly name: string;
  /** The lines at the head of a generated file. */
  readonly head: string[];
  /** Whether it belongs to a further container. */
  readonly isNamed: boolean;
  /** All lock files of the container. */
  readonly locks: string[];
}

/**
 * Finds the input of a lock file, and generates the input if the user did not write it.
 *
 * @throws when the lock file would overwrite an existing file, or a file has lines that cannot be supported
 */
export function lockedFile(project: Project, options: PackageManagerOptions, { option, name, head, isNamed, locks }: LockedOptions): Locked {
  const [input, output] = [`${name}.in`, `${name}.txt`];
  const requirements = options[option];
  const context = { sdists: options.sdists, indexes: options.access.indexes.map(({ url }) => url), locks };
  const fromUser = (path: string, files: Locked): Locked => {
    if (options.namedOptions.includes(option)) {
      throw invalidOption(option, requirements.map(({ text }) => text), `${path} exists and was not generated, so the requirements come from it`,
        `Remove ${option}, or remove ${path}`);
    }
    return files;
  };
  if (option === 'requirements' && options.pyproject?.dynamicFiles.includes(output)) {
    throw invalidOption('pyproject.toml dynamic dependencies', output, 'this is the lock file, with hashes that the build backend cannot read',
      `Use ${input} there, and rename the file if it is not a lock file`);
  }
  if (existingRequirements(project, input) !== undefined) {
    const line = handwritten(existingRequirements(project, output) ?? '');
    if (line !== undefined) {
      throw invalidOption(output, line, `${input} exists, so this is the name of its lock file, and the task "lock" would overwrite it`,
        `Move its requirements to ${input}, and remove or rename ${output}`);
    }
    const { included, requirements: own } = readExistingRequirements(project, input, context);
    return fromUser(input, { input, output, included, existing: places(own) });
  }
  const lock = existingRequirements(project, output)?.trim() ?? '';
  if (lock !== '' && !new RegExp(`--output-file=${output} (${input}|${PYPROJECT})`).test(lock)) {
    if (withoutHash(lock) !== undefined) {
      throw unlockedFiles(project, output);
    }
    readExistingRequirements(project, output, { ...context, isLock: true });
    return fromUser(output, { output });
  }
  if (option === 'requirements' && options.pyproject?.requirements && !isNamed) {
    const { extras, groups } = options.selection;
    return fromUser(PYPROJECT, {
      input: PYPROJECT, output, existing: options.pyproject.requirementPlaces(options.selection), flags: [...extras.map(extra => `--extra=${extra}`), ...groups.map(group => `--group=${group}`)],
    });
  }
  const declared = option === 'requirements' && !options.namedOptions.includes(option) ? declaredRequirements(project, options.pyproject) : undefined;
  if (declared) {
    const files = declared.files.map(path => ({ path, ...readExistingRequirements(project, path, { ...context, from: declared.place }) }));
    new RequirementsFile(project, input, [`# from ${declared.place}`], [...declared.files.map(path => `-r ${path}`), ...declared.requirements]);
    return {
      input,
      output,
      included: [...new Set(files.flatMap(({ path, included }) => [path, ...included]))].sort(),
      existing: places(files.flatMap(file => file.requirements)),
    };
  }
  const own = option === 'devRequirements' && !isNamed && !options.namedOptions.includes(option)
    ? options.pyproject?.developmentRequirements(options.selection) ?? [] : [];
  const all = mergeRequirements('pyproject.toml', own, requirements.map(({ text }) => text));
  new RequirementsFile(project, input, [...head, ...own.length ? [`# from ${PYPROJECT}`] : []], [...new Set(all.map(({ text }) => text))]);
  return { input, output };
}

function places(requirements: ExistingRequirements['requirements']): { readonly [requirement: string]: string } {
  return Object.fromEntries(requirements.map(({ place, text }) => [text, place]));
}
