import { readFileSync } from 'fs';
import { join, posix } from 'path';
import { FileBase, Project } from 'projen';
import { Mount, Stage } from '../dockerfile';
import { VENV } from '../package-managers/package-manager';

/** Which modules are compiled when the image is built, so that a start need not do it. */
export enum Bytecode {
  /**
   * Those that a start loads: the ones that `bytecode.txt` names, which `docker:trace` writes; without that file, the ones
   * that importing the requirements loads.
   */
  IMPORTED = 'imported',
  /** All of them: of Python, of the requirements and of the application. */
  ALL = 'all',
  /** None: the smallest image and the fastest build, but the slowest start. */
  NONE = 'none',
}

const SCRIPT = '.projen/bytecode.py';
const FOLDER = '/tmp/bytecode';

/** Where the bytecode of Python's own library is, in the folders of the root. */
export const LIBRARY_BYTECODE = '/bytecode/';

/** What compiles the requirements, in the image: one script a project. */
export class BytecodeScript extends FileBase {
  /** Finds the script of a project, or adds it. */
  public static of(project: Project): BytecodeScript {
    return project.components.find((component): component is BytecodeScript => component instanceof BytecodeScript) ?? new BytecodeScript(project);
  }

  private constructor(project: Project) {
    super(project, SCRIPT);
  }

  /**
   * Compiles the modules of a stage's virtual environment, and gives all its files one date.
   *
   * @param list the file that names the modules, which need not be there
   * @param folder where the project is in the build context
   */
  public run(stage: Stage, bytecode: Bytecode, list: string, folder: string): void {
    stage.copy([posix.join(folder, list)], `${FOLDER}/`, { optional: true });
    stage.runExec([`${VENV}/bin/python`, `${FOLDER}/bytecode.py`, bytecode], {
      mounts: [Mount.bind(posix.join(folder, SCRIPT), `${FOLDER}/bytecode.py`)],
      comment: bytecode === Bytecode.NONE ? 'one date for all files' : 'Python need not compile at the start what is compiled here',
    });
  }

  protected synthesizeContent(): string {
    return `${this.marker ? `# ${this.marker}\n` : ''}${readFileSync(join(__dirname, 'bytecode.py'), 'utf8')}`;
  }
}
