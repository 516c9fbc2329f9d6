import { argvOf } from './command-line';
import { Reading, Readings } from './fact';
import { Repository } from './repository';

/**
 * The processes of a Procfile.
 *
 * @see https://devcenter.heroku.com/articles/procfile
 */
export function readProcfile(repository: Repository): Reading {
  const found = new Readings();
  repository.lines('Procfile').forEach((line, index) => {
    const [, name, command] = /^\s*([A-Za-z0-9_-]+)\s*:\s*(\S.*)$/.exec(line) ?? [];
    const evidence = `Procfile:${index + 1}`;
    if (name === 'web') {
      found.state('command', { shell: command }, evidence);
    } else if (name === 'release') {
      found.note(evidence, `release is not a long-running container: before a new version starts, run its command in the image: ${argvOf(command, {}).slice(0, 3).join(' ')} …`);
    } else if (name !== undefined) {
      found.state(`processes.${name.toLowerCase().replace(/_/g, '-')}`, { shell: command }, evidence);
    }
  });
  return found;
}
