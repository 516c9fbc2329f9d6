import { ApplicationFiles, destination } from './application-files';
import { buildArgv } from './build-command';
import { ContainerFacts, WORKDIR } from './container-facts';
import { setApplication } from './stage-variables';
import { EPOCH } from '../base-images/distribution';
import { Dockerfile, Stage } from '../dockerfile';
import { isGlob } from '../dockerfile/context-path';
import { isWithin } from '../files/relative-path';
import { InstalledProject } from '../layers/layers-script';

/** The outputs of build commands: the stage that runs the commands, and the files that other stages copy from it. */
export class BuildOutputs {
  /** The outputs for production, relative to the application's folder. */
  public readonly paths: string[];
  /** The outputs for development. */
  private readonly devPaths: string[];

  public constructor(private readonly facts: ContainerFacts, private readonly files: ApplicationFiles) {
    const pathsOf = (commands: ContainerFacts['buildCommands']) => [...new Set(commands.flatMap(({ outputs }) => outputs))];
    this.paths = pathsOf(facts.buildCommands);
    this.devPaths = pathsOf(facts.buildCommands.filter(({ inDev }) => inDev));
  }

  public get areInDev(): boolean {
    return this.devPaths.length > 0;
  }

  /** The outputs without wildcards, as paths in the image. */
  public get named(): string[] {
    return this.paths.filter(path => !isGlob(path)).map(path => destination(path));
  }

  /**
   * The outputs inside copied folders, where outdated ones may exist on disk. An output that is also copied by name is an input, such as a
   * folder of translations.
   */
  public get deniedOnDisk(): string[] {
    const { buildCommands, buildSources, sources, testFiles } = this.facts;
    const copied = [...new Set([...sources, ...buildSources, ...testFiles, ...buildCommands.flatMap(({ inputs }) => inputs ?? [])])];
    return this.paths.filter(path => copied.some(source => source === '.' || path.startsWith(`${source}/`))
      && !copied.some(source => isWithin(source, path)));
  }

  /**
   * Adds the stage that runs the commands. The inputs of each command are copied just before it, so that their changes do not run earlier commands again.
   *
   * @param installed the application as installed by its build backend, if it has one
   */
  public addStage(dockerfile: Dockerfile, installed?: InstalledProject): Stage {
    const stage = dockerfile.addStage('outputs', {
      fromStage: 'builder',
      description: 'runs the build commands, with the requirements and the code. Only their outputs are copied from this stage.',
    });
    // outputs must not depend on the time or on the order of sets
    stage.addEnvironment('PYTHONHASHSEED', '0');
    stage.addEnvironment('SOURCE_DATE_EPOCH', EPOCH);
    setApplication(stage, this.facts, this.files.installs);
    stage.workdir(WORKDIR);
    const copied = new Set<string>();
    for (const command of this.facts.buildCommands) {
      const inputs = command.inputs ?? this.facts.sources;
      this.files.copyProject(stage, inputs.filter(input => !copied.has(input)));
      inputs.forEach(input => copied.add(input));
      if (command.inputs === undefined && installed && !copied.has(installed.folder)) {
        this.files.copyInstalled(stage, installed);
        copied.add(installed.folder);
      }
      stage.runExec(buildArgv(command));
    }
    return stage;
  }

  /** Copies the outputs for development, over the code. */
  public addToDev(dev: Stage, fromStage: string): void {
    this.devPaths.forEach(path => dev.copy([`${WORKDIR}/${path}`], destination(path), { fromStage, chmod: 'u=rwX,go=rX' }));
  }
}
