import { Stage } from '../dockerfile';

/** What a container of a stage starts, as a list of words; nothing where a line is in shell form, which is told of on its own. */
export function startedProgram({ lineage }: Stage): string[] {
  const instructions = lineage.flatMap(stage => stage.instructions);
  const last = (keyword: string) => instructions.filter(instruction => instruction.keyword === keyword).pop();
  const lines = [last('ENTRYPOINT'), last('CMD')].filter(line => line !== undefined);
  return lines.some(({ isShellForm }) => isShellForm) ? [] : lines.flatMap(({ argv }) => argv);
}
