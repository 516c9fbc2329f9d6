import { savedImage } from './image/archives';
import { ScriptFolder } from './image/fake-docker';
import { installFake } from '../tools';

const component = (name: string, licenses?: object[], kind = 'pypi') => ({ name, version: '1.0', purl: `pkg:${kind}/${name}@1.0`, licenses });
const COMPONENTS = [
  component('fastapi', [{ license: { id: 'MIT' } }]),
  component('dual', [{ expression: 'Apache-2.0 OR GPL-3.0-only' }]),
  component('odd', [{ license: { name: '<script>alert(1)</script>\nCopyright' } }]),
  component('none'),
  component('bash', [{ license: { id: 'GPL-3.0-only' } }], 'deb/debian'),
  { name: '/app/file', type: 'file' },
];

let folder: ScriptFolder;

function licenses(...argv: string[]) {
  return folder.run('licenses', 'shop', '--', ...argv);
}

beforeEach(() => {
  folder = new ScriptFolder();
  folder.docker([{ on: 'save', saved: savedImage({ layers: [{ files: [] }] }) }]);
  syftFinds(COMPONENTS);
});

function syftFinds(components: object[]): void {
  folder.write('syft.json', JSON.stringify({ components }));
  installFake(folder.path, 'syft', '#!/bin/sh\nfor word; do case $word in --output=c*) cp syft.json "${word#*=*=}";; --output=s*) echo "{}" >"${word#*=*=}";; esac; done\n');
}

const TABLE = 'dual 1.0: Apache-2.0 OR GPL-3.0-only\nfastapi 1.0: MIT\nnone 1.0: unknown\nodd 1.0: <script>alert(1)</script>\n';

test('without an allowed license, they are listed', () => {
  expect(licenses()).toEqual({ status: 0, stdout: TABLE, stderr: 'Nothing was checked, because no license was allowed: name those that are, as in --allow=MIT,BSD-3-Clause\n' });
});

test('a license that is not allowed or not known is an error', () => {
  expect(licenses('--allow=mit, Apache-2.0')).toEqual({
    status: 1, stdout: TABLE,
    stderr: 'These licenses are not allowed:\nnone 1.0: unknown\nodd 1.0: <script>alert(1)</script>\nAllow a license with --allow=…, or a package that you have looked at with --except=…\n',
  });
});

test('packages can be excepted, and flags repeated', () => {
  expect(licenses('--allow=MIT', '--allow=Apache-2.0', '--except=None,ODD')).toEqual({ status: 0, stdout: TABLE, stderr: 'The licenses of all 4 packages are allowed.\n' });
});

test('packages of the system are listed on request', () => {
  expect(licenses('--system=true', '--allow=MIT,Apache-2.0', '--except=none', '--except=odd')).toMatchObject({ status: 1, stderr: expect.stringContaining('not allowed:\nbash 1.0: GPL-3.0-only\nAllow') });
});

test.each<[string, string[], object[], string]>([
  ['no package was found', [], [], 'No packages were found in shop, so that no licenses were checked.'],
  ['an exception is for no package', ['--except=gone'], COMPONENTS, '--except=gone: shop has no such package.'],
  ['a flag is not known', ['--deny=MIT'], COMPONENTS, '--deny is not a flag of this task. Its flags are --allow=… and --except=… and --system=….'],
])('it is an error if %s', (_, argv, components, message) => {
  syftFinds(components);
  expect(licenses(...argv)).toMatchObject({ status: 1, stderr: `${message}\n` });
});
