import { Staging } from './staging';
import { parseToml } from '../files/toml';
import { PythonPackageManager } from '../package-managers/package-manager';
import { normalizeName } from '../package-managers/requirement';
import { isForLinux, isForPython } from '../package-managers/wheels';
import { Tool } from '../tools/tool-lock';

/** A package in a lock file, and the names of its files. */
interface LockedFiles {
  readonly name: string;
  readonly files: string[];
}

const PYLOCK = '.projen/pylock.toml';

/** The packages in a lock file that have no wheel for a version of Python. Undefined if the lock file does not list files and no tool is available. */
export function packagesWithoutWheel(staging: Staging, packageManager: PythonPackageManager, pythonVersion: string): string[] | undefined {
  const isMissing = ({ files }: LockedFiles) => files.length > 0 && !files.some(file => isWheelFor(file, pythonVersion));
  return filesOf(staging, packageManager, pythonVersion)?.filter(isMissing).map(({ name }) => name).sort();
}

function filesOf(staging: Staging, packageManager: PythonPackageManager, pythonVersion: string): LockedFiles[] | undefined {
  if (packageManager === PythonPackageManager.PIP) {
    staging.removeFile(PYLOCK);
    const { status } = staging.run(process.execPath, '.projen/container.cjs', 'tool', Tool.UV, 'pip', 'compile', '--quiet', '--universal', '--no-deps',
      `--python-version=${pythonVersion}`, `--output-file=${PYLOCK}`, 'requirements.txt');
    const { packages = [] } = parse(staging, PYLOCK);
    staging.removeFile(PYLOCK);
    return status === 0 ? packages.map(filesOfPackage) : undefined;
  }
  const lock = parse(staging, packageManager === PythonPackageManager.UV ? 'uv.lock' : 'poetry.lock');
  return (lock.package ?? []).filter(({ source }: any) => !source || source.registry || source.type === 'legacy').map(filesOfPackage);
}

function filesOfPackage({ name, wheels = [], sdist, files = [] }: any): LockedFiles {
  const fileName = ({ name: own, url, path, file }: any) => decodeURIComponent(String(own ?? file ?? url ?? path).replace(/[?#].*$/, '').replace(/^.*\//, ''));
  return { name: normalizeName(name), files: [...wheels, ...sdist ? [sdist] : [], ...files].map(fileName) };
}

function parse(staging: Staging, path: string): any {
  try {
    return parseToml(staging.read(path));
  } catch {
    return {};
  }
}

/** Whether a file is a wheel that this Python can have in an image. */
export function isWheelFor(file: string, pythonVersion: string, machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64'): boolean {
  return isForPython(file, pythonVersion) && isForLinux(file, machine) && !/-musllinux[^-]*\.whl$/.test(file);
}
