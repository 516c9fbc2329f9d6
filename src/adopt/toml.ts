import { AdoptError } from './fact';
import { Repository } from './repository';

/** Tables whose keys are not known. */
export interface Tables {
  readonly [name: string]: any;
}

/** The tables of a TOML file, if it exists. The types of its parser are an ES module, which jsii cannot import. */
export function readToml(repository: Repository, path: string): Tables | undefined {
  if (!repository.has(path)) {
    return undefined;
  }
  try {
    return require('smol-toml').parse(repository.text(path)); // eslint-disable-line @typescript-eslint/no-require-imports
  } catch (error) {
    throw new AdoptError(`${path} cannot be read: ${(error as Error).message.split('\n')[0]}. Fix it first.`);
  }
}
