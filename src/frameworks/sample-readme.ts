/** What the README of a new project is about. */
export interface SampleReadmeOptions {
  readonly name: string;
  readonly pythonVersion: string;
  readonly port?: number;
  /** What production asks for, with values to try it with. */
  readonly trialEnvironment: { readonly [name: string]: string };
  /** Whether the image runs by itself. */
  readonly runs: boolean;
  readonly hasTests: boolean;
  /** Whether .projenrc.ts and package.json are in the same folder. */
  readonly hasProjenrcTs: boolean;
}

/** How somebody who has cloned a new project begins. */
export function sampleReadme({ name, pythonVersion, port, trialEnvironment, runs, hasTests, hasProjenrcTs }: SampleReadmeOptions): string {
  const flags = Object.entries(trialEnvironment).map(([variable, text]) => ` --env=${variable}=${text}`).join('');
  const rows = [
    ...runs ? [['develop', '`npx projen docker:dev` runs the sources as they are on disk']] : [],
    ...hasTests ? [['run the tests', '`npx projen docker:test` runs them in the container, `npx projen test` in `.venv`']] : [],
    ['change a requirement', `edit \`requirements\` in ${hasProjenrcTs ? '.projenrc.ts' : 'the rc file'} and run \`npx projen\`, which locks it too`],
    ['let the locked versions rise', '`npx projen lock:upgrade`'],
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
