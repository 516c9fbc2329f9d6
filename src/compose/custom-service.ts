import { serviceImage } from './backing-options';
import { ServiceProps } from './service-props';
import { invalidOption } from '../dockerfile/invalid-option';
import { check, Check, Checks, checkOptions, isObject, NAMED_STRINGS, PORT, STRINGS } from '../dockerfile/option-checks';
import { refuseUnknown } from '../dockerfile/unknown-options';
import { COMMAND, ENVIRONMENT, SERVICE_NAME } from '../processes/process-checks';

/** Options of a service from any image. */
export interface CustomServiceOptions {
  /** The image, with its tag: `getmeili/meilisearch:v1.16`. */
  readonly image: string;
  /**
   * The command of the container, or the arguments of the image's entrypoint.
   *
   * @default - the command of the image
   */
  readonly command?: string[];
  /**
   * Environment variables of the service itself. Not for secrets, because they are written into a file of the project.
   *
   * @default - the variables of the image
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * Environment variables that every process of the application gets, such as the URL of the service: its host name is the name
   * of the service. Not for secrets.
   *
   * @default - none
   */
  readonly applicationEnvironment?: { readonly [name: string]: string };
  /**
   * The command of the health check: it succeeds when the service is ready. The application starts afterwards.
   *
   * @default - none: the application starts when the service has started
   */
  readonly healthCheck?: string[];
  /**
   * The folders whose data is kept, by the names of their volumes: `{ data: '/meili_data' }`.
   *
   * @default - none; the data is lost with the container
   */
  readonly volumes?: { readonly [name: string]: string };
  /**
   * The ports that are published on this machine, on 127.0.0.1 and with the same numbers.
   *
   * @default - none; only containers of the project can connect
   */
  readonly ports?: number[];
  /**
   * The names of the `secrets` that the service finds in /run/secrets.
   *
   * @default - none
   */
  readonly secrets?: string[];
}

const VOLUMES: Check = (option, value) => {
  NAMED_STRINGS(option, value);
  for (const [name, path] of Object.entries(value as { [name: string]: string })) {
    if (!SERVICE_NAME.test(name)) {
      throw invalidOption(`${option} name`, name, 'the name of a volume consists of lower-case letters and digits, with - between them, and starts with a letter');
    }
    if (!/^(\/(?!\.\.?(\/|$))[A-Za-z0-9._-]+)+$/.test(path)) {
      throw invalidOption(`${option}.${name}`, path, 'expected the absolute path of a folder, of letters, digits and _ . / -', "Write for example '/data'");
    }
  }
  const paths = Object.values(value as { [name: string]: string });
  const twin = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twin !== undefined) {
    throw invalidOption(option, twin, 'two volumes cannot have the same path', 'Remove one of them');
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
  if (typeof name !== 'string' || !SERVICE_NAME.test(name)) {
    throw invalidOption('Service.custom name', name, 'the name of a service consists of lower-case letters and digits, with - between them, starts with a letter, and has up to 63 characters');
  }
  const where = `services.${name}`;
  check('an object', isObject, "Write for example { image: 'getmeili/meilisearch:v1.16' }")(where, options);
  refuseUnknown(options, Object.keys(SERVICE), where);
  if (options.image === undefined) {
    throw invalidOption(`${where}.image`, options.image, 'every service needs an image', "Write for example 'getmeili/meilisearch:v1.16'");
  }
  checkOptions(options, SERVICE, `${where}.`);
  return { ...options, ports: options.ports?.map(port => ({ host: port, container: port })) };
}
