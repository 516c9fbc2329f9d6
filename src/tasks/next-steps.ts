import { Component } from 'projen';

/** Prints the next steps if a project is created with `--no-post`, because nothing is installed, pinned or locked. */
export class NextSteps extends Component {
  public projectCreation(): void {
    if (process.env.PROJEN_DISABLE_POST === 'true') {
      this.project.logger.info(`Next, run "npm install", "${this.project.projenCommand} docker:pin" and "${this.project.projenCommand} lock".`);
    }
  }
}
