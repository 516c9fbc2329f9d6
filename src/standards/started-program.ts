import { Stage } from '../dockerfile';

/** The program that a container of a stage starts, as a list of words; empty if it is in shell form, which another rule reports. */
export function startedProgram({ lineage }: Stage): string[] {
  const instructions = lineage.flatMap(stage => stage.instructions);
  const last = (keyword: string) => instructions.filter(instruction => instruction.keyword === keyword).pop();
  const lines = [last('ENTRYPOINT'), last('CMD')].filter(line => line !== undefined);
  return lines.some(({ isShellForm }) => isShellForm) ? [] : lines.flatMap(({ argv }) => argv);
}
