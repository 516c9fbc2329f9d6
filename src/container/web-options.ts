import { PythonImageOptions } from './python-image-options';
import { invalidOption } from '../dockerfile/invalid-option';

/** The options of `web` that can be set next to `processes` too. */
const SHORT = ['command', 'devCommand', 'port', 'healthCheckPath'] as const;

/**
 * The options with those of `processes.web` moved next to `processes`, so that they are in one place.
 *
 * @throws when an option is set in both places
 */
export function withWebInShort(options: PythonImageOptions): PythonImageOptions {
  const web = options.processes?.web;
  if (!web) {
    return options;
  }
  const twice = SHORT.find(option => options[option] !== undefined && web[option] !== undefined);
  if (twice) {
    throw invalidOption(`processes.web.${twice}`, web[twice], `${twice} is set next to processes too`, 'Remove one of them');
  }
  if ((options.healthCheckPath ?? web.healthCheckPath) !== undefined && web.healthCheckCommand !== undefined) {
    throw invalidOption('processes.web.healthCheckCommand', web.healthCheckCommand, 'healthCheckPath is set too', 'Remove one of them');
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
