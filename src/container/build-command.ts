import { contextPath } from '../dockerfile/context-path';
import { invalidOption } from '../dockerfile/invalid-option';
import { BOOLEAN, Checks, NAMED_STRINGS, STRINGS } from '../dockerfile/option-checks';
import { execForm } from '../dockerfile/quoting';
import { variableName } from '../dockerfile/variables';

/** A command that generates files of the application when the image is built: style sheets, translations, code. */
export interface BuildCommand {
  /**
   * The program and its arguments, which run without a shell: `['python', 'manage.py', 'collectstatic', '--no-input']`.
   *
   * It runs in /app, as root, with the requirements, `buildPackages` and the variables of `environment`. The commands run in their order: each
   * can use the outputs of those before it. A command that fails stops the build.
   */
  readonly command: string[];
  /**
   * The folders and files that it generates and that the image needs, as paths or globs relative to /app: `['staticfiles', 'shop/*_pb2.py']`. A folder
   * is copied completely, and replaces the folder of the sources. The build fails if an output is missing. Use an empty list for a command that
   * only prepares another command, such as `npm ci`.
   *
   * Existing files at these paths on disk are not part of the build context, unless `inputs` or `sources` list them.
   */
  readonly outputs: string[];
  /**
   * The folders and files that it reads, as paths or globs relative to the project. It does not run again when other files change. They may be outside `sources`:
   * then they are not in the image.
   *
   * @default - the `sources` of the application
   */
  readonly inputs?: string[];
  /**
   * Environment variables of this command only; they are not in the image. Not for secrets, because everyone who has the Dockerfile can read them. If
   * an application requires a key that this command does not use, set any word.
   *
   * @default - only the variables of the application
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * Whether the development image has the outputs too. A mounted folder hides them.
   *
   * @default false
   */
  readonly inDev?: boolean;
}

/** The checks of the options of a build command. */
export const BUILD_COMMAND: Checks<BuildCommand> = {
  command: STRINGS,
  outputs: STRINGS,
  inputs: STRINGS,
  environment: NAMED_STRINGS,
  inDev: BOOLEAN,
};

/**
 * Build commands with clean paths.
 *
 * @throws when a command is invalid, or a path is outside the project
 */
export function checkedCommands(commands: BuildCommand[]): BuildCommand[] {
  return commands.map((command, index) => checkedCommand(`buildCommands[${index}]`, command));
}

/** The words that run a command, with its own variables. */
export function buildArgv({ command, environment = {} }: BuildCommand): string[] {
  const variables = Object.entries(environment).map(([name, text]) => `${name}=${text}`);
  return [...variables.length ? ['env', ...variables] : [], ...command];
}

function checkedCommand(option: string, { command, outputs, inputs, environment = {}, inDev = false }: BuildCommand): BuildCommand {
  execForm(`${option}.command`, command);
  if (command[0].includes('=')) {
    throw invalidOption(`${option}.environment`, command[0], 'the first word of a command must be its program', 'Set variables in environment');
  }
  for (const [name, text] of Object.entries(environment)) {
    variableName(`${option}.environment name`, name);
    execForm(`${option}.environment ${name}`, ['env', text]);
  }
  execForm(`${option}.environment`, buildArgv({ command, outputs, environment }));
  STRINGS(`${option}.outputs`, outputs);
  return {
    command,
    outputs: [...new Set(outputs.map(path => output(`${option}.outputs`, path)))],
    inputs: inputs && [...new Set(inputs.map(path => contextPath(`${option}.inputs`, path)))],
    environment,
    inDev,
  };
}

function output(option: string, path: string): string {
  const text = contextPath(option, path);
  if (text === '.') {
    throw invalidOption(option, path, 'it would replace all of the code', 'List only the files that the command makes');
  }
  return text;
}
