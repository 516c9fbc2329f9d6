import { Instruction, Stage } from '../dockerfile';

/** Where build backends are: apart from the requirements, in the stage that builds projects with them. */
export const BACKENDS = '/backends';

/** Backends that ask for nothing beyond `[build-system] requires`, if a project leaves them at that; and the packages that have them. */
export const STATIC_BACKENDS: ReadonlyMap<string, string> = new Map([
  ['hatchling.build', 'hatchling'],
  ['setuptools.build_meta', 'setuptools'],
  ['setuptools.build_meta:__legacy__', 'setuptools'],
  ['poetry.core.masonry.api', 'poetry-core'],
  ['flit_core.buildapi', 'flit-core'],
]);

const installs = new WeakSet<Instruction>();

/** Remembers that the last RUN of a stage installs build backends. */
export function markBackends(stage: Stage): void {
  installs.add(stage.instructions.filter(({ keyword }) => keyword === 'RUN').pop()!);
}

/** Whether a RUN installs build backends: they build projects, which have their versions in pyproject.toml, and do not reach production. */
export function installsBackends(instruction: Instruction): boolean {
  return installs.has(instruction);
}

/** What several projects require to be built, together; nothing if one cannot say it, or if two want different versions. */
export function joinBuildRequirements(all: (string[] | undefined)[], name: (text: string) => string): string[] | undefined {
  const texts = [...new Set(all.flatMap(requirements => requirements ?? []))].sort();
  return all.includes(undefined) || new Set(texts.map(name)).size < texts.length ? undefined : texts;
}
