import { Component, Project, Renovatebot, RenovatebotScheduleInterval } from 'projen';
import { COOLDOWN_DAYS, UpdateSources } from './update-sources';
import { indexSecrets, PackageIndex } from '../access/package-index';
import { invalidOption } from '../dockerfile/invalid-option';
import { PythonPackageManager } from '../package-managers/package-manager';

/** What Renovate calls those who read the locks. */
const MANAGERS: { readonly [packageManager in PythonPackageManager]: string } = {
  [PythonPackageManager.PIP]: 'pip-compile',
  [PythonPackageManager.UV]: 'pep621',
  [PythonPackageManager.POETRY]: 'poetry',
};

/**
 * The configuration of Renovate: it raises what is in the locks and the digests of the images, and leaves alone what synth
 * would write back, such as requirements.in, tags and .python-version.
 *
 * @see https://docs.renovatebot.com/configuration-options/
 */
export class Renovate extends Component {
  public constructor(project: Project, { packageManager, indexes, npm, services }: UpdateSources) {
    super(project);
    if (packageManager === PythonPackageManager.PIP && indexes.length) {
      throw invalidOption('dependencyUpdates', 'renovate',
        'for requirements.txt Renovate asks PyPI alone, and would take from there what is in your index',
        'Set dependencyUpdates to DEPENDABOT or TASK, or packageManager to UV or POETRY, whose pyproject.toml names the index');
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
            description: 'Requirements stand in .projenrc.ts: only their locks rise',
            matchManagers: [manager],
            rangeStrategy: 'in-range-only',
            groupName: 'requirements',
            ...indexes.length ? { minimumReleaseAgeBehaviour: 'timestamp-optional' } : {},
          },
          {
            description: 'Tags come from .projenrc.ts, digests from here; few registries tell how old they are',
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

/** The secrets are Renovate's own, under the names that they have here. */
function hostRule(index: PackageIndex): { [name: string]: string } {
  const secrets = indexSecrets(index).map(([credential, secret]) => [credential.toLowerCase(), `{{ secrets.${secret} }}`]);
  return { hostType: 'pypi', matchHost: index.url, ...Object.fromEntries(secrets) };
}
