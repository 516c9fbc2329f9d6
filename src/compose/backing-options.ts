import { imageReference } from '../dockerfile/image-reference';
import { invalidOption } from '../dockerfile/invalid-option';
import { check, checkOptions, Checks, STRING, wholeNumber } from '../dockerfile/option-checks';
import { refuseUnknown } from '../dockerfile/unknown-options';

export const PORT = wholeNumber(1, 65535);

/** The options of services with predefined images. */
export interface BackingOptions {
  readonly image?: string;
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
  check('an object', value => typeof value === 'object' && value !== null && !Array.isArray(value))(`Service.${name}`, options);
  const all = { image: serviceImage as (option: string, value: unknown) => void, port: PORT, ...checks } as Checks<T>;
  refuseUnknown(options, Object.keys(all), `Service.${name}`);
  checkOptions(options, all, `Service.${name} `);
}

