import { PORT, serviceImage } from './backing-options';
import { ServiceProps } from './service-props';
import { invalidOption } from '../dockerfile/invalid-option';
import { check, Check, Checks, checkOptions, NAMED_STRINGS, STRINGS } from '../dockerfile/option-checks';
import { refuseUnknown } from '../dockerfile/unknown-options';
import { COMMAND, ENVIRONMENT } from '../processes/process-checks';

/** Options of a service from any image. */
export interface CustomServiceOptions {
  /** The image, with its tag: `getmeili/meilisearch:v1.16`. */
  readonly image: string;
  /**
   * The arguments of the image's program, or its command.
   *
   * @default - that of the image
   */
  readonly command?: string[];
  /**
   * Environment variables of the service itself. Not for secrets: they stand in a file of the project.
   *
   * @default - those of the image
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * Environment variables that every process of the application gets, such as the address of the service: the name of its host is that
   * of the service. Not for secrets.
   *
   * @default - none
   */
  readonly applicationEnvironment?: { readonly [name: string]: string };
  /**
   * The command that succeeds when the service can be used. The application starts when it does.
   *
   * @default - none: the application starts when the service has started
   */
  readonly healthCheck?: string[];
  /**
   * The folders whose data stays, by the names of their volumes: `{ data: '/meili_data' }`.
   *
   * @default - none: its data is gone with its container
   */
  readonly volumes?: { readonly [name: string]: string };
  /**
   * The ports that this machine sees too, on 127.0.0.1 and under the same numbers.
   *
   * @default - none: only containers of the project reach it
   */
  readonly ports?: number[];
  /**
   * The names of those `secrets` that the service finds in /run/secrets.
   *
   * @default - none
   */
  readonly secrets?: string[];
}

/** What names of hosts and of compose services can be. */
const NAME = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

const VOLUMES: Check = (option, value) => {
  NAMED_STRINGS(option, value);
  for (const [name, path] of Object.entries(value as { [name: string]: string })) {
    if (!NAME.test(name)) {
      throw invalidOption(`${option} name`, name, 'the name of a volume has lower-case letters, digits and - inside, and starts with a letter');
    }
    if (!/^(\/[A-Za-z0-9._-]+)+$/.test(path)) {
      throw invalidOption(`${option}.${name}`, path, 'expected the absolute path of a folder, of letters, digits and _ . / -', "Write for example '/data'");
    }
  }
};

const PORTS: Check = (option, value) => {
  check('a list of ports', Array.isArray, 'Write for example [7700]')(option, value);
  (value as unknown[]).forEach(port => PORT(option, port));
};

const SERVICE: Checks<CustomServiceOptions> = {
  image: (option, value) => serviceImage(option, value as string),
  command: COMMAND,
  environment: ENVIRONMENT,
  applicationEnvironment: ENVIRONMENT,
  healthCheck: COMMAND,
  volumes: VOLUMES,
  ports: PORTS,
  secrets: STRINGS,
};

/** @throws when the name or an option cannot work */
export function checkService(name: string, options: CustomServiceOptions): ServiceProps {
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw invalidOption('Service.custom name', name, 'the name of a service has lower-case letters, digits and - inside, and starts with a letter; 63 characters are the most');
  }
  const where = `services.${name}`;
  check('an object', value => typeof value === 'object' && value !== null && !Array.isArray(value), "Write for example { image: 'getmeili/meilisearch:v1.16' }")(where, options);
  refuseUnknown(options, Object.keys(SERVICE), where);
  if (options.image === undefined) {
    throw invalidOption(`${where}.image`, options.image, 'every service has an image', "Write for example 'getmeili/meilisearch:v1.16'");
  }
  checkOptions(options, SERVICE, `${where}.`);
  return { ...options, ports: options.ports?.map(port => ({ host: port, container: port })) };
}
