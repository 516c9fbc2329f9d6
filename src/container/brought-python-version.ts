import { join } from 'path';
import { Project } from 'projen';
import { BaseImage } from '../base-images/base-image';
import { versionsIn } from '../base-images/python-ranges';
import { DEFAULT_PYTHON_VERSION, PYTHON_VERSIONS, pythonVersion } from '../base-images/python-versions';
import { invalidOption } from '../dockerfile/invalid-option';
import { readTextFile } from '../dockerfile/text-file';
import { BroughtPyproject } from '../package-managers/brought-pyproject';
import { wasGenerated } from '../projen-patches/foreign-files';

export const PYTHON_VERSION_FILE = '.python-version';

/** What says which Python it is. */
export interface VersionSources {
  /** The option, if it was given. */
  readonly option?: string;
  readonly baseImage: BaseImage;
  /** The pyproject.toml that people brought along. */
  readonly pyproject?: BroughtPyproject;
  /** Whether .python-version speaks of this container: it is the version of .venv, which is made from the locks of the first one. */
  readonly isFirst: boolean;
}

/**
 * The version of Python: that of the option, else that of a .python-version that people wrote, else the default, or the newest one that
 * requires-python admits.
 *
 * @throws when one of them contradicts another; the error names both
 */
export function decidePythonVersion(project: Project, { option, baseImage, pyproject, isFirst }: VersionSources): string {
  const written = isFirst ? writtenVersion(project) : undefined;
  const range = pyproject?.requiresPython;
  const given = option === undefined ? undefined : pythonVersion(option);
  if (given !== undefined && written !== undefined && given !== written) {
    throw invalidOption('pythonVersion', option, `${PYTHON_VERSION_FILE} says ${written}, and was not generated`,
      `Write the same version in both, or remove ${PYTHON_VERSION_FILE}`);
  }
  const admitted = range === undefined ? [...PYTHON_VERSIONS.keys()] : versionsIn(range);
  const source = given === undefined ? PYTHON_VERSION_FILE : 'pythonVersion';
  const standard = [baseImage._newestPython, DEFAULT_PYTHON_VERSION, admitted[admitted.length - 1]];
  const version = given ?? written ?? standard.find(each => each !== undefined && admitted.includes(each));
  if (version === undefined) {
    throw invalidOption('pyproject.toml requires-python', range, `the minor versions with an image are ${[...PYTHON_VERSIONS.keys()].join(', ')}`, 'Let it admit one of them');
  }
  if (!admitted.includes(version)) {
    throw invalidOption(source, version, `pyproject.toml has requires-python = "${range}"`, 'Choose a version that it admits, or change it');
  }
  return version;
}

/** Whether .python-version is somebody's own, so that it is not written. Ours has no marker either: tools read nothing but a version in it. */
export function isBroughtVersionFile(project: Project): boolean {
  return !wasGenerated(project, PYTHON_VERSION_FILE) && Boolean(readTextFile(PYTHON_VERSION_FILE, join(project.outdir, PYTHON_VERSION_FILE))?.trim());
}

/** The minor version in it: `3.12.4`, `cpython-3.13`. What names no version, as `system` does, says nothing. */
function writtenVersion(project: Project): string | undefined {
  const text = isBroughtVersionFile(project) ? readTextFile(PYTHON_VERSION_FILE, join(project.outdir, PYTHON_VERSION_FILE)) ?? '' : '';
  const [first = ''] = text.split('\n').map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#'));
  const [, version] = /^(?:c?python-)?(\d+\.\d+)/.exec(first) ?? [];
  if (version !== undefined && !PYTHON_VERSIONS.has(version)) {
    throw invalidOption(PYTHON_VERSION_FILE, first, `the minor versions with an image are ${[...PYTHON_VERSIONS.keys()].join(', ')}`, 'Write one of them into it');
  }
  return version;
}
