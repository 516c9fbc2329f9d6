import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PROJEN } from '../facts';
import { inDraft } from '../../../files/drafts';
import { IMAGE_CHECKS } from '../../../files/image-checks';

/** Writes the results of a check, and says where they are. A file is complete or not there. */
export async function writeResults(image: string, texts: { readonly [ending: string]: string }): Promise<void> {
  for (const [ending, text] of Object.entries(texts)) {
    const file = resultFile(image, ending);
    mkdirSync(dirname(file), { recursive: true });
    await inDraft(PROJEN, (folder) => {
      writeFileSync(join(folder, basename(file)), text);
      renameSync(join(folder, basename(file)), file);
    });
    console.error(file);
  }
}

/** The file of a result: the name of the image, without what cannot be in names of files. */
function resultFile(image: string, ending: string): string {
  return join(IMAGE_CHECKS, `${image.replace(/[^\w.-]+/g, '-').slice(-200)}.${ending}`);
}
