import { join } from 'path';
import { Component, Project } from 'projen';
import { AcceptedFinding, checkAccepted } from './accepted-finding';
import { BuildContext } from './build-context';
import { CheckedContainer, CheckedContainerProps } from './checked-container';
import { Finding, findingLine } from './finding';
import { FuturePaths } from './future-paths';
import { PinnedImages, PINNING } from './pinned-images';
import { isFollowedUp, isNew } from './post-synthesis';
import { Rule, Severity } from './rule';
import { RuleSet } from './rule-set';
import { contextSourceProblems, ContextSources } from './rules/context-source';
import { StandardsOptions } from './standards-options';
import { standardsTable } from './standards-table';
import { Dockerfile } from '../dockerfile';
import { relativePath } from '../files/relative-path';
import { ConfigurationError } from '../projen-patches/configuration-error';

const ID = 'Standards';

/** The environment variable that is set to print the table of rules and findings. */
export const TABLE = 'PROJEN_STANDARDS';

/** A container, and the rules that it is checked against. */
interface Entry {
  readonly props: CheckedContainerProps;
  readonly rules: Rule[];
  readonly accepted: AcceptedFinding[];
  /** The problems of its lock files. */
  readonly lockProblems: () => string[];
}

/**
 * Checks every Dockerfile of a tree of projects before files are written. It is a component of the root project, because there an
 * error leaves all files unchanged; a check in a sub-project would run after the files of its siblings are written.
 */
export class Standards extends Component {
  /** Finds the checks of a project's tree, or adds them. */
  public static of(project: Project): Standards {
    const { root } = project;
    return root.node.tryFindChild(ID) as Standards | undefined ?? new Standards(root);
  }

  /** The images of the whole tree that should have digests. */
  public readonly pinnedImages: PinnedImages;
  private readonly taskOutputs = new Set<string>();
  private readonly entries: Entry[] = [];
  private early: Finding[] = [];

  private constructor(root: Project) {
    super(root, ID);
    this.pinnedImages = new PinnedImages(root);
  }

  /** Declares that a task creates this file or folder, so that it may not exist yet. */
  public addTaskOutput(project: Project, path: string): void {
    this.taskOutputs.add(join(project.outdir, path));
  }

  /** @throws when a finding of an unknown rule is accepted, or a reason is missing */
  public addContainer(props: CheckedContainerProps, options: StandardsOptions, lockProblems: () => string[] = () => []): void {
    const { rules = RuleSet.baseline(), acceptedFindings = [] } = options;
    const accepted = checkAccepted(acceptedFindings, rules);
    accepted.forEach(finding => accept(props.dockerfile, finding, rules));
    this.entries.push({ props, rules: rules.rules, accepted, lockProblems });
  }

  public preSynthesize(): void {
    const findings = [...this.checkPlainDockerfiles(), ...this.check(false)];
    const errors = findings.filter(({ severity, reason }) => severity === Severity.ERROR && reason === undefined);
    if (errors.length) {
      this.print([...findings, ...this.check(true)]);
      throw new ConfigurationError(process.env[TABLE] ? `Findings that are errors: ${errors.length}.` : errors.map(findingLine).join('\n'));
    }
    this.early = findings;
    this.warn(findings);
    if (this.pinnedImages.notice !== undefined) {
      this.project.logger.warn(this.pinnedImages.notice);
    }
  }

  public postSynthesize(): void {
    const findings = isNew() && !isFollowedUp() ? [] : this.check(true); // a new project has no lock files yet
    this.warn(findings);
    this.print([...this.early, ...findings]);
    this.pinnedImages.checkAfterSynth();
  }

  /** The findings of the rules: either of the late rules or of the others. */
  private check(isLate: boolean): Finding[] {
    const future = this.future();
    return this.entries.flatMap(({ props, rules, accepted, lockProblems }) => {
      const container = CheckedContainer._of(props, BuildContext._of(props.dockerfile.contextFolder, future), lockProblems);
      return rules.filter(rule => rule.late === isLate).flatMap((rule) => {
        const file = this.pathOf(props.dockerfile);
        const reason = accepted.find(finding => finding.rule === rule.id)?.reason;
        const findings: Finding[] = rule.check(container).map(message => ({ file, rule: rule.id, severity: rule.severity, message, reason }));
        const isVain = reason !== undefined && findings.length === 0 && !isNew() && !process.env[PINNING];
        return isVain ? [{ file, rule: rule.id, severity: Severity.WARNING, message: 'acceptedFindings: the rule no longer finds anything. Remove the entry.' }] : findings;
      });
    });
  }

  /** Dockerfiles without a container have sources too. */
  private checkPlainDockerfiles(): Finding[] {
    const future = this.future();
    const known = this.entries.map(({ props }) => props.dockerfile);
    const dockerfiles = this.components().filter(component => component instanceof Dockerfile).filter(dockerfile => !known.includes(dockerfile));
    const { id, severity } = new ContextSources();
    return dockerfiles.flatMap(dockerfile => contextSourceProblems(dockerfile, BuildContext._of(dockerfile.contextFolder, future))
      .map(message => ({ file: this.pathOf(dockerfile), rule: id, severity, message })));
  }

  private warn(findings: Finding[]): void {
    const warnings = findings.filter(({ severity, reason }) => severity === Severity.WARNING && reason === undefined);
    if (!process.env[TABLE]) {
      new Set(warnings.map(findingLine)).forEach(line => this.project.logger.warn(line));
    }
  }

  private print(findings: Finding[]): void {
    if (process.env[TABLE]) {
      const tables = this.entries.map(({ props, rules }) => standardsTable(this.pathOf(props.dockerfile), rules, findings));
      console.log(tables.join('\n'));
    }
  }

  private pathOf(dockerfile: Dockerfile): string {
    return relativePath(this.project.outdir, dockerfile.absolutePath);
  }

  private components(): Component[] {
    return this.project.node.findAll().filter((construct): construct is Component => construct instanceof Component);
  }

  private future(): FuturePaths {
    return new FuturePaths(this.components(), this.taskOutputs);
  }
}

/** Adds the accepted findings to the Dockerfile, as comments and as directives for linters. */
function accept(dockerfile: Dockerfile, { rule, reason }: AcceptedFinding, { rules }: RuleSet): void {
  dockerfile.addComment(`accepted: ${rule}: ${reason}`);
  const { buildKit = [], hadolint = [] } = rules.find(({ id }) => id === rule)!.otherJudges;
  buildKit.forEach(check => dockerfile.skipCheck(check));
  if (hadolint.length) {
    dockerfile.addComment(`hadolint global ignore=${hadolint.join(',')}`);
  }
}

