import { PackageIndex, PipInstaller, PythonContainerProjectOptions, PythonPackageManager } from '../../src';

/** A private index with a password. */
export const ACME: PackageIndex = {
  name: 'acme', url: 'https://pypi.example.com/simple/', usernameSecret: 'ACME_USER', passwordSecret: 'ACME_PASSWORD',
};

/** A password that no error may show. */
export const PASSWORD = 'hunter2';

/** All that installs requirements. */
export const INSTALLERS: [string, Partial<PythonContainerProjectOptions>][] = [
  ['pip with uv', {}],
  ['pip', { installer: PipInstaller.PIP }],
  ['uv', { packageManager: PythonPackageManager.UV }],
  ['Poetry', { packageManager: PythonPackageManager.POETRY }],
];

/** What an error says. */
export function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('there is no error');
}
