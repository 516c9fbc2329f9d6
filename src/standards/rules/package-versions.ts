import { PackageTool } from '../../base-images/base-image';
import { hasVersion } from '../../base-images/red-hat';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { packageName, packagesWithoutVersion } from '../system-packages';

/** Packages for private repositories, which are installed automatically. */
const OURS = ['git', 'openssh-client'];

/** hadolint, DL3008 and DL3018. */
export class PackageVersions extends Rule {
  public constructor() {
    super({
      id: 'package-versions',
      severity: Severity.WARNING,
      summary: 'System packages have versions.',
      source: 'https://github.com/hadolint/hadolint/wiki/DL3008',
    });
  }

  public check(container: CheckedContainer): string[] {
    const { baseImage, buildPackages, dockerfile, runtimePackages } = container;
    const { packageTool } = baseImage;
    const isLoose = (name: string) => packageTool === PackageTool.DNF ? !hasVersion(name) : packageName(name) === name;
    const fix = (name: string) => `Write for example ${name}${VERSION[packageTool]}.`;
    const known = new Set([...OURS, ...buildPackages, ...runtimePackages, ...baseImage.packages]);
    const others = dockerfile.stages.flatMap(({ name: stage, instructions }) => instructions
      .flatMap(instruction => container.commandsOf(instruction)).flatMap(packagesWithoutVersion)
      .filter(name => !known.has(name)).map(name => `${stage} installs ${name}, which has no version. ${fix(name)}`));
    return [
      ...Object.entries({ buildPackages, runtimePackages }).flatMap(([option, packages]) => packages.filter(isLoose)
        .map(name => `${option}: ${name} has no version. ${fix(name)}`)),
      ...new Set(others),
    ];
  }
}

const VERSION: { readonly [tool in PackageTool]: string } = {
  [PackageTool.APT]: '=1.*, or set aptSnapshot in baseImage and accept this',
  [PackageTool.APK]: '~1',
  [PackageTool.DNF]: '-1.*',
  [PackageTool.NONE]: '',
};
