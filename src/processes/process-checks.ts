import { ProcessOptions } from './process';
import { invalidOption, mustBe } from '../dockerfile/invalid-option';
import { BOOLEAN, Check, Checks, matching, isObject, NAMED_STRINGS, PORT, STRINGS, struct, wholeNumber } from '../dockerfile/option-checks';
import { execForm, isRuntimeText } from '../dockerfile/quoting';
import { SIGNAL } from '../dockerfile/signal';
import { variableName } from '../dockerfile/variables';

export const HEALTH_CHECK_PATH = matching('a path that starts with / and has no white space', /^\/[!-~]*$/, "Write for example '/health'");

/** A valid name in Kubernetes, and of hosts, tasks and compose services. */
export const SERVICE_NAME = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Linux starts no program with a variable of 128 KiB. */
const MOST_BYTES = 100_000;

export const COMMAND: Check = (option, value) => {
  STRINGS(option, value);
  execForm(option, value as string[]);
};

export const ENVIRONMENT: Check = (option, value) => {
  NAMED_STRINGS(option, value);
  for (const [name, text] of Object.entries(value as { [name: string]: string })) {
    variableName(`${option} name`, name);
    if (!isRuntimeText(text) || Buffer.byteLength(text) > MOST_BYTES) {
      throw invalidOption(`${option} ${name}`, text, `a variable must be a string without NUL characters and unpaired surrogates, of up to ${MOST_BYTES} bytes`);
    }
    if (name === 'PATH') {
      throw invalidOption(`${option} PATH`, text, 'the virtual environment must come first in PATH', 'Remove it');
    }
  }
};

const PROCESS: Checks<ProcessOptions> = {
  command: COMMAND,
  devCommand: COMMAND,
  port: PORT,
  healthCheckPath: HEALTH_CHECK_PATH,
  healthCheckCommand: COMMAND,
  stopSignal: matching('the name of a signal, or a number from 1 to 64 in quotes', SIGNAL, "Write for example 'SIGTERM'"),
  gracePeriod: wholeNumber(0, 86400, 'It is a number of seconds'),
  replicas: wholeNumber(0, 1000),
  environment: ENVIRONMENT,
  job: BOOLEAN,
};

const NAMED_PROCESS = struct(PROCESS);

/** An object that maps names to processes. `processFacts` checks values that depend on other options. */
export const PROCESSES: Check = (option, value) => {
  if (!isObject(value)) {
    throw mustBe(option, value, 'an object of names and processes', "Write for example { worker: { command: ['python', 'worker.py'] } }");
  }
  for (const name in value) { // including inherited names, because an object with __proto__ does not have this name itself
    if (!SERVICE_NAME.test(name)) {
      throw invalidOption(`${option} name`, name, 'the name of a process consists of lower-case letters and digits, with - between them, starts with a letter, and has up to 63 characters');
    }
    const process = (value as { [name: string]: unknown })[name];
    if (process !== undefined) {
      NAMED_PROCESS(`${option}.${name}`, process);
    }
  }
};
