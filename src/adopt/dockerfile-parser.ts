import { Instruction } from '../dockerfile/instruction';

/** An instruction of a handwritten Dockerfile. */
export interface WrittenInstruction extends Pick<Instruction, 'keyword' | 'flags' | 'operands' | 'argv' | 'isShellForm' | 'variables' | 'paths' | 'origins'> {
  readonly line: number;
}

/** A stage of such a Dockerfile. */
export interface WrittenStage {
  readonly name?: string;
  /** The image or the stage that it starts from, with expanded build arguments. */
  readonly origin: string;
  readonly line: number;
  readonly instructions: WrittenInstruction[];
}

const HEREDOC = /(?:^|\s)\d*<<(-?)["']?(\w+)["']?(?=\s|$)/g;

/** The stages of a Dockerfile. */
export function parseDockerfile(text: string): WrittenStage[] {
  const stages: WrittenStage[] = [];
  const globals: { [name: string]: string } = {};
  let known: { [name: string]: string } = {};
  for (const { line, text: body } of logicalLines(text)) {
    const instruction = Instruction._read(body);
    const expanded = /^(RUN|CMD|ENTRYPOINT|HEALTHCHECK)$/.test(instruction.keyword) ? instruction : Instruction._read(expand(body, known));
    if (instruction.keyword === 'FROM') {
      const [origin = 'scratch', as, name] = Instruction._read(expand(body, globals)).operands.split(/\s+/);
      stages.push({ origin, name: /^as$/i.test(as ?? '') ? name : undefined, line, instructions: [] });
      known = {};
    } else if (stages.length === 0) {
      Object.entries(expanded.variables).forEach(([name, value]) => globals[name] = expand(value, globals));
    } else {
      if (instruction.keyword === 'ARG') {
        Object.entries(expanded.variables).forEach(([name, value]) => known[name] = value || (globals[name] ?? ''));
      } else if (instruction.keyword === 'ENV') {
        Object.assign(known, expanded.variables);
      }
      stages[stages.length - 1].instructions.push(withLine(expanded, line));
    }
  }
  return stages;
}

/** The stage with this name, or the last one, preceded by the stages that it starts from. */
export function lineageOf(stages: WrittenStage[], target?: string): WrittenStage[] {
  const last = stages.find(({ name }) => name !== undefined && name === target) ?? stages[stages.length - 1];
  const lineage: WrittenStage[] = [];
  const parentOf = (stage: WrittenStage) => stages.slice(0, stages.indexOf(stage)).reverse()
    .find(({ name }) => name?.toLowerCase() === stage.origin.toLowerCase());
  for (let stage: WrittenStage | undefined = last; stage; stage = parentOf(stage)) {
    lineage.unshift(stage);
  }
  return lineage;
}

function withLine(instruction: Instruction, line: number): WrittenInstruction {
  const { keyword, flags, operands, argv, isShellForm, variables, paths, origins } = instruction;
  return { keyword, flags, operands, argv, isShellForm, variables, paths, origins, line };
}

/** Instructions, each on one line. Continuation lines, comments between them and here-documents belong to the first line. */
function logicalLines(text: string): { line: number; text: string }[] {
  const lines = text.split('\n');
  const escape = /^#\s*escape\s*=\s*`/im.test(text) ? '`' : '\\';
  const found: { line: number; text: string }[] = [];
  for (let index = 0; index < lines.length; index++) {
    if (/^\s*(#|$)/.test(lines[index])) {
      continue;
    }
    const start = index;
    let body = lines[index].trim();
    while (body.endsWith(escape) && index + 1 < lines.length) {
      index++;
      const next = lines[index].trim();
      body = /^(#|$)/.test(next) ? body : `${body.slice(0, -1).trimEnd()} ${next}`;
    }
    for (const [, , name] of body.matchAll(HEREDOC)) {
      const end = lines.findIndex((line, at) => at > index && line.trim() === name);
      const inner = lines.slice(index + 1, end === -1 ? lines.length : end).map(line => line.trim()).filter(line => line !== '');
      // the content of a COPY is a file, and not a command
      body = /^(COPY|ADD)\s/i.test(body) ? body.replace(HEREDOC, '') : `${body.replace(HEREDOC, '').trim()} ${inner.join(' && ')}`;
      index = end === -1 ? lines.length : end;
    }
    found.push({ line: start + 1, text: body.endsWith(escape) ? body.slice(0, -1).trimEnd() : body });
  }
  return found;
}

/** Expands variables: `$NAME`, `${NAME}`, `${NAME:-text}`. Unknown variables are kept. */
function expand(text: string, variables: { readonly [name: string]: string }): string {
  return text.replace(/\\\$|\$(?:\{(\w+)(?::?([-+])([^}]*))?\}|(\w+))/g, (found, braced?: string, operator?: string, word?: string, plain?: string) => {
    const value = variables[braced ?? plain ?? ''];
    return value || (operator === '-' ? word! : found);
  });
}
