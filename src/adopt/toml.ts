import { AdoptError } from './fact';
import { Repository } from './repository';
import { parseToml } from '../files/toml';

/** Tables whose keys are not known. */
export interface Tables {
  readonly [name: string]: any;
}

/** The tables of a TOML file, if it exists. */
export function readToml(repository: Repository, path: string): Tables | undefined {
  if (!repository.has(path)) {
    return undefined;
  }
  try {
    return parseToml(repository.text(path));
  } catch (error) {
    throw new AdoptError(`${path} cannot be read: ${(error as Error).message.split('\n')[0]}. Fix it first.`);
  }
}
