import { billOfMaterials } from './image/bill-of-materials';
import { imageArguments, refuseFlags } from './image/image-arguments';
import { withImage } from './image/local-image';
import { writeResults } from './image/result-files';

/** Writes the bill of materials of an image in the formats CycloneDX and SPDX: `sbom BUILT -- [IMAGE]`. */
export async function sbom(built: string, _end: string, ...argv: string[]): Promise<void> {
  const { image: named, others } = imageArguments(argv, []);
  refuseFlags(others, []);
  await withImage(named, built, async (archive, image, folder) => {
    const { cycloneDx, spdx } = billOfMaterials(image, archive, folder);
    await writeResults(image, { 'cdx.json': `${JSON.stringify(cycloneDx, undefined, 2)}\n`, 'spdx.json': `${JSON.stringify(spdx, undefined, 2)}\n` });
    console.log(`${image} has ${cycloneDx.components?.length ?? 0} components.`);
  });
}
