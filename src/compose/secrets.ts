import { Service } from './service';
import { contextPath, isGlob } from '../dockerfile/context-path';
import { ignorePattern } from '../dockerfile/dockerignore';
import { invalidOption } from '../dockerfile/invalid-option';
import { Check, NAMED_STRINGS } from '../dockerfile/option-checks';

/** Valid names of secrets, which are file names in /run/secrets. */
const NAME = /^[a-z]([a-z0-9._-]{0,61}[a-z0-9])?$/;

/** An object that maps names to files. */
export const SECRETS: Check = (option, value) => {
  NAMED_STRINGS(option, value);
  for (const [name, path] of Object.entries(value as { [name: string]: string })) {
    if (!NAME.test(name)) {
      throw invalidOption(`${option} name`, name, 'the name of a secret consists of lower-case letters and digits, with . _ - between them, and starts with a letter');
    }
    if (name === 'ca-certificates') {
      throw invalidOption(`${option} name`, name, 'builds already have a secret with this name', 'Rename it');
    }
    const file = ignorePattern(`${option} ${name}`, contextPath(`${option} ${name}`, path)); // no image has it
    if (file === '.' || isGlob(file)) {
      throw invalidOption(`${option} ${name}`, path, 'expected the path of a file, relative to the project', `Write for example '.secrets/${name}'`);
    }
  }
};

/** @throws when a service uses an unknown secret */
export function checkSecretsOf(services: readonly Service[], secrets: { readonly [name: string]: string }): void {
  for (const { name, _props } of services) {
    const missing = _props.secrets?.find(secret => !Object.hasOwn(secrets, secret));
    if (missing !== undefined) {
      throw invalidOption(`services.${name} secrets`, missing, `the secrets are ${Object.keys(secrets).join(', ') || 'none'}`, `Add it there with a file, such as .secrets/${missing}`);
    }
  }
}
