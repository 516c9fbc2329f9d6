import { posix } from 'path';
import { Note } from './fact';
import { Repository } from './repository';
import { scriptOf } from './start-script';

const SHEBANG = /^#!\s*(?:\S*\/env\s+(?:-S\s+)?)?(\S+)/;
/** Programs of requirements with a folder, which is another one in the new image. */
const OLD_PROGRAM = /(?:^|[\s"'=(])(\/(?!opt\/venv\/)\S*\/bin\/(?:python[\d.]*|pip|gunicorn|uvicorn|uwsgi|celery|flask|daphne|alembic))(?=[\s"';)]|$)/;

const MOST_CHARACTERS = 500;

/** A command that the new image can start. */
export interface StartProgram {
  readonly command: string[];
  readonly notes: Note[];
}

/**
 * A command whose script can be executed, and has the arguments that it runs.
 *
 * @param root the folder in which the command runs
 * @param found the command of the application in the code
 */
export function startProgram(command: string[], repository: Repository, root: string, found?: string[]): StartProgram {
  const index = /^(ba|da)?sh$/.test(command[0]) ? 1 : 0;
  const path = pathOf(command[index] ?? '', repository, root);
  const [, program] = path === undefined ? [] : SHEBANG.exec(repository.text(path)) ?? [undefined, /\.sh$/.test(path) ? 'sh' : undefined];
  if (path === undefined || program === undefined) {
    return { command, notes: [] };
  }
  const notes: Note[] = [];
  repository.lines(path).forEach((line, at) => {
    const [, old] = OLD_PROGRAM.exec(line.slice(0, MOST_CHARACTERS)) ?? [];
    notes.push(...old === undefined ? [] : [{ evidence: `${path}:${at + 1}`, text: `${old} is a path of the old image: without its folder, it works in both` }]);
  });
  const interpreter = posix.basename(program).replace(/^python[\d.]*$/, 'python');
  // the old Dockerfile may have used chmod
  const started = index === 0 && !repository.isExecutable(path) ? [interpreter, ...command] : command;
  if (/"\$@"/.test(repository.text(path)) && command.length === index + 1) {
    if (found === undefined) {
      notes.push({ evidence: path, text: 'it runs its arguments, and no file says which: add them to command' });
    }
    return { command: [...started, ...found ?? []], notes };
  }
  return { command: started, notes };
}

/** The files of the repository that a command names, which the image needs. */
export function filesIn(command: readonly string[], repository: Repository, root: string): string[] {
  const script = scriptOf(command);
  const words = script === undefined ? command : script.split(/[\s;&|"'()]+/);
  return [...new Set(words.map(word => word.replace(/^--?[\w-]+=/, '')).flatMap(word => pathOf(word, repository, root) ?? []))];
}

/** Whether a command, or the script that it starts, needs the variable PORT. */
export function usesPort(command: readonly string[], repository: Repository, root: string): boolean {
  const scripts = filesIn(command.slice(0, 2), repository, root).filter(path => /^#!.*sh\b/.test(repository.text(path)) || path.endsWith('.sh'));
  return [...command, ...scripts.map(path => repository.text(path))].some(text => /\$(PORT\b|\{PORT\})/.test(text));
}

/** The file of the repository with this path in the new image. */
function pathOf(word: string, repository: Repository, root: string): string | undefined {
  const path = word.startsWith('/app/') ? word.slice(5) : posix.isAbsolute(word) || word === '' ? undefined : posix.join(root, word);
  return path !== undefined && repository.has(path) ? path : undefined;
}
