import { contextPath } from '../dockerfile/context-path';
import { invalidOption } from '../dockerfile/invalid-option';
import { BOOLEAN, Checks, NAMED_STRINGS, STRINGS } from '../dockerfile/option-checks';
import { execForm } from '../dockerfile/quoting';
import { variableName } from '../dockerfile/variables';

/** A command that makes files of the application when its image is built: style sheets, translations, generated code. */
export interface BuildCommand {
  /**
   * The program and its arguments, which run without a shell: `['python', 'manage.py', 'collectstatic', '--no-input']`.
   *
   * It runs in /app, as root, with the requirements, `buildPackages` and the variables of `environment`. The commands run one after the other: each
   * finds what those before it have made. It has to end with 0.
   */
  readonly command: string[];
  /**
   * The folders, files and globs that it makes and that the image needs, relative to /app: `['staticfiles', 'shop/*_pb2.py']`. A folder
   * is taken as a whole, and stands in the place of what the sources have there. The build fails where one is missing. An empty list is for a command that
   * only prepares another one, such as `npm ci`.
   *
   * What lies there on disk does not reach the build, unless `inputs` or `sources` name it.
   */
  readonly outputs: string[];
  /**
   * The folders, files and globs that it reads, relative to the project. It does not run again when others change. They need not be part of `sources`:
   * those that are not stay out of the image.
   *
   * @default - all that the application consists of: its `sources`
   */
  readonly inputs?: string[];
  /**
   * Environment variables of this command alone; the image does not have them. Not for secrets: everyone who has the Dockerfile can read them. Where
   * an application asks for a key that it does not use yet, any word will do.
   *
   * @default - none beside those of the application
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * Whether development has the outputs too. Where it sees a folder as it is on disk, that is what counts.
   *
   * @default false
   */
  readonly inDev?: boolean;
}

/** What each part of a build command takes. */
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
 * @throws when one cannot run, or when a path lies elsewhere
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
    throw invalidOption(`${option}.environment`, command[0], 'the first word of a command is its program', 'Name variables in environment');
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
    throw invalidOption(option, path, 'it would stand in the place of all the code', 'Name what the command makes');
  }
  return text;
}
