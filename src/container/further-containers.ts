import { ContainerFacts } from './container-facts';
import { PythonImageOptions } from './python-image-options';
import { AccessOptions } from '../access/access-options';
import { invalidOption } from '../dockerfile/invalid-option';
import { PythonPackageManager } from '../package-managers/package-manager';
import { mapAll } from '../projen-patches/configuration-error';
import { ImageDigests } from '../standards/image-digests';
import { Rule } from '../standards/rule';
import { RuleSet } from '../standards/rule-set';
import { StandardsOptions } from '../standards/standards-options';

/** What a container is asked for, and what it takes from the first one of its project. */
export interface FurtherContainer {
  readonly name?: string;
  /** Its own options. */
  readonly options: PythonImageOptions;
  /** Those of the first container. */
  readonly first: PythonImageOptions;
  /** What they come to. */
  readonly facts: ContainerFacts;
}

/** What the lock of the first container was made for: a container that shares the lock has no say in it. */
const LOCKED = ['devRequirements', 'pythonVersion', 'packageManager', 'installer', 'sdists', 'access'] as const;
/** What each container is named, or requires. */
const OWN = ['imageName', 'requirements', 'devRequirements'] as const;
/** What says which program runs: all of it or nothing. */
const PROGRAM = ['command', 'devCommand', 'port', 'healthCheckPath', 'healthCheckHost'] as const;
/** The names of a distribution's packages are of no use in another one. */
const SYSTEM = ['buildPackages', 'runtimePackages'] as const;
/** What belongs to the requirements: a container with its own starts anew. */
const REQUIREMENTS = ['packageManager', 'installer', 'sdists', 'extras', 'groups'] as const;

/**
 * The options of a further container: what the first one has holds for it too, unless it says otherwise. So an organisation's class, which
 * makes the first, decides for all.
 *
 * @throws when it says what only the first can say, or gets around what that one has to keep to
 */
export function furtherOptions({ name, options, first, facts }: FurtherContainer): PythonImageOptions {
  const hasOwnLock = options.requirements !== undefined;
  if (!hasOwnLock) {
    refuseLocked(options, name);
  }
  const hasOwnProgram = options.command !== undefined || options.framework !== undefined;
  const isOtherSystem = options.baseImage !== undefined && options.baseImage.packageTool !== facts.baseImage.packageTool;
  const apart = [...OWN, ...hasOwnProgram ? PROGRAM : [], ...hasOwnLock ? REQUIREMENTS : [], ...isOtherSystem ? SYSTEM : []];
  return {
    ...without(first, apart),
    ...hasOwnLock ? {} : { pythonVersion: facts.pythonVersion },
    ...given(options),
    environment: both(first.environment, options.environment),
    labels: both(first.labels, options.labels),
    access: hasOwnLock ? accessOf(first.access, options) : facts.access.options,
    imageDigests: digestsOf(first.imageDigests, options.imageDigests),
    standards: standardsOf(first.standards, options.standards),
  };
}

function refuseLocked(options: PythonImageOptions, name?: string): void {
  mapAll(LOCKED.filter(locked => options[locked] !== undefined), (option) => {
    throw invalidOption(option, options[option], `container ${name} has no requirements of its own and shares the locks of the first`,
      'Set requirements too, or leave it out');
  });
}

/** pip's locks hold no commits, so that nothing of theirs comes over SSH. */
function accessOf(first: AccessOptions | undefined, { access, packageManager }: PythonImageOptions): AccessOptions | undefined {
  const isPip = packageManager === undefined || packageManager === PythonPackageManager.PIP;
  return both(first && (isPip ? { indexes: first.indexes, caCertificates: first.caCertificates } : first), access);
}

/** @throws when the first one requires digests, and this one does not */
function digestsOf(first: ImageDigests | undefined, own: ImageDigests | undefined): ImageDigests | undefined {
  if (first === ImageDigests.REQUIRE && own !== undefined && own !== first) {
    throw invalidOption('imageDigests', own, 'the first container of the project requires digests, and so do the others', 'Leave it out');
  }
  return own ?? first;
}

/** Findings are accepted by each container for itself. @throws when rules of the first one are missing */
function standardsOf(first: StandardsOptions | undefined, own: StandardsOptions | undefined): StandardsOptions {
  const required = first?.rules ?? RuleSet.baseline();
  const rules = own?.rules ?? required;
  const isThere = (rule: Rule) => rules.rules.some(other => other.id === rule.id && other.constructor === rule.constructor);
  const missing = required.rules.filter(rule => !isThere(rule)).map(({ id }) => id);
  if (missing.length) {
    throw invalidOption('standards.rules', rules.rules.map(({ id }) => id), `the first container of the project is checked for ${missing.join(', ')}, and so are the others`,
      'Leave it out, or add to the rules of the first');
  }
  return { ...own, rules };
}

function without(options: PythonImageOptions, names: readonly string[]): PythonImageOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name)));
}

/** What was given: a class hands over undefined for what it was not given itself. */
function given(options: PythonImageOptions): PythonImageOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function both<T extends object>(first?: T, own?: T): T | undefined {
  return first && own ? { ...first, ...own } : own ?? first;
}
