import { BaseImage, PythonPackageManager } from '../../../src';
import { folderWith } from '../../synth';
import { findings, Options } from '../check';

const LOCK = ['slow', 'slower'].map(name => `[[package]]\nname = "${name}"\nwheels = [{ url = "https://example.com/${name}-1-cp310-cp310-manylinux_2_17_x86_64.whl" }]\n`).join('');
const options = (more: Options): Options => ({ outdir: folderWith({ 'uv.lock': LOCK }), packageManager: PythonPackageManager.UV, ...more });

test('packages without a wheel for musl are reported', () => {
  expect(findings('musl-wheels', options({ baseImage: BaseImage.alpine() })))
    .toEqual(['baseImage: slow, slower would have to be compiled for musl. Add them to sdists, or use BaseImage.slim().']);
  expect(findings('musl-wheels', options({ baseImage: BaseImage.alpine(), sdists: ['slow'] })))
    .toEqual(['baseImage: slower would have to be compiled for musl. Add them to sdists, or use BaseImage.slim().']);
});

test('packages with wheels are not reported', () => {
  expect(findings('musl-wheels', options({ baseImage: BaseImage.alpine(), sdists: ['slow', 'slower'] }))).toEqual([]);
  expect(findings('musl-wheels', options({}))).toEqual([]);
  expect(findings('musl-wheels', { baseImage: BaseImage.alpine(), packageManager: PythonPackageManager.UV })).toEqual([]);
});
