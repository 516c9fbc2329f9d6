import { shown } from './shown';
import { isImageReference } from '../../../dockerfile/image-reference';
import { Problem } from '../problem';
import { namesAndFlags } from '../words';

/** The arguments of a task that works on an image. */
export interface ImageArguments {
  readonly image?: string;
  /** The values of the task's own flags, each of which can be given several times. */
  readonly own: { readonly [flag: string]: string[] };
  /** All other flags, which are for the program that the task runs. */
  readonly others: string[];
}

/**
 * Reads the arguments of a task: at most one image, and flags as `--name=value`.
 *
 * @param names the task's own flags, with their dashes and without the equals sign
 */
export function imageArguments(argv: string[], names: string[]): ImageArguments {
  const { names: images, flags } = namesAndFlags(argv);
  if (images.length > 1) {
    throw new Problem(`One image is expected, got ${images.map(image => shown(image)).join(' and ')}. Write values of flags with an equals sign: --flag=value`);
  }
  images.forEach(checkReference);
  const without = flags.find(flag => names.includes(flag));
  if (without !== undefined) {
    throw new Problem(`${without} needs a value, with an equals sign: ${without}=…`);
  }
  const nameOf = (flag: string) => names.find(name => flag.startsWith(`${name}=`));
  return {
    image: images[0],
    own: Object.fromEntries(names.map(name => [name, flags.filter(flag => nameOf(flag) === name).map(flag => flag.slice(name.length + 1))])),
    others: flags.filter(flag => nameOf(flag) === undefined),
  };
}

/** Fails if a text is not the name of an image: what starts with a dash would be a flag of Docker. */
export function checkReference(image: string): void {
  if (!isImageReference(image)) {
    throw new Problem(`${shown(image)} is not the name of an image, such as registry.example.com/shop:1.4.0`);
  }
}

/** Fails if a task got flags that nobody reads. */
export function refuseFlags(flags: string[], known: string[]): void {
  if (flags.length) {
    throw new Problem(`${shown(flags[0].replace(/=.*$/s, ''))} is not a flag of this task. ${known.length ? `Its flags are ${known.map(flag => `${flag}=…`).join(' and ')}.` : 'It has none.'}`);
  }
}
