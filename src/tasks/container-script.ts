import { createHash } from 'crypto';
import { existsSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { Component, FileBase, JsonFile, Project } from 'projen';
import { Dockerfile } from '../dockerfile';
import { withoutHashes } from '../package-managers/lock-hashes';
import { LockPlan, WorkspacePlan } from '../package-managers/package-manager';

const ID = 'ContainerScript';
const SCRIPT = '.projen/container.cjs';
const FACTS = '.projen/container.json';
const RECORD = '.projen/locked.json';

/** What makes locks where the machine has no Python that could. */
export interface LockBuild {
  /** The project in whose folder the commands run. */
  readonly project: Project;
  /** The last one gets where to put the locks. */
  readonly commands: string[][];
}

/**
 * The script that runs what the tasks need beyond plain commands, and the facts it works on. There is one a project,
 * however many containers the project has.
 */
export class ContainerScript extends Component {
  /** Finds the script of a project, or adds it. */
  public static of(project: Project): ContainerScript {
    return project.node.tryFindChild(ID) as ContainerScript | undefined ?? new ContainerScript(project);
  }

  private readonly tools: { [program: string]: string } = {};
  private readonly locks: { plan: () => LockPlan; build: LockBuild }[] = [];
  private workspace?: WorkspacePlan;

  private constructor(project: Project) {
    super(project, ID);
    new ScriptFile(project, SCRIPT);
    new JsonFile(project, FACTS, {
      obj: () => ({
        projenCommand: project.projenCommand, tools: this.tools, locks: this.lockFacts(), workspace: this.workspace, fixedImages: this.fixedImages(),
      }),
    });
    project.addGitIgnore('/.projen/tools/');
    project.addGitIgnore('/.projen/draft-*');
    project.addGitIgnore('/.venv/');
  }

  /** The words of a task's step that runs a verb of the script. */
  public step(verb: string, ...argv: string[]): string[] {
    return ['node', SCRIPT, verb, ...argv];
  }

  /** Lets the script call programs, which these requirements bring from PyPI. */
  public addTools(tools: { readonly [program: string]: string }): void {
    Object.assign(this.tools, tools);
  }

  /** Lets the `lock` tasks make these locks too. */
  public addLock(plan: () => LockPlan, build: LockBuild): void {
    this.locks.push({ plan, build });
    plan().outputs.forEach(output => this.project.annotateGenerated(`/${output}`));
  }

  /** Sets how `install` makes the workspace's virtual environment. */
  public setWorkspace(plan: WorkspacePlan): void {
    this.workspace = plan;
  }

  /** What is wrong with the locks of a plan, as they are on disk. */
  public problems(plan: LockPlan): string[] {
    const record = this.readRecord();
    const missing = plan.outputs.filter(output => !existsSync(join(this.project.outdir, output)));
    const stale = plan.outputs.filter(output => record[output] !== undefined && record[output] !== this.fingerprint(plan));
    const hint = `run "${this.project.projenCommand} lock".`;
    if (missing.length) {
      return [`${missing.join(' and ')} missing: ${hint}`];
    }
    if (stale.length) {
      return [`${stale.join(' and ')} stale, the requirements have changed: ${hint}`];
    }
    return plan.outputs.map(output => ({ output, names: withoutHashes(this.read(output)) })).filter(({ names }) => names.length)
      .map(({ output, names }) => `${output} has no hash for ${names.join(', ')}: ${hint}`);
  }

  private lockFacts() {
    return this.locks.map(({ plan, build: { project, commands } }) => {
      return { ...plan(), docker: { folder: this.pathOf(project.outdir) || '.', commands } };
    });
  }

  /** The images whose digests are in the config, for each Dockerfile: synth would bring them back. */
  private fixedImages(): { [path: string]: string[] } {
    const dockerfiles = this.project.node.findAll().filter((construct): construct is Dockerfile => construct instanceof Dockerfile);
    return Object.fromEntries(dockerfiles
      .map(dockerfile => [this.pathOf(dockerfile.absolutePath), dockerfile._references.filter(image => image.includes('@'))] as const)
      .filter(([, images]) => images.length));
  }

  private pathOf(file: string): string {
    return relative(this.project.outdir, file).split('\\').join('/');
  }

  /** A record that nobody can read, for instance in a merge, tells nothing. */
  private readRecord(): { [lock: string]: string } {
    try {
      return JSON.parse(this.read(RECORD));
    } catch {
      return {};
    }
  }

  /** What a plan's locks are made from, as the script counts it. */
  private fingerprint(plan: LockPlan): string {
    const inputs = plan.inputs.map(input => this.read(input).replace(/^#.*\n/gm, ''));
    return createHash('sha256').update(JSON.stringify([plan.commands, plan.environment.variables, inputs])).digest('hex');
  }

  private read(path: string): string {
    const file = join(this.project.outdir, path);
    return existsSync(file) ? readFileSync(file, 'utf8').replace(/\r\n/g, '\n') : '';
  }
}

class ScriptFile extends FileBase {
  protected synthesizeContent(): string {
    return `${this.marker ? `// ${this.marker}\n` : ''}${readFileSync(join(__dirname, 'container.cjs'), 'utf8')}`;
  }
}
