import { Instruction } from '../../src/dockerfile';
import { installsBackends, joinBuildRequirements } from '../../src/package-managers/build-backend';
import { requirementName } from '../../src/package-managers/requirement';

test.each<[(string[] | undefined)[], string[] | undefined]>([
  [[], []],
  [[['setuptools'], ['hatchling==1.27.0', 'hatch-vcs']], ['hatch-vcs', 'hatchling==1.27.0', 'setuptools']],
  [[['hatchling'], ['hatchling']], ['hatchling']],
  [[['hatchling==1.26'], ['hatchling==1.27']], undefined],
  [[['flit-core>=3'], ['flit_core<4']], undefined],
  [[['hatchling'], undefined], undefined],
])('%j are built with %j', (all, expected) => {
  expect(joinBuildRequirements(all, requirementName)).toEqual(expected);
});

test('a RUN that the user added does not count as a generated install', () => {
  expect(installsBackends(Instruction._read('RUN uv pip install --target=/backends hatchling'))).toBe(false);
});
