import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { partedArguments } from './arguments';
import { run, succeed } from './processes';

/**
 * Runs the tests with new, empty services: `compose-test -- ARGUMENT… docker compose FLAG… -- SERVICE COMMAND…`. They have a
 * separate compose project, so that the development services keep running, and it is removed at the end.
 */
export function composeTest(_end: string, ...argv: string[]): void {
  const start = argv.map((word, index) => word === 'docker' && argv[index + 1] === 'compose').lastIndexOf(true);
  const { docker: flags, program } = partedArguments('program', argv.slice(0, start));
  const command = argv.slice(start);
  const end = command.indexOf('--');
  const [docker, ...words] = command.slice(0, end);
  const compose = [...words, `--project-name=${projectName()}`];
  const remove = () => run(docker, [...compose, '--profile=*', 'down', '--volumes', '--remove-orphans'], { stdio: 'ignore' });

  // Docker receives them too and ends; the cleanup must still run
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(signal => process.on(signal, () => {}));
  remove(); // leftovers of a run that was killed
  try {
    succeed(docker, [...compose, 'run', '--build', '--rm', ...flags, ...command.slice(end + 1), ...program]);
  } finally {
    remove();
  }
}

/** The name of a compose project that no other folder has, even if it has the same name, as the checkouts of CI runners do. */
function projectName(): string {
  const folder = resolve('.');
  const name = (process.env.COMPOSE_PROJECT_NAME || basename(folder)).toLowerCase().replace(/[^a-z0-9_-]/g, '').replace(/^[_-]+/, '') || 'app';
  return `${name}-tests-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`;
}
