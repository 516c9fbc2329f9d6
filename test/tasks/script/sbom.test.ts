import { readFileSync } from 'fs';
import { join } from 'path';
import { configOf, Image, savedImage, sha256 } from './image/archives';
import { ScriptFolder } from './image/fake-docker';
import { installFake } from '../tools';

const IMAGE: Image = { layers: [{ files: [{ path: 'a' }] }] };
/** A syft whose documents differ each time, as those of the real one. */
const SYFT = `#!/bin/sh
printf '%s\\n' "$@" >syft.log
for word; do case $word in
  --output=cyclonedx-json=*) echo '{"serialNumber":"urn:uuid:'$$'","metadata":{"timestamp":"'$(date +%s%N)'","tools":{}},"components":[{"name":"fastapi","version":"1"}]}' >"\${word#*=*=}";;
  --output=spdx-json=*) echo '{"documentNamespace":"https://example.com/shop-0b9a4f4e-9d0e-4c79-9f2d-2f7d2f3a'$(date +%N | tail -c 5)'","creationInfo":{"created":"'$(date)'","creators":[]}}' >"\${word#*=*=}";;
esac; done
`;

let folder: ScriptFolder;

beforeEach(() => {
  folder = new ScriptFolder();
  installFake(folder.path, 'syft', SYFT);
  folder.docker([{ on: 'save', saved: savedImage(IMAGE) }]);
});

test('the bills of materials of an image are the same each time', () => {
  const read = () => ['cdx', 'spdx'].map(format => readFileSync(join(folder.path, `image-checks/shop.${format}.json`), 'utf8'));
  expect(folder.run('sbom', 'shop', '--')).toEqual({ status: 0, stdout: 'shop has 1 components.\n', stderr: 'image-checks/shop.cdx.json\nimage-checks/shop.spdx.json\n' });
  const first = read();
  expect(folder.run('sbom', 'shop', '--')).toMatchObject({ status: 0 });
  expect(read()).toEqual(first);
  const [cycloneDx, spdx] = first.map(text => JSON.parse(text));
  expect(cycloneDx).toMatchObject({
    serialNumber: expect.stringMatching(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    metadata: { timestamp: '2026-11-22T10:00:00Z', tools: {} },
  });
  expect(spdx).toMatchObject({
    documentNamespace: expect.stringMatching(/^https:\/\/example\.com\/shop-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    creationInfo: { created: '2026-11-22T10:00:00Z', creators: [] },
  });
});

test('syft reads an archive, and names the image by its digest', () => {
  expect(folder.run('sbom', 'registry.example.com/acme/shop', '--')).toMatchObject({ status: 0 });
  expect(folder.read('syft.log').split('\n')).toEqual(expect.arrayContaining([
    'scan', expect.stringMatching(/^docker-archive:/), '--source-name=registry.example.com/acme/shop', `--source-version=${sha256(configOf(IMAGE))}`,
  ]));
});

test('another image is pulled if it is not there, and has files of its own', () => {
  folder.docker([{ on: 'image inspect', status: 1 }, { on: 'save', saved: savedImage(IMAGE) }]);
  expect(folder.run('sbom', 'shop', '--', 'registry.example.com/acme/shop:1')).toMatchObject({ status: 0, stderr: expect.stringContaining('image-checks/registry.example.com-acme-shop-1.cdx.json\n') });
  expect(folder.commands('pull')[0].argv).toEqual(['pull', '--quiet', 'registry.example.com/acme/shop:1']);
});

test.each<[string, string[], string]>([
  ['the own image has not been built', [], 'shop has not been built. Build it first: npx projen docker:build, or name an image of a registry.'],
  ['another image cannot be pulled', ['other'], 'denied\nother is not on this machine and could not be pulled.'],
  ['a flag is not known', ['--format=xml'], '--format is not a flag of this task. It has none.'],
  ['a name is none', ['$(id)'], '$(id) is not the name of an image, such as registry.example.com/shop:1.4.0'],
])('there is none if %s', (_, argv, message) => {
  folder.docker([{ on: 'image inspect', status: 1 }, { on: 'pull', status: 1, stderr: 'denied\n' }]);
  expect(folder.run('sbom', 'shop', '--', ...argv)).toEqual({ status: 1, stdout: '', stderr: `${message}\n` });
});

test('there is none if syft fails', () => {
  installFake(folder.path, 'syft', '#!/bin/sh\necho "bad image" >&2\nexit 4\n');
  expect(folder.run('sbom', 'shop', '--')).toEqual({ status: 1, stdout: '', stderr: 'bad image\nsyft could not read shop, so that it has no bill of materials.\n' });
});
