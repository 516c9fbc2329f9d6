import { PYTHON_VERSIONS } from '../../base-images/python-versions';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

export class PythonVersion extends Rule {
  public constructor() {
    super({
      id: 'python-version',
      severity: Severity.WARNING,
      summary: 'The version of Python is released and gets security fixes.',
      source: 'https://devguide.python.org/versions/',
    });
  }

  public check({ pythonVersion }: CheckedContainer): string[] {
    const { released, endOfLife } = PYTHON_VERSIONS.get(pythonVersion)!;
    const now = new Date().toISOString();
    return [
      ...now < released ? [`pythonVersion: Python ${pythonVersion} is not released before ${released}.`] : [],
      ...endOfLife < now ? [`pythonVersion: Python ${pythonVersion} has had no security fixes since ${endOfLife}.`] : [],
    ];
  }
}
