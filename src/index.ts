export * from './dockerfile';
export { Framework } from './frameworks/framework';
export { PythonPackageManager } from './package-managers/package-manager';
export * from './python-container';
export * from './python-container-project';
export * from './python-image-options';
