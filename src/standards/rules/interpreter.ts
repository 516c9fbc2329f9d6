import { PYTHON_VERSIONS } from '../../base-images/python-versions';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** The version of Python in the Debian releases of distroless images. */
const DISTROLESS = new Map([['11', '3.9'], ['12', '3.11'], ['13', '3.13']]);

export class Interpreter extends Rule {
  public constructor() {
    super({
      id: 'interpreter',
      severity: Severity.ERROR,
      summary: 'Every Python image that a stage starts from has the project\'s version of Python.',
      source: 'https://docs.python.org/3/library/venv.html',
    });
  }

  public check({ baseImage, dockerfile, pythonVersion }: CheckedContainer): string[] {
    const path = baseImage.python(pythonVersion);
    const [, own] = /python(3\.\d+)$/.exec(path) ?? [];
    const problem = (subject: string, version: string, other: string) =>
      `${subject}, and pythonVersion is ${pythonVersion}: a virtual environment of one version does not work with another. ${fix(version, pythonVersion, other)}`;
    return [
      ...own === undefined || own === pythonVersion ? [] : [problem(`baseImage: its Python is ${path}`, own, 'change python')],
      ...dockerfile.stages.flatMap(({ name, image = '' }) => {
        const version = versionOf(image);
        const other = isDistroless(image) ? 'use another image' : 'write {version} in the name of the image';
        return version === undefined || version === pythonVersion ? []
          : [problem(`${name} starts from ${image}, which has Python ${version}`, version, other)];
      }),
    ];
  }
}

function isDistroless(image: string): boolean {
  return /(^|\/)distroless\/python3-debian\d/.test(image);
}

function versionOf(image: string): string | undefined {
  return isDistroless(image) ? DISTROLESS.get(/-debian(\d+)/.exec(image)![1]) : /(?:^|\/)[^/:@]*python[^/:@]*:v?(3\.\d+)/.exec(image)?.[1];
}

/** A project cannot use every version for which there are images. */
function fix(version: string, pythonVersion: string, other: string): string {
  return PYTHON_VERSIONS.has(version) ? `Set pythonVersion to '${version}', or ${other}.` : `Use an image that has Python ${pythonVersion}.`;
}
