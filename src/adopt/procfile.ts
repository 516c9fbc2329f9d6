import { Reading, Readings } from './fact';
import { processName } from './process-name';
import { Repository } from './repository';
import { RELEASE, WEB } from '../processes/process';

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
    if (name === WEB) {
      found.state('command', { shell: command }, evidence);
    } else if (name !== undefined) {
      found.state(`processes.${processName(name)}`, { shell: command }, evidence);
      if (name === RELEASE) {
        found.note(evidence, 'release is a job: run docker:run:release, or a job of your cluster, before a new version starts');
      }
    }
  });
  return found;
}
