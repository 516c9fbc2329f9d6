import { Component, Project, Renovatebot, RenovatebotScheduleInterval } from 'projen';
import { COOLDOWN_DAYS, UpdateSources } from './update-sources';
import { indexSecrets, PackageIndex } from '../access/package-index';
import { invalidOption } from '../dockerfile/invalid-option';
import { PythonPackageManager } from '../package-managers/package-manager';

/** Renovate's names of the package managers. */
const MANAGERS: { readonly [packageManager in PythonPackageManager]: string } = {
  [PythonPackageManager.PIP]: 'pip-compile',
  [PythonPackageManager.UV]: 'pep621',
  [PythonPackageManager.POETRY]: 'poetry',
};

/**
 * The configuration of Renovate: it updates the lock files and the digests of the images, and does not change values that synth
 * would change back, such as requirements.in, tags and .python-version.
 *
 * @see https://docs.renovatebot.com/configuration-options/
 */
export class Renovate extends Component {
  public constructor(project: Project, { packageManager, indexes, npm, services }: UpdateSources) {
    super(project);
    if (packageManager === PythonPackageManager.PIP && indexes.length) {
      throw invalidOption('dependencyUpdates', 'renovate',
        'for requirements.txt Renovate only queries PyPI, and would take packages from there that are in your index',
        'Set dependencyUpdates to DEPENDABOT or TASK, or packageManager to UV or POETRY, whose pyproject.toml contains the index');
    }
    const manager = MANAGERS[packageManager];
    const images = ['dockerfile', ...services ? ['docker-compose'] : []];
    new Renovatebot(project, {
      scheduleInterval: [RenovatebotScheduleInterval.WEEKLY],
      minimumReleaseAge: `${COOLDOWN_DAYS} days`,
      overrideConfig: {
        extends: ['config:recommended'],
        enabledManagers: [manager, ...images, ...npm ? ['npm'] : []],
        ignoreDeps: [],
        ...packageManager === PythonPackageManager.PIP ? { 'pip-compile': { managerFilePatterns: ['/(^|/)requirements[^/]*\\.txt$/'] } } : {},
        lockFileMaintenance: { enabled: true },
        vulnerabilityAlerts: { rangeStrategy: 'in-range-only' },
        packageRules: [
          {
            description: 'Requirements are set in .projenrc.ts: only their lock files are updated',
            matchManagers: [manager],
            rangeStrategy: 'in-range-only',
            groupName: 'requirements',
            ...indexes.length ? { minimumReleaseAgeBehaviour: 'timestamp-optional' } : {},
          },
          {
            description: 'Tags are set in .projenrc.ts, digests are updated here; few registries report how old they are',
            matchManagers: images,
            pinDigests: true,
            minimumReleaseAgeBehaviour: 'timestamp-optional',
            groupName: 'images',
          },
          { matchManagers: images, matchUpdateTypes: ['major', 'minor', 'patch'], enabled: false },
          ...npm ? [{ matchManagers: ['npm'], groupName: 'project' }] : [],
        ],
        ...indexes.length ? { hostRules: indexes.filter(index => indexSecrets(index).length).map(hostRule) } : {},
      },
    });
  }
}

/** The secrets are stored in Renovate, with the same names. */
function hostRule(index: PackageIndex): { [name: string]: string } {
  const secrets = indexSecrets(index).map(([credential, secret]) => [credential.toLowerCase(), `{{ secrets.${secret} }}`]);
  return { hostType: 'pypi', matchHost: index.url, ...Object.fromEntries(secrets) };
}
