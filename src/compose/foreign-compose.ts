import { existsSync, realpathSync } from 'fs';
import { join } from 'path';
import { Project } from 'projen';
import { COMPOSE_FILE } from '../dockerfile/compose-places';
import { ConfigurationError } from '../projen-patches/configuration-error';
import { isTheirs } from '../projen-patches/foreign-files';

/** The file names that Docker Compose looks for: it reads the first. */
const NAMES = [COMPOSE_FILE, 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** The compose file that the user wrote, if there is one. It can be a link to a file elsewhere. */
export function foreignCompose(folder: string): string | undefined {
  return NAMES.find(name => existsSync(join(folder, name)) && isTheirs(realpathSync(join(folder, name))));
}

/** @throws when the generated file would hide the user's, because Docker reads only one */
export function refuseForeignCompose(folder: string): void {
  const file = foreignCompose(folder);
  if (file !== undefined) {
    throw new ConfigurationError(`compose: ${file} exists and was not generated. Docker would read only one of the compose files. `
      + 'Move its services to .projenrc.ts and remove the file, or set compose to false.');
  }
}

/** @throws when another component of the project generates a compose file too, such as projen's DockerCompose */
export function refuseOtherCompose(project: Project): void {
  const file = NAMES.find(name => name !== COMPOSE_FILE && project.tryFindFile(name));
  if (file !== undefined) {
    throw new ConfigurationError(`compose: the project generates ${file} too. Docker would read only one of the compose files. `
      + 'Move its services to the option services, or set compose to false.');
  }
}
