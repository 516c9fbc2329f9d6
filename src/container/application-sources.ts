import { existsSync } from 'fs';
import { join } from 'path';
import { PythonImageOptions } from './python-image-options';
import { contextPath } from '../dockerfile/context-path';
import { Application, FrameworkProfile } from '../frameworks/framework';
import { ExistingPyproject } from '../package-managers/existing-pyproject';
import { mapAll } from '../projen-patches/configuration-error';

/** What the sources of an application depend on. */
export interface ApplicationSourcesOptions {
  readonly options: PythonImageOptions;
  readonly application: Application;
  readonly profile: FrameworkProfile;
  /** The pyproject.toml that the user wrote. */
  readonly pyproject?: ExistingPyproject;
  /** The first container of the project, if this is a further one. */
  readonly first?: { readonly application: Application; readonly namedSources: string[] };
}

/** The files of an application: paths of the build context. */
export interface ApplicationSources {
  /** The paths that are copied into the application's folder. */
  readonly sources: string[];
  /** The same as they are named, including those from which the application is built. */
  readonly namedSources: string[];
  /** The paths from which the application is built, if it is installed instead of copied. */
  readonly buildSources: string[];
}

/** @throws when a source is outside of the project */
export function applicationSources({ options, application, profile, pyproject, first }: ApplicationSourcesOptions): ApplicationSources {
  const { folder, isInstalled, moduleName, sourceFolder } = application;
  const modules = sourceFolder === '.' ? moduleName : sourceFolder;
  const ofFramework = profile.sources(application).map(source => source === moduleName ? modules : source);
  // the same application with another framework
  const isShared = first?.application.moduleName === moduleName && !ofFramework.some(source => existsSync(join(folder, source)));
  const namedSources = mapAll(options.sources ?? (isShared ? first!.namedSources : ofFramework), source => contextPath('sources', source));
  const ownModules = [...pyproject?.modulePaths ?? [], ...existsSync(join(folder, modules)) ? [modules] : []];
  return {
    sources: [...new Set(namedSources)].filter(source => !isInstalled || source !== modules),
    namedSources,
    buildSources: isInstalled ? outermost([...pyproject!.buildFiles, ...ownModules, ...namedSources]) : [],
  };
}

/** Paths without those that are inside others. */
function outermost(paths: string[]): string[] {
  return [...new Set(paths)].filter(path => !paths.some(other => path.startsWith(`${other}/`)));
}
