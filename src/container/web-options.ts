import { PythonImageOptions } from './python-image-options';
import { invalidOption } from '../dockerfile/invalid-option';

/** The options of `web` that can stand beside `processes` too. */
const SHORT = ['command', 'devCommand', 'port', 'healthCheckPath'] as const;

/**
 * The options with those of `processes.web` in their short form, beside `processes`, so that everything else looks for them in one place.
 *
 * @throws when the same is said in both places
 */
export function withWebInShort(options: PythonImageOptions): PythonImageOptions {
  const web = options.processes?.web;
  if (!web) {
    return options;
  }
  const twice = SHORT.find(option => options[option] !== undefined && web[option] !== undefined);
  if (twice) {
    throw invalidOption(`processes.web.${twice}`, web[twice], `${twice} stands beside processes too`, 'Leave one of them out');
  }
  if ((options.healthCheckPath ?? web.healthCheckPath) !== undefined && web.healthCheckCommand !== undefined) {
    throw invalidOption('processes.web.healthCheckCommand', web.healthCheckCommand, 'there is a healthCheckPath too', 'Leave one of them out');
  }
  const { command, devCommand, port, healthCheckPath, ...rest } = web;
  return {
    ...options,
    command: options.command ?? command,
    devCommand: options.devCommand ?? devCommand,
    port: options.port ?? port,
    healthCheckPath: options.healthCheckPath ?? healthCheckPath,
    processes: { ...options.processes, web: rest },
  };
}
