import { InitProject } from 'projen';
import { pythonVersion } from '../base-images/python-versions';
import { invalidOption } from '../dockerfile/invalid-option';
import { Check } from '../dockerfile/option-checks';

/**
 * Corrects options from the command line of `projen new`, before files are written: `--python-version 3.12` is passed as a
 * number, and an unknown member of an enum as undefined.
 *
 * @param checks what options take, by their names
 * @throws when a value of an enum does not exist
 */
export function checkCommandLine(initProject: InitProject, options: object, checks: { readonly [option: string]: Check }): void {
  const { args, type } = initProject;
  for (const { name, kind } of type.options as { name: string; kind?: string }[]) {
    if (kind === 'enum' && args[name] !== undefined && (options as { [name: string]: unknown })[name] === undefined) {
      checks[name]?.(name, args[name]);
      throw invalidOption(name, args[name], 'the values are in the documentation');
    }
  }
  if (args.pythonVersion !== undefined) {
    args.pythonVersion = pythonVersion(args.pythonVersion); // the rc file is made from these
  }
}
