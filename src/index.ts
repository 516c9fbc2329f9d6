export * from './base-images/base-image';
export * from './dockerfile';
export { Framework } from './frameworks/framework';
export { PythonPackageManager } from './package-managers/package-manager';
export { PipInstaller } from './package-managers/pip-installer';
export * from './python-container';
export * from './python-container-project';
export * from './python-image-options';
