import { existsSync } from 'fs';
import { join } from 'path';
import { ConfigurationError } from '../projen-patches/configuration-error';
import { isTheirs } from '../projen-patches/foreign-files';

/** The file names that Docker Compose looks for: it reads the first. */
const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** The compose file that the user wrote, if there is one. */
export function foreignCompose(folder: string): string | undefined {
  return NAMES.find(name => existsSync(join(folder, name)) && isTheirs(join(folder, name)));
}

/** @throws when the generated file would hide the user's, because Docker reads only one */
export function refuseForeignCompose(folder: string): void {
  const file = foreignCompose(folder);
  if (file !== undefined) {
    throw new ConfigurationError(`compose: ${file} exists and was not generated. Docker would read only one of the compose files. `
      + 'Move its services to .projenrc.ts and remove the file, or set compose to false.');
  }
}
