import { writeFileSync } from 'fs';
import { join } from 'path';
import { ImageArchive } from '../../../../src/tasks/script/image/image-archive';
import { comparison } from '../../../../src/tasks/script/report/comparison';
import { contentsOf } from '../../../../src/tasks/script/report/contents';
import { ReportFacts, reportFacts, startFacts } from '../../../../src/tasks/script/report/facts';
import { newFolder } from '../../../synth';
import { Image, savedImage } from '../image/archives';

const SITE = 'opt/venv/lib/python3.14/site-packages';

/** A name that tries everything that a page or a comment could read as something else. */
export const HOSTILE = '<img src=x onerror=alert(1)>\'"&amp;|`|``@everyone #1 [a](https://evil.example)</script>\u202e\n\u001b[31m';

/** An image with an application, two packages and odd names. */
export function image(version: string, code: string): Image {
  return {
    layers: [
      { files: [{ path: 'usr/local/lib/python3.14/os.py', content: 'x'.repeat(3000) }, { path: 'etc/old', content: 'x' }], createdBy: 'RUN python' },
      {
        files: [
          { path: `${SITE}/fastapi/__init__.py`, content: 'x'.repeat(2000) },
          { path: `${SITE}/fastapi-${version}.dist-info/RECORD`, content: 'fastapi/__init__.py,,\n' },
          { path: `${SITE}/evil/${HOSTILE}`, content: 'x'.repeat(700) },
          { path: `${SITE}/${HOSTILE.replace(/\//g, '')}-1.dist-info/RECORD`, content: `"evil/${HOSTILE.replace(/"/g, '""').split('\n')[0]}",,\n` },
        ],
        createdBy: `COPY ${HOSTILE}`,
      },
      { files: [{ path: 'app/main.py', content: code }, { path: 'etc/.wh.old' }], createdBy: 'COPY code' },
    ],
    labels: { 'org.opencontainers.image.revision': HOSTILE },
  };
}

async function open(content: Image): Promise<ImageArchive> {
  const file = join(newFolder(), 'image.tar');
  writeFileSync(file, savedImage(content));
  return ImageArchive.open(file);
}

/** The facts of an image that was changed, and started. */
export async function facts(): Promise<ReportFacts> {
  const archive = await open(image('2.0', 'a = 2\n'.repeat(100)));
  const [before, after] = [await contentsOf(await open(image('1.0', 'a = 1'))), await contentsOf(archive)];
  const imports = [{ module: 'fastapi', own: 120_500 }, { module: 'fastapi.routing', own: 30_000 }, { module: 'os', own: 900 }, { module: HOSTILE, own: 5 }];
  return reportFacts('registry.example.com/shop:2', archive, after, startFacts({ imports, seconds: 1.26 }), comparison('registry.example.com/shop:1', before, after));
}
