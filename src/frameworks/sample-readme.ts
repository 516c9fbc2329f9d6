/** The options of the README of a new project. */
export interface SampleReadmeOptions {
  readonly name: string;
  readonly pythonVersion: string;
  readonly port?: number;
  /** The variables that production requires, with values to try it. */
  readonly trialEnvironment: { readonly [name: string]: string };
  /** Whether the image runs outside of its platform. */
  readonly runs: boolean;
  readonly hasTests: boolean;
  /** Whether .projenrc.ts and package.json are in the same folder. */
  readonly hasProjenrcTs: boolean;
}

/** The README of a new project, for somebody who has cloned it. */
export function sampleReadme({ name, pythonVersion, port, trialEnvironment, runs, hasTests, hasProjenrcTs }: SampleReadmeOptions): string {
  const flags = Object.entries(trialEnvironment).map(([variable, text]) => ` --env=${variable}=${text}`).join('');
  const rows = [
    ...runs ? [['develop', '`npx projen docker:dev` runs the application, and reloads it when you edit a file']] : [],
    ...hasTests ? [['run the tests', '`npx projen docker:test` runs them in the container, `npx projen test` in `.venv`']] : [],
    ['change a requirement', `edit \`requirements\` in ${hasProjenrcTs ? '.projenrc.ts' : 'the rc file'} and run \`npx projen\`, which locks it too`],
    ['upgrade the locked versions', '`npx projen lock:upgrade`'],
  ];
  return `# ${name}

You need Docker and Node.js 20.6 or later; for tests outside of a container, Python ${pythonVersion} too.
${hasProjenrcTs ? '\n    npm ci                       # once, after git clone' : ''}
    npx projen docker:build
    npx projen ${runs ? `docker:run${flags}` : 'docker:verify'}${port ? `        # http://localhost:${port}` : ''}

| to | |
|---|---|
${rows.map(row => `| ${row.join(' | ')} |`).join('\n')}
`;
}
