import { Decisions } from './decisions';
import { Confidence, Fact } from './fact';
import { versionsIn } from './python-version-files';
import { DEFAULT_PYTHON_VERSION, PYTHON_VERSIONS } from '../base-images/python-versions';

/**
 * Decides the version of Python: the one that files say, if it has an image and their ranges admit it; else the newest that ranges admit.
 *
 * @returns the versions that can be taken instead, where no file says one
 */
export async function decidePythonVersion(decisions: Decisions, facts: readonly Fact[]): Promise<string[]> {
  const exact = facts.filter(({ option }) => option === 'pythonVersion');
  const ranges = facts.filter(({ option }) => option === 'requires-python');
  const admitted = [...PYTHON_VERSIONS.keys()].filter(version => ranges.every(({ value }) => versionsIn(String(value)).includes(version)));
  const versions = [...new Set(exact.map(({ value }) => String(value)))];
  const all = [...PYTHON_VERSIONS.keys()].join(', ');
  const narrowed = exact.filter(({ value }) => PYTHON_VERSIONS.has(String(value)));
  if (versions.length === 1 && !PYTHON_VERSIONS.has(versions[0])) {
    await decisions.resolve({ option: 'pythonVersion', facts: exact, reason: `${versions[0]} has no image any more; there are ${all}` });
  } else if (versions.length > 1) {
    await decisions.resolve({ option: 'pythonVersion', facts: exact });
  } else if (narrowed.length && !admitted.includes(versions[0])) {
    await decisions.resolve({ option: 'pythonVersion', facts: [...narrowed, ...ranges], reason: `${versions[0]} is not what the others admit` });
  } else if (narrowed.length) {
    await decisions.decide('pythonVersion', narrowed);
  } else if (ranges.length && !admitted.length) {
    await decisions.resolve({ option: 'pythonVersion', facts: ranges, reason: `no version with an image fits; there are ${all}` });
  } else if (ranges.length) {
    const version = admitted.includes(DEFAULT_PYTHON_VERSION) ? DEFAULT_PYTHON_VERSION : admitted[admitted.length - 1];
    await decisions.decide('pythonVersion', ranges.map(range => ({ ...range, option: 'pythonVersion', value: version, confidence: Confidence.DERIVED })));
  } else {
    await decisions.decide('pythonVersion', []);
  }
  return exact.length === 0 && decisions.get('pythonVersion') !== undefined === ranges.length > 0 ? admitted : [];
}
