import { Project } from 'projen';
import { broughtRequirements } from './brought-file';
import { BroughtRequirements, readBroughtRequirements } from './brought-requirements';
import { declaredRequirements } from './declared-requirements';
import { PackageManagerOptions } from './package-manager';
import { mergeRequirements } from './requirement';
import { RequirementsFile } from './requirements-file';
import { unlockedFiles, withoutHash } from './unlocked-files';
import { invalidOption } from '../dockerfile/invalid-option';

export const PYPROJECT = 'pyproject.toml';

/** A lock, and the file of requirements that it is made from; people may bring a lock alone. */
export interface Locked {
  readonly input?: string;
  /** The files that the input includes. */
  readonly included?: string[];
  readonly output: string;
  /** What the lock is made with beyond the input. */
  readonly flags?: string[];
  /** The requirements of files that people brought, by their places. */
  readonly brought?: { readonly [place: string]: string };
}

/** A lock that is asked for. */
export interface LockedOptions {
  /** The option that its requirements come from, if nobody brought files. */
  readonly option: 'requirements' | 'devRequirements';
  /** The name of its files without the ending: `requirements.worker`. */
  readonly name: string;
  /** The lines at the head of a generated file. */
  readonly head: string[];
  /** Whether it belongs to a container beside the first. */
  readonly isNamed: boolean;
  /** All locks of the container. */
  readonly locks: string[];
}

/**
 * Finds out what a lock is made from, and writes the file if people did not bring one.
 *
 * @throws when a file that is there would be overwritten by the lock, or has lines that cannot be honoured
 */
export function lockedFile(project: Project, options: PackageManagerOptions, { option, name, head, isNamed, locks }: LockedOptions): Locked {
  const [input, output] = [`${name}.in`, `${name}.txt`];
  const requirements = options[option];
  const context = { sdists: options.sdists, indexes: options.access.indexes.map(({ url }) => url), locks };
  const brought = (path: string, files: Locked): Locked => {
    if (options.namedOptions.includes(option)) {
      throw invalidOption(option, requirements.map(({ text }) => text), `${path} is there and was not generated: the requirements come from it`,
        `Leave ${option} out, or remove ${path}`);
    }
    return files;
  };
  if (option === 'requirements' && options.pyproject?.dynamicFiles.includes(output)) {
    throw invalidOption('pyproject.toml dynamic dependencies', output, 'this is where the lock is, with hashes that the build backend does not read',
      `Name ${input} there, and rename the file if it is no lock`);
  }
  if (broughtRequirements(project, input) !== undefined) {
    const { included, requirements: own } = readBroughtRequirements(project, input, context);
    return brought(input, { input, output, included, brought: byPlace(own) });
  }
  const lock = broughtRequirements(project, output)?.trim() ?? '';
  if (lock !== '' && !new RegExp(`--output-file=${output} (${input}|${PYPROJECT})`).test(lock)) {
    if (withoutHash(lock) !== undefined) {
      throw unlockedFiles(project, output);
    }
    readBroughtRequirements(project, output, { ...context, isLock: true });
    return brought(output, { output });
  }
  if (option === 'requirements' && options.pyproject?.requirements && !isNamed) {
    const { extras, groups } = options.selection;
    return brought(PYPROJECT, {
      input: PYPROJECT, output, brought: options.pyproject.requirementPlaces(options.selection), flags: [...extras.map(extra => `--extra=${extra}`), ...groups.map(group => `--group=${group}`)],
    });
  }
  const declared = option === 'requirements' && !options.namedOptions.includes(option) ? declaredRequirements(project, options.pyproject) : undefined;
  if (declared) {
    const files = declared.files.map(path => ({ path, ...readBroughtRequirements(project, path, { ...context, from: declared.place }) }));
    new RequirementsFile(project, input, [`# from ${declared.place}`], [...declared.files.map(path => `-r ${path}`), ...declared.requirements]);
    return {
      input,
      output,
      included: [...new Set(files.flatMap(({ path, included }) => [path, ...included]))].sort(),
      brought: byPlace(files.flatMap(file => file.requirements)),
    };
  }
  const own = option === 'devRequirements' && !isNamed && !options.namedOptions.includes(option)
    ? options.pyproject?.developmentRequirements(options.selection) ?? [] : [];
  const all = mergeRequirements('pyproject.toml', own, requirements.map(({ text }) => text));
  new RequirementsFile(project, input, [...head, ...own.length ? [`# from ${PYPROJECT}`] : []], [...new Set(all.map(({ text }) => text))]);
  return { input, output };
}

function byPlace(requirements: BroughtRequirements['requirements']): { readonly [place: string]: string } {
  return Object.fromEntries(requirements.map(({ place, text }) => [place, text]));
}
