import { Stage } from '../dockerfile';
import { Distribution } from './distribution';
import { invalidOption } from '../dockerfile/invalid-option';

/** An image without a package manager. */
export class Bare implements Distribution {
  public installPackages(_stage: Stage, option: string, packages: string[]): void {
    if (packages.length) {
      throw invalidOption(option, packages, 'the base image has no package manager',
        'Use wheels that contain the libraries, such as psycopg[binary], or another base image');
    }
  }
}
