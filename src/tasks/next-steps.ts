import { Component } from 'projen';

/** Says what is left to do where a project is made with `--no-post`: nothing is installed, pinned or locked. */
export class NextSteps extends Component {
  public projectCreation(): void {
    if (process.env.PROJEN_DISABLE_POST === 'true') {
      this.project.logger.info(`Next, run "npm install", "${this.project.projenCommand} docker:pin" and "${this.project.projenCommand} lock".`);
    }
  }
}
