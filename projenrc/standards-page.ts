import { writeFileSync } from 'fs';
import { join } from 'path';
import { Rule, RuleSet } from '../src';

// makes docs/standards.md from the summaries of the rules

const HEAD = `# Standards

Before synth writes files, it checks every container of all projects: the complete Dockerfile with everything that you added, including raw
lines. If a container cannot work or is not safe, this is an error. Synth shows the errors of all projects together, and then writes no
files. Advice is a warning, which is shown once. \`npx projen standards\` shows the rules and their findings in your project.

    Dockerfile: debug-server: command: --reload is for development: it is slow, and may let others run code. Move it to devCommand, and use a production server here.

## Accept a finding

\`\`\`ts
standards: { acceptedFindings: [{ rule: 'low-port', reason: 'the cluster lets everyone listen there' }] },
\`\`\`

A reason is required. It is written into the Dockerfile as a comment: \`# accepted: low-port: the cluster lets everyone listen there\`. If the rule
no longer finds anything, synth warns. The same checks of BuildKit and hadolint are turned off too.

## Choose the rules

\`\`\`ts
standards: { rules: RuleSet.strict() },                          // by default RuleSet.baseline()
standards: { rules: RuleSet.baseline().with(new AcmeLabels()) }, // adds your own rules; a rule with an existing ID replaces it
\`\`\`

## Write a rule

\`\`\`ts
import { CheckedContainer, Rule, Severity } from 'projen-python-container';

export class AcmeLabels extends Rule {
  public constructor() {
    super({
      id: 'acme-labels',
      severity: Severity.ERROR,
      summary: 'Production has a label with the responsible team.',
      source: 'https://wiki.acme.example/images',
    });
  }

  public check({ production }: CheckedContainer): string[] {
    return 'com.acme.team' in production.imageConfig.labels ? [] : ['labels: com.acme.team is missing. Set it to the name of your team.'];
  }
}
\`\`\`

A message should name the option and how to fix it. \`imageConfig\` of a stage has its user, environment, labels, ports and command, including settings
that it inherits from other stages. \`instructions\` of a stage are its parsed lines, and \`lineage\` the chain of stages that it starts from.
Your rules can use everything that the built-in rules use:

| member of the container | |
|---|---|
| \`commandsOf(instruction)\` | the commands of a RUN, including those in functions, in \`$(…)\` and in \`sh -c\` scripts |
| \`heldStages(stage)\`, \`dockerfile.stageOf(name)\` | the stages whose files a stage may contain; the stage that an instruction copies from |
| \`context.willExist(path)\`, \`context.entriesIn(folder)\` | the files that are in the build context, or will be |
| \`sourceFiles.admitted\`, \`.denied\`, \`.links\` | the files on disk that COPY and bind mounts use, with \`sizeOf()\`, \`modeOf()\` and \`start()\` of a file |
| \`dockerfile.dockerignore\` | \`admitted()\` and \`deniedByList()\` return the paths that are part of the build context, or excluded from it |
| \`lockProblems\` | the problems of the lock files; only for rules that are \`late\` |

Two more options set when a rule runs, and which rules of other linters are the same:

\`\`\`ts
super({
  id: 'acme-labels',
  severity: Severity.WARNING,
  summary: 'Production has a label with the responsible team.',
  source: 'https://wiki.acme.example/images',
  late: true,                                   // runs after the files are written, because it reads them: only for warnings
  otherJudges: { hadolint: ['DL3048'] },        // turned off if the finding is accepted; buildKit is for BuildKit's checks
});
\`\`\`
`;

const TAIL = `
A missing digest is an error only with \`ImageDigests.REQUIRE\`, but not in a new project and not while \`docker:pin\` adds the digests. Lock files are checked after
the files are written, because they are made from them; if synth warns about a lock file, \`docker:build\` fails. A Dockerfile without a container is only checked with
\`context-source\`.
`;

function table(rules: Rule[]): string {
  return [
    '| rule | severity | requirement | source |',
    '|---|---|---|---|',
    ...rules.map(({ id, severity, summary, source }) => `| \`${id}\` | ${severity} | ${summary} | [${new URL(source).hostname}](${source}) |`),
    '',
  ].join('\n');
}

const baseline = RuleSet.baseline().rules;
const known = baseline.map(({ id }) => id);
const strict = RuleSet.strict().rules.filter(({ id }) => !known.includes(id));
const page = [
  HEAD, '\n## The baseline\n\n', table(baseline), TAIL,
  '\n## The strict set\n\nThe baseline, and further requirements of the CIS Docker Benchmark, hadolint and the restricted Pod Security Standard of Kubernetes.\n\n', table(strict),
].join('');
writeFileSync(join(__dirname, '../docs/standards.md'), page);
