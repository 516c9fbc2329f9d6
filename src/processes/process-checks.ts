import { ProcessOptions } from './process';
import { invalidOption, mustBe } from '../dockerfile/invalid-option';
import { BOOLEAN, Check, Checks, matching, NAMED_STRINGS, STRINGS, struct, wholeNumber } from '../dockerfile/option-checks';
import { execForm, isRuntimeText } from '../dockerfile/quoting';
import { SIGNAL } from '../dockerfile/signal';
import { variableName } from '../dockerfile/variables';

export const PORT = wholeNumber(1, 65535);
export const HEALTH_CHECK_PATH = matching('a path that starts with / and has no white space', /^\/[!-~]*$/, "Write for example '/health'");

/** What Kubernetes takes as a name, which also stands in names of tasks and of compose services. */
const NAME = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

export const COMMAND: Check = (option, value) => {
  STRINGS(option, value);
  execForm(option, value as string[]);
};

export const ENVIRONMENT: Check = (option, value) => {
  NAMED_STRINGS(option, value);
  for (const [name, text] of Object.entries(value as { [name: string]: string })) {
    variableName(`${option} name`, name);
    if (!isRuntimeText(text)) {
      throw invalidOption(`${option} ${name}`, text, 'a variable is a text without NUL characters and halves of surrogate pairs');
    }
    if (name === 'PATH') {
      throw invalidOption(`${option} PATH`, text, 'the virtual environment has to come first', 'Leave it out');
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

/** Names with a process each. What depends on other options, `processFacts` checks. */
export const PROCESSES: Check = (option, value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw mustBe(option, value, 'an object of names and processes', "Write for example { worker: { command: ['python', 'worker.py'] } }");
  }
  for (const name in value) { // with what it inherits: an object that is written with __proto__ has no such name
    if (!NAME.test(name)) {
      throw invalidOption(`${option} name`, name, 'a process\'s name has lower-case letters, digits and - inside, starts with a letter, and is at most 63 characters long');
    }
    const process = (value as { [name: string]: unknown })[name];
    if (process !== undefined) {
      NAMED_PROCESS(`${option}.${name}`, process);
    }
  }
};
