import { Decisions } from './decisions';
import { Confidence, Fact } from './fact';
import { versionsIn } from '../base-images/python-ranges';
import { DEFAULT_PYTHON_VERSION, PYTHON_VERSIONS } from '../base-images/python-versions';

/**
 * Decides the version of Python: the version in the files, if it has an image and is in their ranges; otherwise the newest version in the ranges.
 *
 * @returns the versions that can be used instead, if no file sets one
 */
export async function decidePythonVersion(decisions: Decisions, facts: readonly Fact[]): Promise<string[]> {
  const written = facts.filter(({ option }) => option === 'pythonVersion');
  // a version without an image is no answer if another source has one
  const usable = written.filter(({ value }) => PYTHON_VERSIONS.has(String(value)));
  const said = (list: readonly Fact[]) => list.map(({ value, evidence }) => `${value} (${evidence})`).join(', ');
  const others = written.filter(fact => !usable.includes(fact));
  const exact = !usable.length ? written : usable.map(fact => others.length ? { ...fact, evidence: `${fact.evidence}; there is no image of ${said(others)}` } : fact);
  const ranges = facts.filter(({ option }) => option === 'requires-python');
  const admitted = [...PYTHON_VERSIONS.keys()].filter(version => ranges.every(({ value }) => versionsIn(String(value)).includes(version)));
  const versions = [...new Set(exact.map(({ value }) => String(value)))];
  const images = [...PYTHON_VERSIONS.keys()];
  const isFine = PYTHON_VERSIONS.has(versions[0]);
  const choices = (list: string[]): Fact[] => list.map(value => ({ option: 'pythonVersion', value, evidence: 'has an image', confidence: Confidence.STATED }));
  if (versions.length > 1 && isFine) {
    await decisions.resolve({ option: 'pythonVersion', facts: exact });
  } else if (versions.length && !isFine) {
    await decisions.resolve({ option: 'pythonVersion', facts: choices(admitted.length ? admitted : images), reason: `there is no image of ${said(exact)}` });
  } else if (versions.length === 1 && !admitted.includes(versions[0])) {
    await decisions.resolve({ option: 'pythonVersion', facts: [...exact, ...choices(admitted)], reason: `${said(exact)} is not in ${said(ranges)}` });
  } else if (versions.length === 0 && !admitted.length) {
    await decisions.resolve({ option: 'pythonVersion', facts: choices(images), reason: `no version with an image is in ${said(ranges)}` });
  } else if (versions.length === 0 && ranges.length) {
    const version = admitted.includes(DEFAULT_PYTHON_VERSION) ? DEFAULT_PYTHON_VERSION : admitted[admitted.length - 1];
    await decisions.decide('pythonVersion', ranges.map(range => ({ ...range, option: 'pythonVersion', value: version, confidence: Confidence.DERIVED })));
  } else {
    await decisions.decide('pythonVersion', exact);
  }
  return exact.length === 0 && !decisions.isAnswered('pythonVersion') ? admitted : [];
}
