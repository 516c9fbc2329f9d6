import fc from 'fast-check';
import { folderWith, newProject } from './synth';
import { BaseImage, PipInstaller, PythonPackageManager } from '../src';
import { BroughtPyproject } from '../src/package-managers/brought-pyproject';

/** The most seconds that 50,000 characters may take: what is not linear takes ten times as long. */
const SECONDS = 2;

const index = (more: object) => ({ access: { indexes: [{ name: 'acme', url: 'https://pypi.example.com/simple/', usernameSecret: 'U', passwordSecret: 'P', ...more }] } });
const list = (option: string) => (text: string) => ({ [option]: [text] });
const plain = (option: string) => (text: string) => ({ [option]: text });

const OPTIONS: { [name: string]: (text: string) => object } = {
  ...Object.fromEntries(['requirements', 'devRequirements', 'sdists', 'extras', 'groups', 'buildPackages', 'runtimePackages', 'command', 'devCommand'].map(option => [option, list(option)])),
  ...Object.fromEntries(['name', 'moduleName', 'imageName', 'imageRegistry', 'pythonVersion', 'healthCheckPath'].map(option => [option, plain(option)])),
  'requirements (uv)': text => ({ packageManager: PythonPackageManager.UV, requirements: [text] }),
  'buildCommands': text => ({ buildCommands: [{ command: ['a'], outputs: [text], inputs: [text], environment: { A: text } }] }),
  'environment': text => ({ environment: { A: text } }),
  'environment name': text => ({ environment: { [text]: 'a' } }),
  'labels': text => ({ labels: { a: text } }),
  'labels name': text => ({ labels: { [text]: 'a' } }),
  'indexes name': text => index({ name: text }),
  'indexes url': text => ({ ...index({ url: text }), installer: PipInstaller.PIP }),
  'indexes passwordSecret': text => index({ passwordSecret: text }),
  'aptSnapshot': text => ({ baseImage: BaseImage.slim({ aptSnapshot: text }) }),
  'caCertificates': text => ({ access: { caCertificates: { file: text } } }),
  'runtimePackages (Alpine)': text => ({ baseImage: BaseImage.alpine(), runtimePackages: [text] }),
};

/** What stands in front, what is repeated, and what stands behind. */
const HEADS = ['', 'a', 'a[', 'a>=1', 'a; ', 'a @ git+ssh://', 'https://', 'https://a.example/', '/', 'sha256:'];
const UNITS = [' ', '.', '-', '_', ',', '[', ']', '@', '/', '(', ':', '://', 'a', 'A1', '1', '1.', 'a.', 'a-', 'a,', 'a@', '=', ' @', 'a ', '%', '\\', '"', 'not ', '${'];
const TAILS = ['', '!', ' x', ']'];

test.each(Object.keys(OPTIONS))('%s of 50,000 characters takes no time', (option) => {
  const text = fc.tuple(fc.constantFrom(...HEADS), fc.constantFrom(...UNITS), fc.constantFrom(...TAILS))
    .map(([head, unit, tail]) => head + unit.repeat(50_000 / unit.length) + tail);
  fc.assert(fc.property(text, (value) => {
    const start = performance.now();
    try {
      newProject(OPTIONS[option](value) as never);
    } catch (error) {
      expect((error as Error).message).toMatch(/ is not possible: | must be /);
      expect((error as Error).message.length).toBeLessThan(1500);
    }
    expect(performance.now() - start).toBeLessThan(SECONDS * 1000);
  }), { numRuns: /^(requirements|indexes)/.test(option) ? 60 : 12, seed: 1 });
});

test.each(UNITS)('a pyproject.toml with 50,000 characters of %j takes no time', (unit) => {
  const text = JSON.stringify(`a${unit.repeat(50_000 / unit.length)}`);
  for (const key of ['name', 'readme', 'dependencies', 'license-files', 'description']) {
    const start = performance.now();
    try {
      const file = new BroughtPyproject(folderWith({}), `[project]\n${key} = ${['dependencies', 'license-files'].includes(key) ? `[${text}]` : text}\n`);
      JSON.stringify([file.name, file.requirements, file.gitPackages, file.buildFiles]);
    } catch (error) {
      expect((error as Error).message).toMatch(/^pyproject.toml.* is not possible: /);
    }
    expect(performance.now() - start).toBeLessThan(SECONDS * 1000);
  }
});
