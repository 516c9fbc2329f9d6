import { Component } from 'projen';

/** Pins and locks once, when a project is made, so that its first commit holds the digests and the locks. */
export class FirstLock extends Component {
  public projectCreation(): void {
    if (process.env.PROJEN_DISABLE_POST === 'true') {
      this.project.logger.info(`Next, run "npm install", "${this.project.projenCommand} docker:pin" and "${this.project.projenCommand} lock".`);
    }
  }

  public postProjectCreation(): void {
    this.attempt('docker:pin', 'The images are not pinned yet.');
    this.attempt('lock', 'The requirements are not locked yet.');
  }

  private attempt(task: string, otherwise: string): void {
    try {
      this.project.tasks.runTask(task);
    } catch {
      // an error here would end `projen new` before the first commit
      this.project.logger.warn(`${otherwise} When the problem above is solved, run "${this.project.projenCommand} ${task}".`);
    }
  }
}
