import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

export class Interpreter extends Rule {
  public constructor() {
    super({
      id: 'interpreter',
      severity: Severity.ERROR,
      summary: 'Every image of Python that a stage starts from has the version that the project has.',
      source: 'https://docs.python.org/3/library/venv.html',
    });
  }

  public check({ dockerfile, pythonVersion }: CheckedContainer): string[] {
    return dockerfile.stages.flatMap(({ name, image = '' }) => {
      const [, version] = /(?:^|\/)[^/:@]*python[^/:@]*:v?(3\.\d+)/.exec(image) ?? [];
      return version === undefined || version === pythonVersion ? []
        : [`${name} starts from ${image}, which has Python ${version}, and pythonVersion is ${pythonVersion}: an environment of one does not run in the other. `
          + `Set pythonVersion to '${version}', or write {version} in the name of the image.`];
    });
  }
}
