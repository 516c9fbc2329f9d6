import { ImageCommands } from './image-commands';
import { Dockerfile, Instruction, Stage } from '../dockerfile';

/** The stages whose files a stage may contain: the stages that it starts from, the stages that those copy from, and so on. */
export function heldStages(dockerfile: Dockerfile, stage: Stage, commands = new ImageCommands(dockerfile)): Set<Stage> {
  const held = new Set(stage.lineage);
  for (const part of held) { // stages that are added during the loop are visited too
    copiedStages(dockerfile, part, commands).forEach(copied => copied.lineage.forEach(other => held.add(other)));
  }
  return held;
}

/** The stages that instructions copy from, or mount and may copy from. */
export function copiedStages(dockerfile: Dockerfile, { instructions }: Stage, commands: ImageCommands): Stage[] {
  const origins = new Set(instructions.filter(instruction => mayCopy(instruction, commands)).flatMap(instruction => instruction.origins));
  return [...origins].map(origin => dockerfile.stageOf(origin)).filter(stage => stage !== undefined);
}

/** A RUN that only reads a mount makes a build wait for a stage, for example for the tests. */
function mayCopy(instruction: Instruction, commands: ImageCommands): boolean {
  return instruction.origins.length > 0
    && (instruction.keyword !== 'RUN' || !commands.of(instruction).every(({ words: [program] }) => /^(true|:|test|\[\[?)$/.test(program)));
}
