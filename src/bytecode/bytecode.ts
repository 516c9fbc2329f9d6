import { readFileSync } from 'fs';
import { join, posix } from 'path';
import { FileBase, Project } from 'projen';
import { Mount, RunOptions, Stage } from '../dockerfile';
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
   * Compiles modules of Python's own library and of the stage's virtual environment, into a layer each.
   *
   * @param list the file that names the modules, which need not be there
   * @param folder where the project is in the build context
   */
  public compileEnvironment(stage: Stage, bytecode: Bytecode, list: string, folder: string): void {
    stage.copy([posix.join(folder, list)], `${FOLDER}/`, { optional: true });
    // of the code of others, tracebacks tell the line and not the column: the columns are a tenth of the bytecode
    // without -B, Python would write bytecode of its own library, with dates, and it would pass for what the image brings
    stage.runExec([`${VENV}/bin/python`, '-B', '-X', 'no_debug_ranges', `${FOLDER}/bytecode.py`, bytecode], this.mounts(folder));
  }

  /**
   * Compiles the modules in the stage's working directory, and gives all files of the layer one date.
   *
   * @param python the interpreter of the stage
   * @param place the commands that copy the working directory to where the layer is made
   */
  public compileCode(stage: Stage, folder: string, python: string, place: string[]): void {
    stage.runAll([...place, `${python} ${FOLDER}/bytecode.py code`], this.mounts(folder));
  }

  protected synthesizeContent(): string {
    return `${this.marker ? `# ${this.marker}\n` : ''}${readFileSync(join(__dirname, 'bytecode.py'), 'utf8')}`;
  }

  private mounts(folder: string): RunOptions {
    return { mounts: [Mount.cache(CACHE), Mount.bind(posix.join(folder, SCRIPT), `${FOLDER}/bytecode.py`)] };
  }
}
