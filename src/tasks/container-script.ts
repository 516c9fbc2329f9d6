import { readFileSync } from 'fs';
import { join } from 'path';
import type { IConstruct } from 'constructs';
import { Component, FileBase, JsonFile, Project } from 'projen';
import { DELIVERY_FOLDER } from './script/delivery/folder';
import type { DockerLock, Facts, TestPlace } from './script/facts';
import type { PinnedFile } from '../dockerfile/pins';
import { relativePath } from '../files/relative-path';
import { plainText } from '../files/text';
import { lockState } from '../package-managers/lock-record';
import { LockPlan, WorkspacePlan } from '../package-managers/plans';
import { Standards } from '../standards/standards';
import { Tool, ToolLock } from '../tools/tool-lock';

const ID = 'ContainerScript';
const SCRIPT = '.projen/container.cjs';
const FACTS = '.projen/container.json';

/** The command line that runs a command of the script. */
export function scriptCommand(verb: string): string {
  return `node ${SCRIPT} ${verb}`;
}

/**
 * The script for task steps that are more than plain commands, and its facts. There is one for each project,
 * however many containers the project has.
 */
export class ContainerScript extends Component {
  /** Finds the script of a project, or adds it. */
  public static of(project: Project): ContainerScript {
    return project.node.tryFindChild(ID) as ContainerScript | undefined ?? new ContainerScript(project);
  }

  private readonly locks: { plan: () => LockPlan; docker: DockerLock }[] = [];
  private workspace?: WorkspacePlan;
  private testCommand?: string[];
  private lockFolders?: () => { readonly [target: string]: string };
  private tests?: () => { readonly [target: string]: TestPlace };

  private constructor(project: Project) {
    super(project, ID);
    new ScriptFile(project, SCRIPT);
    new JsonFile(project, FACTS, { obj: () => this.facts() });
    project.addGitIgnore('/.projen/tools/');
    project.addGitIgnore('/.projen/draft-*');
    project.addGitIgnore('/.venv/');
  }

  /** The words of a task step that runs a command of the script. */
  public step(verb: string, ...argv: string[]): string[] {
    return ['node', SCRIPT, verb, ...argv];
  }

  /** Allows the script to use these tools. */
  public addTools(...tools: Tool[]): void {
    tools.forEach(tool => ToolLock.addTo(this.project, tool));
  }

  /** Adds lock files for the `lock` tasks. */
  public addLock(plan: () => LockPlan, docker: DockerLock): void {
    this.locks.push({ plan, docker });
    plan().outputs.forEach(output => this.project.annotateGenerated(`/${output}`));
  }

  /** Sets how `install` creates the virtual environment, and which command `test` runs in it. */
  public setWorkspace(plan: WorkspacePlan, testCommand?: string[]): void {
    this.workspace = plan;
    this.testCommand = testCommand;
  }

  /** Sets the folders with the lock files of the targets of docker-bake.json, relative to the project. */
  public setLockFolders(lockFolders: () => { readonly [target: string]: string }): void {
    this.lockFolders = lockFolders;
  }

  /** Sets the tasks that test the targets of docker-bake.json. */
  public setTests(tests: () => { readonly [target: string]: TestPlace }): void {
    this.tests = tests;
    this.project.addGitIgnore(`/${DELIVERY_FOLDER}/`);
  }

  /** The problems of a plan's lock files on disk. */
  public problems(plan: LockPlan): string[] {
    const { missing, stale, unreadable, withoutHashes } = lockState(this.project.outdir, plan);
    const hint = `run "${this.project.projenCommand} lock".`;
    if (missing.length) {
      return [`${missing.join(' and ')} missing: ${hint}`];
    }
    if (unreadable.length) {
      return unreadable.map(({ lock, problem, task }) => `${lock} ${problem}: run "${this.project.projenCommand} ${task}".`);
    }
    if (stale.length) {
      return [`${stale.join(' and ')} outdated, because the requirements have changed: ${hint}`];
    }
    return withoutHashes.map(({ lock, packages }) => `${lock} has no hash for ${packages.join(', ')}: ${hint}`);
  }

  private facts(): Facts {
    const { unpinnedFolders } = Standards.of(this.project).pinnedImages;
    return {
      projenCommand: this.project.projenCommand,
      locks: this.locks.map(({ plan, docker }) => ({ ...plan(), docker })),
      workspace: this.workspace,
      testCommand: this.testCommand,
      fixedImages: this.fixedImages(),
      unpinnedFolders: unpinnedFolders.length ? unpinnedFolders.map(folder => this.pathOf(folder) || '.') : undefined,
      lockFolders: this.lockFolders?.(),
      tests: this.tests?.(),
    };
  }

  /** The images whose digests are in the configuration, for each file with images: synth would restore these digests. */
  private fixedImages(): { [path: string]: string[] } {
    const files = this.project.node.findAll().filter((construct): construct is IConstruct & PinnedFile => '_references' in construct);
    return Object.fromEntries(files
      .map(file => [this.pathOf(file.absolutePath), file._references.filter(image => image.includes('@'))] as const)
      .filter(([, images]) => images.length));
  }

  private pathOf(file: string): string {
    return relativePath(this.project.outdir, file);
  }
}

/** The script is bundled from `script/` when this package is compiled. */
class ScriptFile extends FileBase {
  protected synthesizeContent(): string {
    return `${this.marker ? `// ${this.marker}\n` : ''}${plainText(readFileSync(join(__dirname, 'container.cjs'), 'utf8'))}`;
  }
}
