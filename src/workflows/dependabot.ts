import { Component, Project, YamlFile } from 'projen';
import { COOLDOWN_DAYS, UpdateSources } from './update-sources';
import { indexSecrets, PackageIndex } from '../access/package-index';
import { invalidOption } from '../dockerfile/invalid-option';
import { PythonPackageManager } from '../package-managers/package-manager';

/** Dependabot's names of the package managers. uv compiles requirements.txt, because "pip" would do it for one platform only. */
const ECOSYSTEMS: { readonly [packageManager in PythonPackageManager]: string } = {
  [PythonPackageManager.PIP]: 'uv',
  [PythonPackageManager.UV]: 'uv',
  [PythonPackageManager.POETRY]: 'pip',
};

/**
 * The configuration of Dependabot: it updates the lock files and existing digests of images, and does not
 * change values that synth would change back.
 *
 * @see https://docs.github.com/en/code-security/dependabot/working-with-dependabot/dependabot-options-reference
 */
export class Dependabot extends Component {
  public constructor(project: Project, { packageManager, lockInputs, indexes, npm, services }: UpdateSources) {
    super(project);
    if (packageManager === PythonPackageManager.PIP && lockInputs.includes('pyproject.toml')) {
      throw invalidOption('dependencyUpdates', 'dependabot', 'Dependabot can make requirements.txt only from requirements.in, not from pyproject.toml',
        'Set dependencyUpdates to RENOVATE or TASK');
    }
    new YamlFile(project, '.github/dependabot.yml', {
      committed: true,
      obj: {
        version: 2,
        ...indexes.length ? { registries: Object.fromEntries(indexes.map(index => [index.name, registry(index)])) } : {},
        updates: [
          {
            ...update(ECOSYSTEMS[packageManager], 'requirements'),
            'versioning-strategy': 'lockfile-only',
            ...indexes.length ? { registries: indexes.map(({ name }) => name) } : {},
          },
          digests('docker'),
          ...services ? [digests('docker-compose')] : [],
          ...npm ? [update('npm', 'project')] : [],
        ],
      },
    });
  }
}

function update(ecosystem: string, group: string): { [option: string]: unknown } {
  return {
    'package-ecosystem': ecosystem,
    'directory': '/',
    'schedule': { interval: 'weekly' },
    'cooldown': { 'default-days': COOLDOWN_DAYS },
    'groups': { [group]: { patterns: ['*'] } },
  };
}

/** Updates the digests of images, and not their tags. */
function digests(ecosystem: string): { [option: string]: unknown } {
  return {
    ...update(ecosystem, 'images'),
    ignore: [{ 'dependency-name': '*', 'update-types': ['major', 'minor', 'patch'].map(type => `version-update:semver-${type}`) }],
  };
}

/** The secrets are stored in Dependabot, with the same names. */
function registry(index: PackageIndex): { [name: string]: string | boolean } {
  const secrets = indexSecrets(index).map(([credential, secret]) => [credential.toLowerCase(), `\${{secrets.${secret}}}`]);
  return { type: 'python-index', url: index.url, ...Object.fromEntries(secrets), ...index.isDefault ? { 'replaces-base': true } : {} };
}
