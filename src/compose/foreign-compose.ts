import { existsSync } from 'fs';
import { join } from 'path';
import { ConfigurationError } from '../projen-patches/configuration-error';
import { isTheirs } from '../projen-patches/foreign-files';

/** The names under which Docker Compose looks for its file: it takes the first. */
const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** The compose file that people have written, if there is one. */
export function foreignCompose(folder: string): string | undefined {
  return NAMES.find(name => existsSync(join(folder, name)) && isTheirs(join(folder, name)));
}

/** @throws when ours would take the place of theirs: Docker reads one of them */
export function refuseForeignCompose(folder: string): void {
  const file = foreignCompose(folder);
  if (file !== undefined) {
    throw new ConfigurationError(`compose: ${file} is there and was not generated. Docker would read one compose file and not the other. `
      + 'Move its services to .projenrc.ts and the file away, or set compose to false.');
  }
}
