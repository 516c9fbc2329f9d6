import { Dockerfile, Stage } from './dockerfile';
import { shellWord } from './dockerfile/quoting';
import { LockPlan, PackageManager } from './package-managers/package-manager';

/**
 * Adds the stages that make the locks, for machines without a Python that could: two, so that what `docker build --output`
 * writes is the locks and nothing else.
 *
 * @param prepare adds what the package manager needs to the first of them
 */
export function addLockStages(dockerfile: Dockerfile, plan: LockPlan, packageManager: PackageManager, prepare: (resolver: Stage) => void): void {
  const { inputs, outputs, commands } = plan;
  const resolver = dockerfile.addStage('resolver', {
    fromStage: 'base',
    description: 'makes the locks where the machine has no Python that could; "lock" uses it by itself.',
  });
  prepare(resolver);
  resolver.workdir('/lock');
  resolver.copy(inputs.filter(input => !input.includes('/')), './');
  resolver.copy(outputs, './', { optional: true });
  resolver.addPlace('inputs'); // those of a workspace's members, which are in folders
  resolver.addArgument('LOCK', commands.map(command => command.map(shellWord).join(' ')).join(' && '));
  packageManager.runLock(resolver, 'eval "$LOCK"');
  const lock = dockerfile.addStage('lock', {
    image: 'scratch',
    description: 'is the locks and nothing else: build it with --target=lock --output=type=local,dest=.',
  });
  lock.copy(outputs.map(output => `/lock/${output}`), '/', { fromStage: resolver.name });
}
