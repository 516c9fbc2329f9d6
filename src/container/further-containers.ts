import { ContainerFacts } from './container-facts';
import { PythonImageOptions } from './python-image-options';
import { AccessOptions } from '../access/access-options';
import { invalidOption } from '../dockerfile/invalid-option';
import { given } from '../dockerfile/option-checks';
import { PythonPackageManager } from '../package-managers/package-manager';
import { mapAll } from '../projen-patches/configuration-error';
import { ImageDigests } from '../standards/image-digests';
import { Rule } from '../standards/rule';
import { RuleSet } from '../standards/rule-set';
import { StandardsOptions } from '../standards/standards-options';

/** The options of a further container, and those that it takes from the first container of the project. */
export interface FurtherContainer {
  readonly name?: string;
  /** The options of the container itself. */
  readonly options: PythonImageOptions;
  /** The options of the first container. */
  readonly first: PythonImageOptions;
  /** The facts of the first container. */
  readonly facts: ContainerFacts;
}

/** The options on which the first container's lock file depends: a container that shares the lock file cannot change them. */
const LOCKED = ['devRequirements', 'pythonVersion', 'packageManager', 'installer', 'sdists', 'access'] as const;
/** The options that are never taken from the first container. */
const OWN = ['imageName', 'requirements', 'devRequirements'] as const;
/** The options of the program that runs: they are taken over together or not at all. */
const PROGRAM = ['command', 'devCommand', 'port', 'healthCheckPath', 'healthCheckHost'] as const;
/** The options that belong to the sources. */
const SOURCES = ['buildCommands'] as const;
/** Package names of one distribution are not valid in another one. */
const SYSTEM = ['buildPackages', 'runtimePackages'] as const;
/** The options that belong to the requirements: a container with its own requirements does not take them over. */
const REQUIREMENTS = ['packageManager', 'installer', 'sdists', 'extras', 'groups'] as const;

/**
 * The options of a further container: it takes the options of the first container as its defaults. So an organisation's class, which
 * makes the first container, decides for all.
 *
 * @throws when it sets options that only the first container can set, or bypasses rules of the first container
 */
export function furtherOptions({ name, options, first, facts }: FurtherContainer): PythonImageOptions {
  const hasOwnLock = options.requirements !== undefined;
  if (!hasOwnLock) {
    refuseLocked(options, name);
  }
  const hasOwnProgram = options.command !== undefined || options.framework !== undefined;
  const isOtherSystem = options.baseImage !== undefined && options.baseImage.packageTool !== facts.baseImage.packageTool;
  const apart = [
    ...OWN, ...hasOwnProgram ? PROGRAM : [], ...hasOwnLock ? REQUIREMENTS : [], ...isOtherSystem ? SYSTEM : [],
    ...options.sources === undefined ? [] : SOURCES,
  ];
  const { moduleName, port, healthCheckPath } = facts.application;
  return {
    ...without(first, apart),
    moduleName,
    ...hasOwnProgram ? {} : { port, healthCheckPath },
    ...hasOwnLock ? {} : { pythonVersion: facts.pythonVersion },
    ...given(options),
    processes: processesOf(hasOwnProgram ? undefined : first, options),
    environment: both(first.environment, options.environment),
    labels: both(first.labels, options.labels),
    access: hasOwnLock ? accessOf(first.access, options) : facts.access.options,
    imageDigests: digestsOf(first.imageDigests, options.imageDigests),
    standards: standardsOf(first.standards, options.standards),
  };
}

function refuseLocked(options: PythonImageOptions, name?: string): void {
  mapAll(LOCKED.filter(locked => options[locked] !== undefined), (option) => {
    throw invalidOption(option, options[option], `container ${name} does not set requirements, so it shares the lock files of the first container`,
      'Set requirements too, or remove it');
  });
}

/** Its own processes, and `web` of the first container if it runs the same program. The other processes of the first run in the first image. */
function processesOf(first: PythonImageOptions | undefined, own: PythonImageOptions): PythonImageOptions['processes'] {
  const web = first?.processes?.web;
  const withoutCheck = own.healthCheckPath === undefined ? {} : { healthCheckCommand: undefined };
  return web ? { ...own.processes, web: { ...web, ...withoutCheck, ...own.processes?.web } } : own.processes;
}

/** pip's lock files do not contain commits, so pip never uses SSH. */
function accessOf(first: AccessOptions | undefined, { access, packageManager }: PythonImageOptions): AccessOptions | undefined {
  const isPip = packageManager === undefined || packageManager === PythonPackageManager.PIP;
  return both(first && (isPip ? { indexes: first.indexes, caCertificates: first.caCertificates } : first), access);
}

/** @throws when the first container requires digests, and this one does not */
function digestsOf(first: ImageDigests | undefined, own: ImageDigests | undefined): ImageDigests | undefined {
  if (first === ImageDigests.REQUIRE && own !== undefined && own !== first) {
    throw invalidOption('imageDigests', own, 'the first container requires digests, which applies to all containers of the project', 'Remove it');
  }
  return own ?? first;
}

/** Accepted findings are not taken over from the first container. @throws when rules of the first container are missing */
function standardsOf(first: StandardsOptions | undefined, own: StandardsOptions | undefined): StandardsOptions {
  const required = first?.rules ?? RuleSet.baseline();
  const rules = own?.rules ?? required;
  const isThere = (rule: Rule) => rules.rules.some(other => other.id === rule.id && other.constructor === rule.constructor);
  const missing = required.rules.filter(rule => !isThere(rule)).map(({ id }) => id);
  if (missing.length) {
    throw invalidOption('standards.rules', rules.rules.map(({ id }) => id), `the first container is checked with ${missing.join(', ')}, which applies to all containers of the project`,
      'Remove it, or add rules to those of the first container');
  }
  return { ...own, rules };
}

function without(options: PythonImageOptions, names: readonly string[]): PythonImageOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name)));
}

function both<T extends object>(first?: T, own?: T): T | undefined {
  return first && own ? { ...first, ...own } : own ?? first;
}
