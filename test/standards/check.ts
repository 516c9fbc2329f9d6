import { CheckedContainer, PythonContainer, PythonContainerProjectOptions, Rule, RuleSet, Severity } from '../../src';
import { Standards } from '../../src/standards/standards';
import { newProject } from '../synth';

/** Finds nothing, and keeps what it gets to see. */
class Witness extends Rule {
  public container?: CheckedContainer;

  public constructor() {
    super({ id: 'witness', severity: Severity.WARNING, summary: '', source: '' });
  }

  public check(container: CheckedContainer): string[] {
    this.container = container;
    return [];
  }
}

export type Options = Partial<PythonContainerProjectOptions>;
export type Change = (container: PythonContainer) => void;

/** A container as rules see it. */
export function checked(options: Options = {}, change: Change = () => {}): CheckedContainer {
  const witness = new Witness();
  // no other rule looks, so that each is tried by its own tests; a set that is not the baseline and more has no public constructor
  const alone: RuleSet = Reflect.construct(RuleSet, [[witness]]);
  const project = newProject({ standards: { rules: alone }, ...options });
  change(project.container);
  jest.spyOn(project.logger, 'warn').mockImplementation();
  try {
    Standards.of(project).preSynthesize();
  } catch {
    // what other rules find
  }
  return witness.container!;
}

/** What one rule finds in a container. */
export function findings(id: string, options?: Options, change?: Change): string[] {
  return RuleSet.strict().rules.find(rule => rule.id === id)!.check(checked(options, change));
}
