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

/** What runs the tests, if anything does. */
export interface TestProgram {
  /** Whether development has pytest. */
  readonly pytest: boolean;
  readonly command?: string[];
}

/** Where the tests are: paths of the project. */
export interface TestPlaces {
  /** What development has beside the sources. */
  readonly files: string[];
  /** What production has not, although it is in the sources: patterns. */
  readonly excluded: string[];
}

/**
 * What runs the tests: the command that is named, and without one pytest, unless it is switched off.
 *
 * @param standard whether pytest runs the tests where nothing is said
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
 * Where the tests are: what is named, or else what is found beside the sources.
 *
 * @throws when what is named would take the application out of production, or is not there
 */
export function testPlaces(project: string, { command, pytest }: TestProgram, sources: string[], named?: string[]): TestPlaces {
  if (!named) {
    return { files: command ? testFiles(project, sources, pytest) : [], excluded: [] };
  }
  const places = [...new Set(mapAll(named, place => hasOpenFolder(place) ? openPattern(place) : contextPath('testSources', place)))];
  mapAll(places, (place) => {
    const source = sources.find(each => new PathPattern(place).covers(each));
    if (source !== undefined) {
      throw invalidOption('testSources', place, `all of ${source} is in it, which sources has: production would have nothing of it`, 'Name in testSources what only tests need');
    }
    if (isIn(sources, place) && !isGlob(place) && !existsSync(join(project, place))) {
      throw invalidOption('testSources', place, `there is no ${place} in ${project}, and production would have the tests that are meant`, 'Name what is there');
    }
  });
  return {
    files: places.filter(place => !isIn(sources, place) && !hasOpenFolder(place)).sort(),
    excluded: places.filter(place => isIn(sources, place) || hasOpenFolder(place)).sort(),
  };
}

/** COPY would lose the folders of such a place, so it stands for what is in the sources. */
function hasOpenFolder(place: string): boolean {
  return isGlob(posix.dirname(place)) || place.includes('**');
}

function openPattern(place: string): string {
  if (place.includes('\\')) {
    throw invalidOption('testSources', place, 'folders are separated by / on every system, and a \\ has no other meaning');
  }
  return ignorePattern('testSources', place).replace(/(\*\*\/)+/g, '**/');
}

function isIn(sources: string[], place: string): boolean {
  return sources.some(source => source === '.' || new PathPattern(source).covers(place));
}
