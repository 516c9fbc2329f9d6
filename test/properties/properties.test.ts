import ignore from '@balena/dockerignore';
import { Copy, DockerfileParser } from 'dockerfile-ast';
import fc from 'fast-check';
import { installTools, judge } from './judges';
import { OptionSet, optionSets } from './option-sets';
import { Outcome, synthesize } from './synthesized';
import { RuleSet, Severity } from '../../src';
import { ConfigurationError } from '../../src/projen-patches/configuration-error';
import { describeOnEngine } from '../engine/engine';

jest.setTimeout(10_800_000);

/** A build judges the same sets each time, so that it fails for a change and not for bad luck; the task `prove` takes more, and new ones. */
const { PROVE, PROPERTY_SETS = PROVE ? 10_000 : 1000, PROPERTY_SEED = PROVE ? Date.now() % 2 ** 31 : 1 } = process.env;
const SETS = Number(PROPERTY_SETS);
const SEED = Number(PROPERTY_SEED);

/** Options of the project, and what the methods of the model call what they are given. */
const NAMES = /^(name|moduleName|pythonVersion|packageManager|installer|baseImage|imageRegistry|imageRegistries|testCommand|testSources|sourceExcludes|imageDigests|access|standards|acceptedFindings|rules|framework|requirements|devRequirements|port|command|devCommand|processes|sources|environment|trustedProxies|labels|uid|gid|buildPackages|runtimePackages|sdists|extras|groups|indexes|ssh|sshKnownHosts|caCertificates|bytecode|healthCheckPath|imageName|pytest|dependencyUpdates|at|argument|label|copy|chown|chmod|fromStage|image|stage|description|exclude|include|dockerignoreExceptions|buildCommands|mount|path|run|stopSignal|user|workdir|entrypoint|healthCheck|comment|raw|pyproject\.toml|package\.json|requirements(-dev)?\.(in|txt)|Dockerfile)([ .:[][^]*)?(: | must be )/;

const RULES = RuleSet.baseline().rules.filter(({ severity }) => severity === Severity.ERROR).map(({ id }) => id);

function checkOutcome({ error, dockerfiles }: Outcome): void {
  if (error) {
    if (!(error instanceof ConfigurationError) || !lines(error.message).every(namesOption)) {
      throw error;
    }
    return;
  }
  for (const [path, { text, ignore: patterns }] of Object.entries(dockerfiles)) {
    const denied = ignore({ ignorecase: false }).add(patterns);
    const sources = contextSources(text);
    if (sources.length === 0) {
      throw new Error(`${path} copies nothing`);
    }
    const admitted = sources.filter(source => source === '.' || !denied.ignores(source));
    // a folder is mounted for a file in it whose name cannot be written in a flag
    const missed = sources.filter(source => !admitted.includes(source) && !admitted.some(other => other.startsWith(`${source}/`)));
    if (missed.length) {
      throw new Error(`${path}: its .dockerignore denies ${missed.join(', ')}`);
    }
  }
}

/** One for each finding. What is wrong with an option is said at once, and may name a value of several lines. */
function lines(message: string): string[] {
  return message.startsWith('Dockerfile') ? message.split('\n') : [message];
}

/** Whether it is an error of an option, or what a rule finds in a Dockerfile. */
function namesOption(line: string): boolean {
  const [, rule] = /^Dockerfile(?:\.[a-z0-9-]+)?: ([a-z-]+): ./.exec(line) ?? [];
  return RULES.includes(rule) || / is not possible: | must be |: unknown option\. /.test(line) && NAMES.test(line);
}

/** What a Dockerfile copies and mounts from the context, as another parser than ours reads it; of patterns, a name that they match. */
function contextSources(dockerfile: string): string[] {
  return DockerfileParser.parse(dockerfile).getInstructions().flatMap((instruction) => {
    if (instruction instanceof Copy) {
      const text = instruction.getRawArgumentsContent()!.replace(/^(--\S+\s+)*/, '');
      const words = jsonOf(text) ?? text.split(/\s+/);
      return instruction.getFlags().some(flag => flag.getName() === 'from') ? [] : words.slice(0, -1).map(unquoted).map(matched);
    }
    const mounts = instruction.getRawArgumentsContent()?.match(/--mount=type=bind\S*/g) ?? [];
    return mounts.filter(mount => !mount.includes('from=')).map(mount => /source=([^,]*)/.exec(mount)![1]);
  });
}

/** The words of a JSON form. What only looks like one is none, and BuildKit says so too. */
function jsonOf(text: string): string[] | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unquoted(word: string): string {
  return word.replace(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g, (_, single?: string, double?: string, character?: string) =>
    single ?? double?.replace(/\\(.)/g, '$1') ?? character!);
}

function matched(path: string): string {
  return path.replace(/^(\.\/)+(?=.)/, '').replace(/\[(.)\]/g, '$1').replace(/\*/g, 'a').replace(/\/+$/, '');
}

/** Fails with the smallest set that a property does not hold for, and with what makes the same sets again. */
async function shrink(property: (set: OptionSet) => Promise<void>, path?: string): Promise<void> {
  // with a path, one set has failed already, and each smaller one costs the judges seconds
  const limit = path === undefined ? {} : { interruptAfterTimeLimit: 300_000 };
  const details = await fc.check(fc.asyncProperty(optionSets, property), { seed: SEED, path, numRuns: SETS, ...limit });
  if (details.failed) {
    throw new Error(`PROPERTY_SEED=${SEED} PROPERTY_SETS=${SETS}\n${shown(details.counterexample)}\n${details.errorInstance}`);
  }
}

describeOnEngine('every set of options', () => {
  beforeAll(() => {
    installTools();
  });

  test('names an option in its error, or gives Dockerfiles that BuildKit, hadolint and checkov have nothing against', async () => {
    const found = new Map<string, number>();
    let number = 0;
    let valid = 0;
    await shrink(async (set) => {
      const outcome = synthesize(set);
      checkOutcome(outcome);
      Object.values(outcome.dockerfiles).forEach(({ text }) => found.set(text, found.get(text) ?? number));
      valid += outcome.error ? 0 : 1;
      number += 1;
    });
    expect(number).toBe(SETS);
    expect(valid / SETS).toBeGreaterThan(0.6);

    const texts = [...found.keys()];
    const findings = await judgeAll(texts);
    if (findings.length) {
      const { index } = findings[0];
      const summary = [...new Set(findings.map(({ says }) => says.replace(/ in line \d+/, '')))].slice(0, 20).join('\n');
      await shrink(async (set) => {
        const again = await judge(Object.values(synthesize(set).dockerfiles).map(({ text }) => text));
        if (again.length) {
          throw new Error(again.map(finding => finding.says).join('\n'));
        }
      }, String(found.get(texts[index]))).catch((error: Error) => {
        throw new Error(`${summary}\n${error.message}`);
      });
      throw new Error(`PROPERTY_SEED=${SEED}\n${summary}\nin\n${texts[index]}`);
    }
  });
});

/** A few hundred at a time, so that thousands fit on a disk and in an answer. */
async function judgeAll(texts: string[]): Promise<{ index: number; says: string }[]> {
  const findings = [];
  for (let start = 0; start < texts.length; start += 1000) {
    findings.push(...(await judge(texts.slice(start, start + 1000))).map(({ index, says }) => ({ index: start + index, says })));
  }
  return findings;
}

function shown(value: unknown): string {
  return JSON.stringify(value, (_, inner) => typeof inner === 'string' && inner.length > 1000 ? `${inner.slice(0, 10)}… (${inner.length} characters)` : inner, 2);
}
