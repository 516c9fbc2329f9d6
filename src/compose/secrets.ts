import { Service } from './service';
import { contextPath, isGlob } from '../dockerfile/context-path';
import { invalidOption } from '../dockerfile/invalid-option';
import { Check, NAMED_STRINGS } from '../dockerfile/option-checks';

/** Names of files, in compose and in /run/secrets. */
const NAME = /^[a-z]([a-z0-9._-]{0,61}[a-z0-9])?$/;

/** Names with a file each. */
export const SECRETS: Check = (option, value) => {
  NAMED_STRINGS(option, value);
  for (const [name, path] of Object.entries(value as { [name: string]: string })) {
    if (!NAME.test(name)) {
      throw invalidOption(`${option} name`, name, 'the name of a secret has lower-case letters, digits and . _ - inside, and starts with a letter');
    }
    if (name === 'ca-certificates') {
      throw invalidOption(`${option} name`, name, 'builds have a secret of this name', 'Give it another name');
    }
    const file = contextPath(`${option} ${name}`, path);
    if (file === '.' || isGlob(file)) {
      throw invalidOption(`${option} ${name}`, path, 'expected the path of a file, relative to the project', `Write for example '.secrets/${name}'`);
    }
  }
};

/** @throws when a service names a secret that there is not */
export function checkSecretsOf(services: readonly Service[], secrets: { readonly [name: string]: string }): void {
  for (const { name, _props } of services) {
    const missing = _props.secrets?.find(secret => !Object.hasOwn(secrets, secret));
    if (missing !== undefined) {
      throw invalidOption(`services.${name} secrets`, missing, `the secrets are ${Object.keys(secrets).join(', ') || 'none'}`, `Give it a file there, such as .secrets/${missing}`);
    }
  }
}
