import { Component } from 'projen';

/** Locks once, when a project is made, so that its first commit holds the locks. */
export class FirstLock extends Component {
  public projectCreation(): void {
    if (process.env.PROJEN_DISABLE_POST === 'true') {
      this.project.logger.info(`Next, run "npm install" and "${this.project.projenCommand} lock".`);
    }
  }

  public postProjectCreation(): void {
    try {
      this.project.tasks.runTask('lock');
    } catch {
      // an error here would end `projen new` before the first commit
      this.project.logger.warn(`The requirements are not locked yet. When the problem above is solved, run "${this.project.projenCommand} lock".`);
    }
  }
}
