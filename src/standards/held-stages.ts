import { commandsOf } from './shell-commands';
import { Dockerfile, Instruction, Stage } from '../dockerfile';

/** The stages that a stage may hold files of: what it is made from, what these copy from, and so on. */
export function heldStages(dockerfile: Dockerfile, stage: Stage): Set<Stage> {
  const held = new Set(stage.lineage);
  for (const part of held) { // what is added meanwhile comes up too
    copiedStages(dockerfile, part).forEach(copied => copied.lineage.forEach(other => held.add(other)));
  }
  return held;
}

/** The stages that the lines of a stage copy from, or mount and may copy from. */
export function copiedStages(dockerfile: Dockerfile, { instructions }: Stage): Stage[] {
  const origins = new Set(instructions.filter(mayCopy).flatMap(instruction => instruction.origins));
  return [...origins].map(origin => dockerfile.stageOf(origin)).filter(stage => stage !== undefined);
}

/** A RUN that only looks makes a build wait for a stage, such as that of the tests. */
function mayCopy(instruction: Instruction): boolean {
  return instruction.keyword !== 'RUN' || !commandsOf(instruction).every(([program]) => /^(true|:|test|\[\[?)$/.test(program));
}
