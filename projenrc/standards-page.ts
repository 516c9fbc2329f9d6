import { writeFileSync } from 'fs';
import { join } from 'path';
import { Rule, RuleSet } from '../src';

// docs/standards.md: what the rules say of themselves

const HEAD = `# Standards

Before anything is written, every container of a tree of projects is checked: its finished Dockerfile with all that you added, raw
lines too. What cannot work or is not safe is an error. Synth shows all errors at once, of all projects, and then writes nothing
at all. Advice is a warning, which is shown once. \`npx projen standards\` shows the rules and what they find in your project.

    Dockerfile: debug-server: command: --reload is for development: it is slow, and may let others run code. Move it to devCommand, and use a production server here.

## Accept a finding

\`\`\`ts
standards: { acceptedFindings: [{ rule: 'low-port', reason: 'the cluster lets everyone listen there' }] },
\`\`\`

It needs a reason, which stands in the Dockerfile as a comment: \`# accepted: low-port: the cluster lets everyone listen there\`. When the rule
finds nothing any more, a warning says so. BuildKit and hadolint, which would find the same, are told to pass it.

## Choose the rules

\`\`\`ts
standards: { rules: RuleSet.strict() },                          // by default RuleSet.baseline()
standards: { rules: RuleSet.baseline().with(new AcmeLabels()) }, // and rules of your own; one with a known id replaces that rule
\`\`\`

## Write a rule

\`\`\`ts
import { CheckedContainer, Rule, Severity } from 'projen-python-container';

export class AcmeLabels extends Rule {
  public constructor() {
    super({
      id: 'acme-labels',
      severity: Severity.ERROR,
      summary: 'Production names the team that answers for it.',
      source: 'https://wiki.acme.example/images',
    });
  }

  public check({ production }: CheckedContainer): string[] {
    return 'com.acme.team' in production.imageConfig.labels ? [] : ['labels: com.acme.team is missing. Set it to the name of your team.'];
  }
}
\`\`\`

A message names the option and the fix. \`imageConfig\` is what a stage comes to: its user, environment, labels, ports and command, with what it
inherits from the stages below. \`instructions\` of a stage are its lines as Docker reads them, and \`lineage\` the stages that it is made from.
The rules below use nothing that yours cannot use:

| of the container | |
|---|---|
| \`commandsOf(instruction)\` | the commands of a RUN, those in functions, in \`$(…)\` and in scripts of shells too |
| \`heldStages(stage)\`, \`dockerfile.stageOf(name)\` | the stages whose files a stage may hold; the one that a line copies from |
| \`context.willExist(path)\`, \`context.entriesIn(folder)\` | what is in the build context, or will be |
| \`sourceFiles.admitted\`, \`.denied\`, \`.links\` | what COPY and bind mounts find on disk, with \`sizeOf()\`, \`modeOf()\` and \`start()\` of a file |
| \`dockerfile.dockerignore\` | \`admitted()\` and \`deniedByList()\` tell which paths reach the build |
| \`lockProblems\` | what is wrong with the locks; for rules that are late |

Two options more say when a rule is asked, and what else would find the same:

\`\`\`ts
super({
  id: 'acme-labels',
  severity: Severity.WARNING,
  summary: 'Production names the team that answers for it.',
  source: 'https://wiki.acme.example/images',
  late: true,                                   // asked when the files are written, for what is in them: a warning, never an error
  otherJudges: { hadolint: ['DL3048'] },        // told to pass what is accepted; BuildKit's checks are in buildKit
});
\`\`\`
`;

const TAIL = `
A missing digest is an error only with \`ImageDigests.REQUIRE\`, and neither in a new project nor while \`docker:pin\` writes them. A lock is checked when the
files are written, because it is made from them; \`docker:build\` fails where synth warns. A Dockerfile without a container is checked for
\`context-source\` alone.
`;

function table(rules: Rule[]): string {
  return [
    '| rule | severity | what must hold | source |',
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
  '\n## The strict set\n\nThe baseline, and what the CIS Docker Benchmark, hadolint and the restricted Pod Security Standard of Kubernetes ask for beyond it.\n\n', table(strict),
].join('');
writeFileSync(join(__dirname, '../docs/standards.md'), page);
