import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { archiveFile } from './build';
import { DELIVERY_FOLDER } from './folder';
import { required, targetNames } from './targets';
import { plainText, readBakeFile } from '../bake-file';
import { Problem } from '../problem';
import { output } from '../processes';
import { scan } from '../scan';

/** Scans the images of TARGETS, which another job has built, with SCANNER. All of them are scanned, although one has findings. */
export async function scanTargets(): Promise<void> {
  const folder = join(DELIVERY_FOLDER, 'sarif');
  mkdirSync(folder, { recursive: true });
  const problems: string[] = [];
  const { target } = readBakeFile();
  for (const name of targetNames()) {
    try {
      const dockerfile = join(plainText(target[name].context), plainText(target[name].dockerfile));
      await scan(loaded(name), '--', `--scanner=${required('SCANNER')}`, `--sarif=${join(folder, `${name}.sarif`)}`, `--dockerfile=${dockerfile}`);
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      problems.push(error.message);
    }
  }
  if (problems.length) {
    throw new Problem(problems.join('\n'));
  }
}

/** Loads an image into Docker, and returns its name. */
function loaded(target: string): string {
  const [, image] = /^Loaded image: (\S+)$/m.exec(output('docker', ['load', `--input=${archiveFile(target)}`]) ?? '') ?? [];
  if (image === undefined) {
    throw new Problem(`${archiveFile(target)} is not an image that Docker can load.`);
  }
  return image;
}
