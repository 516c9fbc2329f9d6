import { join, posix } from 'path';
import { literal } from './compose-text';
import { LiveSource } from '../container/application-files';
import { globFolder, isGlob } from '../dockerfile/context-path';
import { relativePath } from '../files/relative-path';
import { PythonContainer } from '../python-container';
import { heldStages } from '../standards/held-stages';

/** A rule of `docker compose watch`. */
interface WatchRule {
  readonly path: string;
  readonly action: string;
  readonly target?: string;
  readonly include?: string[];
}

/** Programs, commands and flags with which a server reloads its code when a file changes. */
const RELOADERS = /^(--(auto-?)?reload|runserver(_plus)?|streamlit|watchfiles|watchmedo|hupper|jurigged)$/;
/** Files that the installed requirements depend on, in any folder. */
const BUILT = /(^|\/)(pyproject\.toml|setup\.(py|cfg)|[^/]*requirements[^/]*\.(in|txt)|[^/]*\.lock)$/;

/** Whether a command reloads changed code. Unknown commands are restarted, which always works. */
export function reloads(command: string[]): boolean {
  const words = command.map(word => posix.basename(word));
  const isFlask = words.includes('flask') && words.includes('--debug');
  const isFastapi = words.includes('fastapi') && words.includes('dev');
  return !words.some(word => /^--no-?reload$/.test(word)) && (isFlask || isFastapi || words.some(word => RELOADERS.test(word)));
}

/**
 * The rules of `docker compose watch`: changed code is copied into the container, which is restarted if the command does not reload
 * it, and a change of the requirements builds the image again. `.dockerignore` applies to all of them.
 */
export function watchRules(container: PythonContainer, command: string[]): WatchRule[] {
  const { liveSources, copiedSources } = container._stages;
  const action = reloads(command) ? 'sync' : 'sync+restart';
  const live = [...liveSources, ...copiedSources.filter(({ source }) => isGlob(source))].filter(({ source }) => !BUILT.test(source));
  const tests = copiedSources.filter(({ source }) => !isGlob(source));
  const synced = [...live.map(source => syncRule(source, action)), ...tests.map(source => syncRule(source, 'sync'))];
  const known = new Set(synced.map(({ path }) => path));
  return [...synced, ...builtFrom(container).map(path => ({ path: local(path), action: 'rebuild' })).filter(({ path }) => !known.has(path))];
}

function syncRule({ source, target }: LiveSource, action: string): WatchRule {
  return isGlob(source)
    ? { path: local(globFolder(source)), action, target: literal(target), include: [literal(posix.basename(source))] }
    : { path: local(source), action, target: literal(target) };
}

/** The paths, relative to the project, from which the development image is built in addition to the code. */
function builtFrom({ project, dockerfile, dev, _stages: { liveSources, copiedSources } }: PythonContainer): string[] {
  const sources = [...heldStages(dockerfile, dev)].flatMap(({ instructions }) => instructions.flatMap(({ contextSources }) => contextSources));
  const paths = sources.map(source => relativePath(project.outdir, join(dockerfile.contextFolder, source)));
  const code = new Set([...liveSources, ...copiedSources].map(({ source }) => posix.normalize(source)).filter(source => !BUILT.test(source)));
  return [...new Set(paths)].filter(path => !code.has(path) && !isGlob(path)).sort();
}

/** A path that compose reads unambiguously. */
function local(path: string): string {
  const normal = posix.normalize(path);
  return literal(/^\.\.?(\/|$)/.test(normal) ? normal : `./${normal}`);
}
