import { sarif } from '../../../../src/tasks/script/image/sarif';

const FINDING = { ids: ['CVE-1', 'GHSA-1'], severity: 'critical', package: 'a', version: '1', purl: 'pkg:pypi/a@1', fixed: '2' };

test('each finding has a place, a severity, and a fingerprint that stays the same', () => {
  const { runs: [run] } = sarif('grype', 'shop', [FINDING, { ...FINDING, package: 'b', fixed: '', severity: 'low' }]) as any;
  expect(run.tool.driver).toMatchObject({ name: 'grype', rules: [{ id: 'CVE-1' }] });
  expect(run.automationDetails.id).toBe('shop/');
  expect(run.results.map(({ level, message: { text } }: any) => [level, text])).toEqual([
    ['error', 'a 1: CVE-1, fixed in 2'], ['warning', 'b 1: CVE-1, no fixed version'],
  ]);
  const fingerprints = run.results.map((result: any) => result.partialFingerprints.primaryLocationLineHash);
  expect(new Set(fingerprints).size).toBe(2);
  expect((sarif('grype', 'shop', [FINDING]) as any).runs[0].results[0].partialFingerprints.primaryLocationLineHash).toBe(fingerprints[0]);
  expect(run.results.every((result: any) => result.locations[0].physicalLocation.artifactLocation.uri === 'Dockerfile')).toBe(true);
});

test('no findings replace those of before', () => {
  expect((sarif('trivy', 'shop', []) as any).runs).toMatchObject([{ results: [], tool: { driver: { rules: [] } } }]);
});
