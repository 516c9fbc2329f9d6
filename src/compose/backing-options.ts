import { imageReference } from '../dockerfile/image-reference';
import { invalidOption } from '../dockerfile/invalid-option';
import { checkOptions, Checks, OBJECT, PORT, STRING } from '../dockerfile/option-checks';
import { refuseUnknown } from '../dockerfile/unknown-options';

/** Options of a service with a default image. */
export interface BackingOptions {
  /**
   * The image, with its tag: the official one, or one with the same programs, such as `valkey/valkey:9` or `pgvector/pgvector:pg18`. The sort
   * order of PostgreSQL's data depends on the image's distribution, so its tag should include it. Data of another major version cannot be
   * read: `compose:down --volumes` removes it.
   *
   * @default - `postgres:18-trixie`, `redis:8` or `rabbitmq:4`
   */
  readonly image?: string;
  /**
   * The port of this machine on which it is published, on 127.0.0.1.
   *
   * @default - none; only containers of the project can connect
   */
  readonly port?: number;
}

/** An image with a tag, so that `docker:pin` can add the digest. */
export function serviceImage(option: string, image: string): string {
  STRING(option, image);
  imageReference(option, image);
  if (!/:[^/]+$/.test(image)) {
    throw invalidOption(option, image, 'without a tag, the version would change with each release', `Write for example '${image}:1'`);
  }
  return image;
}

/** @throws when an option is unknown or cannot work */
export function checkBacking<T extends BackingOptions>(name: string, options: T, checks: Checks<Omit<T, keyof BackingOptions>>): void {
  OBJECT(`Service.${name}`, options);
  const all = { image: serviceImage as (option: string, value: unknown) => void, port: PORT, ...checks } as Checks<T>;
  refuseUnknown(options, Object.keys(all), `Service.${name}`);
  checkOptions(options, all, `Service.${name} `);
}

