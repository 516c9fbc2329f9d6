import { Instruction, Stage } from '../dockerfile';

/** The folder of build backends, separate from the requirements, in the stage that builds projects. */
export const BACKENDS = '/backends';

/** Backends that need no packages other than `[build-system] requires` by default, and the packages that contain them. */
export const STATIC_BACKENDS: ReadonlyMap<string, string> = new Map([
  ['hatchling.build', 'hatchling'],
  ['setuptools.build_meta', 'setuptools'],
  ['setuptools.build_meta:__legacy__', 'setuptools'],
  ['poetry.core.masonry.api', 'poetry-core'],
  ['flit_core.buildapi', 'flit-core'],
]);

const installs = new WeakSet<Instruction>();

/** Marks the last RUN of a stage as one that installs build backends. */
export function markBackends(stage: Stage): void {
  installs.add(stage.instructions.filter(({ keyword }) => keyword === 'RUN').pop()!);
}

/** Whether a RUN installs build backends: their versions are set in pyproject.toml, and they do not reach production. */
export function installsBackends(instruction: Instruction): boolean {
  return installs.has(instruction);
}

/** The combined build requirements of several projects; undefined if they are unknown for one project, or if two need different versions. */
export function joinBuildRequirements(all: (string[] | undefined)[], name: (text: string) => string): string[] | undefined {
  const texts = [...new Set(all.flatMap(requirements => requirements ?? []))].sort();
  return all.includes(undefined) || new Set(texts.map(name)).size < texts.length ? undefined : texts;
}
