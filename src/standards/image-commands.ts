import { posix } from 'path';
import { CommittedScripts } from './committed-scripts';
import { KnownFiles, newBudget } from './known-files';
import { asWord, ShellCommand } from './shell-command';
import { readScript, readWords } from './shell-script';
import { SourceFiles } from './source-files';
import { Dockerfile, Instruction, Stage } from '../dockerfile';

/**
 * The commands of the instructions of a Dockerfile. What a RUN starts depends on the instructions above it: SHELL, the variables of ENV and ARG,
 * the scripts that an earlier RUN has written, and those of the build context.
 */
export class ImageCommands {
  /** The commands of a container, whose Dockerfile is complete: they are read once for all rules. */
  public static ofContainer(container: { readonly dockerfile: Dockerfile; readonly sourceFiles: SourceFiles }): ImageCommands {
    const commands = READ.get(container) ?? new ImageCommands(container.dockerfile, new CommittedScripts(() => container.sourceFiles));
    READ.set(container, commands);
    return commands;
  }

  private readonly known = new Map<Instruction, ShellCommand[]>();
  private readonly stages = new Map<Stage, KnownFiles>();
  private readonly budget = newBudget();

  public constructor(private readonly dockerfile: Dockerfile, private readonly scripts?: CommittedScripts) {}

  /** The commands of a RUN, CMD, ENTRYPOINT or HEALTHCHECK in their order, including those in functions, in substitutions and in scripts. */
  public of(instruction: Instruction): ShellCommand[] {
    for (const stage of this.dockerfile.stages) { // a stage only uses those above it
      if (this.known.has(instruction)) {
        break;
      }
      this.readStage(stage);
    }
    return this.known.get(instruction) ?? [];
  }

  private readStage(stage: Stage): KnownFiles {
    const read = this.stages.get(stage);
    if (read) {
      return read;
    }
    const parent = this.dockerfile.tryFindStage(stage.origin);
    const files = new KnownFiles(this.budget, parent && this.readStage(parent));
    this.stages.set(stage, files);
    stage.instructions.forEach(instruction => this.read(instruction, files));
    return files;
  }

  private read(instruction: Instruction, files: KnownFiles): void {
    const { argv, contextSources, isShellForm, keyword } = instruction;
    const { scripts } = this;
    this.known.set(instruction, []);
    if (scripts && contextSources.length > 0) {
      files.addContext(name => scripts.texts(name, contextSources));
    }
    instruction.origins.map(origin => this.dockerfile.stageOf(origin)).forEach(stage => stage && files.copyFrom(this.readStage(stage)));
    switch (keyword) {
      case 'RUN':
      case 'CMD':
      case 'ENTRYPOINT':
      case 'HEALTHCHECK':
        // the script of a shell is read without its parser if it consists of plain commands
        this.known.set(instruction, isShellForm && files.hasShell ? readScript(argv[2], files)
          : readWords(isShellForm ? [...files.shell, argv[2]] : argv, files));
        break;
      case 'SHELL':
        files.shell = argv;
        break;
      case 'ARG':
      case 'ENV':
        Object.entries(instruction.variables).forEach(([name, text]) => this.setVariable(files, name, text, keyword));
        break;
      case 'COPY':
        copyPrograms(instruction, files);
        break;
    }
  }

  /** An argument without a value has that of the argument above all stages. */
  private setVariable(files: KnownFiles, name: string, text: string, keyword: string): void {
    const above = keyword === 'ARG' && text === '' ? this.dockerfile.argumentInstructions.map(({ variables }) => variables[name]).filter(value => value).pop() : text;
    if (above !== undefined && above !== '') {
      const value = above.replace(/\$(?:(\w+)|\{(\w+)\})/g, (found, plain?: string, braced?: string) => files.variables.get(plain ?? braced!)?.text ?? found);
      files.variables.set(name, asWord(value));
    }
  }
}

const READ = new WeakMap<object, ImageCommands>();

function copyPrograms({ paths }: Instruction, files: KnownFiles): void {
  const [target, ...sources] = [...paths].reverse();
  sources.forEach(source => target.endsWith('/') || files.copy(source, posix.normalize(target)));
}
