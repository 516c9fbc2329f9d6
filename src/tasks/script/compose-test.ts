import { basename, resolve } from 'node:path';
import { partedArguments } from './arguments';
import { run, succeed } from './processes';

/**
 * Runs the tests beside services whose data is new: `compose-test -- ARGUMENT… docker compose FLAG… -- SERVICE COMMAND…`. They have a
 * compose project of their own, so that those that are developed with keep running, and all of it is removed at the end.
 */
export function composeTest(_end: string, ...argv: string[]): void {
  const start = argv.map((word, index) => word === 'docker' && argv[index + 1] === 'compose').lastIndexOf(true);
  const { docker: flags, program } = partedArguments('program', argv.slice(0, start));
  const command = argv.slice(start);
  const end = command.indexOf('--');
  const [docker, ...words] = command.slice(0, end);
  const compose = [...words, `--project-name=${projectName()}`];
  const remove = () => run(docker, [...compose, '--profile=*', 'down', '--volumes', '--remove-orphans'], { stdio: 'ignore' });

  // Docker hears them too and ends; what comes then is still to be done
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(signal => process.on(signal, () => {}));
  remove(); // what a run that was killed has left
  try {
    succeed(docker, [...compose, 'run', '--build', '--rm', ...flags, ...command.slice(end + 1), ...program]);
  } finally {
    remove();
  }
}

/** As compose names the project of this folder, and one more word. */
function projectName(): string {
  const name = process.env.COMPOSE_PROJECT_NAME || basename(resolve('.'));
  return `${name.toLowerCase().replace(/[^a-z0-9_-]/g, '').replace(/^[_-]+/, '') || 'app'}-tests`;
}
