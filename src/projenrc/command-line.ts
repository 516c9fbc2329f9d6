import { InitProject } from 'projen';
import { pythonVersion } from '../base-images/python-versions';
import { invalidOption } from '../dockerfile/invalid-option';
import { Framework } from '../frameworks/framework';
import { PythonPackageManager } from '../package-managers/package-manager';
import { PipInstaller } from '../package-managers/pip-installer';
import { ImageDigests } from '../standards/image-digests';
import { DependencyUpdates } from '../workflows/dependency-updates';

const ENUMS = new Map<string, string[]>([
  ['dependencyUpdates', Object.values(DependencyUpdates)],
  ['framework', Object.values(Framework)],
  ['imageDigests', Object.values(ImageDigests)],
  ['installer', Object.values(PipInstaller)],
  ['packageManager', Object.values(PythonPackageManager)],
]);

/**
 * Corrects options from the command line of `projen new`, before files are written: `--python-version 3.12` is passed as a
 * number, and an unknown member of an enum as undefined.
 *
 * @throws when a value of an enum does not exist
 */
export function checkCommandLine(initProject: InitProject, options: object): void {
  const { args, type } = initProject;
  for (const { name, kind } of type.options as { name: string; kind?: string }[]) {
    if (kind === 'enum' && args[name] !== undefined && (options as { [name: string]: unknown })[name] === undefined) {
      throw invalidOption(name, args[name], `the values are ${ENUMS.get(name)?.join(', ') ?? 'in the documentation'}`);
    }
  }
  if (args.pythonVersion !== undefined) {
    args.pythonVersion = pythonVersion(args.pythonVersion); // the rc file is made from these
  }
}
