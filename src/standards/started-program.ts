import { CheckedContainer } from './checked-container';

/** The program that a container starts, and the option that sets it. */
export interface StartedProgram {
  readonly option: string;
  readonly words: string[];
}

/** The programs that containers of production start, each as a list of words; none if the command is in shell form, which another rule reports. */
export function startedPrograms({ production: { lineage }, processes: [, ...others] }: CheckedContainer): StartedProgram[] {
  const instructions = lineage.flatMap(stage => stage.instructions);
  const last = (keyword: string) => instructions.filter(instruction => instruction.keyword === keyword).pop();
  const [entrypoint, command] = [last('ENTRYPOINT'), last('CMD')];
  const words = entrypoint?.argv ?? [];
  return [
    ...command?.isShellForm ? [] : [{ option: 'command', words: [...words, ...command?.argv ?? []] }],
    ...others.map(process => ({ option: `processes.${process.name}.command`, words: [...words, ...process.command] })),
  ].filter(() => !entrypoint?.isShellForm);
}
