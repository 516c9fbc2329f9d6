import { existsSync } from 'fs';
import { join, posix } from 'path';
import { testFiles } from './test-files';
import { contextPath, isGlob } from '../dockerfile/context-path';
import { ignorePattern } from '../dockerfile/dockerignore';
import { PathPattern } from '../dockerfile/glob';
import { invalidOption } from '../dockerfile/invalid-option';
import { execForm } from '../dockerfile/quoting';
import { mapAll } from '../projen-patches/configuration-error';

const PYTEST = ['python', '-m', 'pytest'];

/** The program that runs the tests, if there is one. */
export interface TestProgram {
  /** Whether development has pytest. */
  readonly pytest: boolean;
  readonly command?: string[];
}

/** The paths of the tests, relative to the project. */
export interface TestPlaces {
  /** Files that the development image has in addition to the sources. */
  readonly files: string[];
  /** Patterns of files in the sources that production does not have. */
  readonly excluded: string[];
}

/**
 * The program that runs the tests: `testCommand`, or pytest, unless it is turned off.
 *
 * @param standard whether pytest runs the tests by default
 */
export function testProgram(options: { readonly pytest?: boolean; readonly testCommand?: string[] }, standard: boolean): TestProgram {
  const { testCommand } = options;
  if (testCommand) {
    execForm('testCommand', testCommand);
    return { command: testCommand, pytest: options.pytest ?? testCommand.some(word => /(^|[\s/])(pytest|py\.test)(\s|$)/.test(word)) };
  }
  const pytest = options.pytest ?? standard;
  return { pytest, command: pytest ? PYTEST : undefined };
}

/**
 * The paths of the tests: `testSources`, or the tests that are found in addition to the sources.
 *
 * @throws when a path would remove the application from production, or does not exist
 */
export function testPlaces(project: string, { command, pytest }: TestProgram, sources: string[], named?: string[]): TestPlaces {
  if (!named) {
    return { files: command ? testFiles(project, sources, pytest) : [], excluded: [] };
  }
  const places = [...new Set(mapAll(named, place => hasOpenFolder(place) ? openPattern(place) : contextPath('testSources', place)))];
  mapAll(places, (place) => {
    const source = sources.find(each => new PathPattern(place).covers(each));
    if (source !== undefined) {
      throw invalidOption('testSources', place, `it contains all of ${source}, which is in sources, so production would not have these files`, 'List only files that only tests need in testSources');
    }
    if (isIn(sources, place) && !isGlob(place) && !existsSync(join(project, place))) {
      throw invalidOption('testSources', place, `there is no ${place} in ${project}, so production could contain your tests`, 'Correct the path');
    }
  });
  return {
    files: places.filter(place => !isIn(sources, place) && !hasOpenFolder(place)).sort(),
    excluded: places.filter(place => isIn(sources, place) || hasOpenFolder(place)).sort(),
  };
}

/** COPY would lose the folders of such a path, so it only excludes files of the sources. */
function hasOpenFolder(place: string): boolean {
  return isGlob(posix.dirname(place)) || place.includes('**');
}

function openPattern(place: string): string {
  if (place.includes('\\')) {
    throw invalidOption('testSources', place, 'folders must be separated by / on every operating system');
  }
  return ignorePattern('testSources', place).replace(/(\*\*\/)+/g, '**/');
}

function isIn(sources: string[], place: string): boolean {
  return sources.some(source => source === '.' || new PathPattern(source).covers(place));
}
