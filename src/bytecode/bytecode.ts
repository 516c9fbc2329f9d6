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
const CACHE = '/root/.cache/bytecode';

/** Where the bytecode is, in the folders of the root. */
export const BYTECODE = '/bytecode/';

/** What compiles the requirements and the code, in the image: one script a project. */
export class BytecodeScript extends FileBase {
  /** Finds the script of a project, or adds it. */
  public static of(project: Project): BytecodeScript {
    return project.components.find((component): component is BytecodeScript => component instanceof BytecodeScript) ?? new BytecodeScript(project);
  }

  private constructor(project: Project) {
    super(project, SCRIPT);
  }

  /**
   * Compiles modules of the stage's virtual environment and of Python's own library into a folder of their own.
   *
   * @param list the file that names the modules, which need not be there
   * @param folder where the project is in the build context
   */
  public compileEnvironment(stage: Stage, bytecode: Bytecode, list: string, folder: string): void {
    stage.copy([posix.join(folder, list)], `${FOLDER}/`, { optional: true });
    // of the code of others, tracebacks tell the line and not the column: the columns are a tenth of the bytecode
    this.run(stage, [`${VENV}/bin/python`, '-X', 'no_debug_ranges'], bytecode, folder);
  }

  /** Compiles the modules in the stage's working directory, and gives all its files one date. */
  public compileCode(stage: Stage, folder: string): void {
    this.run(stage, ['python'], 'code', folder);
  }

  protected synthesizeContent(): string {
    return `${this.marker ? `# ${this.marker}\n` : ''}${readFileSync(join(__dirname, 'bytecode.py'), 'utf8')}`;
  }

  private run(stage: Stage, python: string[], mode: string, folder: string): void {
    stage.runExec([...python, `${FOLDER}/bytecode.py`, mode], {
      mounts: [Mount.cache(CACHE), Mount.bind(posix.join(folder, SCRIPT), `${FOLDER}/bytecode.py`)],
    });
  }
}
