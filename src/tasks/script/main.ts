import { affected } from './affected';
import { bake, bakePush } from './bake';
import { build } from './build';
import { composeTest } from './compose-test';
import { DELIVERY_VERBS } from './delivery/verbs';
import { requireDocker } from './docker';
import { licenses } from './licenses';
import { live } from './live-sources';
import { checkLock, lock, requireLocks, upgradeLock } from './locks';
import { checkPins, pin, pinMissing } from './pins';
import { Problem } from './problem';
import { succeed } from './processes';
import { push } from './push';
import { report } from './report';
import { reproduce } from './reproduce';
import { runContainer } from './run-container';
import { sbom } from './sbom';
import { scan } from './scan';
import { makeSecrets } from './secret-files';
import { sign, verifySignature } from './sign';
import { sourceDate } from './source-date';
import { tool } from './tools';
import { trace, traceLazily } from './trace';
import { verifyStart } from './verify-start';
import { install, test } from './workspace';

/**
 * The script for task steps that are more than plain commands. It is bundled with its imports into one file that needs only Node.js, because it must
 * work in a checkout without node_modules.
 */
const VERBS = new Map<string, (...argv: string[]) => void | Promise<void>>(Object.entries({
  lock,
  'lock:upgrade': upgradeLock,
  'lock:check': checkLock,
  'locked': requireLocks,
  install,
  test,
  'docker:pin': pin,
  'docker:pin:check': checkPins,
  'pin-missing': pinMissing,
  'docker': requireDocker,
  'tool': (name: string, ...argv: string[]) => succeed(tool(name), argv),
  trace,
  'trace:lazy': traceLazily,
  'verify-start': verifyStart,
  live,
  'run': runContainer,
  'compose-test': composeTest,
  'secrets': makeSecrets,
  build,
  affected,
  bake,
  'bake-push': bakePush,
  push,
  'source-date': sourceDate,
  ...DELIVERY_VERBS,
  reproduce,
  sbom,
  scan,
  licenses,
  sign,
  'verify-signature': verifySignature,
  report,
}));

async function main([verb, ...argv]: string[]): Promise<void> {
  try {
    const work = VERBS.get(verb);
    if (!work) {
      throw new Problem(`${verb} is not a command of this script; the commands are ${[...VERBS.keys()].join(', ')}.`);
    }
    await work(...argv);
  } catch (error) {
    const isOfSystem = (error as NodeJS.ErrnoException).syscall !== undefined; // a full disk, a read-only folder
    if (!(error instanceof Problem) && !isOfSystem) {
      throw error;
    }
    const { message } = error as Error;
    if (message) {
      console.error(isOfSystem ? `${verb} failed: ${message}` : message);
    }
    process.exitCode ||= 1;
  }
}

void main(process.argv.slice(2));
