import { mustBe } from './invalid-option';
import { refuseUnknown } from './unknown-options';
import { nameAlone } from './variables';
import { mapAll } from '../projen-patches/configuration-error';

/** @throws unless the value is valid for the option */
export type Check = (option: string, value: unknown) => void;

/** A check for each option of a struct: the compiler reports missing ones. */
export type Checks<T> = { readonly [option in keyof T]-?: Check };

/** @param allowed completes the sentence `moduleName must be …` */
export function check(allowed: string, isAllowed: (value: unknown) => boolean, fix?: string): Check {
  return (option, value) => {
    if (!isAllowed(value)) {
      throw mustBe(option, value, allowed, fix);
    }
  };
}

export const STRING = check('a string', value => typeof value === 'string');
export const STRINGS = check('a list of strings', value => Array.isArray(value) && value.every(item => typeof item === 'string'), "Write for example ['a', 'b']");
export const OBJECT = check('an object', isObject);
export const BOOLEAN = check('true or false', value => typeof value === 'boolean');

export function matching(allowed: string, pattern: RegExp, fix?: string): Check {
  return check(allowed, value => typeof value === 'string' && pattern.test(value), fix);
}

export function wholeNumber(least: number, most: number, fix?: string): Check {
  return check(`a whole number from ${least} to ${most}`, value => Number.isInteger(value) && Number(value) >= least && Number(value) <= most, fix);
}

/** A TCP port. */
export const PORT = wholeNumber(1, 65535);

export function oneOf(members: { readonly [member: string]: string }): Check {
  const values = Object.values(members);
  return check(`one of ${values.map(value => `'${value}'`).join(', ')}`, value => values.includes(String(value)) && typeof value === 'string');
}

/** An object that maps names to strings. */
export const NAMED_STRINGS: Check = (option, value) => {
  check('an object of names and strings', isObject, "Write for example { NAME: 'text' }")(option, value);
  mapAll(Object.entries(value as object), ([name, text]) => check('a string', inner => typeof inner === 'string', 'Write it in quotes')(`${option} ${nameAlone(name)}`, text));
};

/** An object with nested options, which have their own checks. */
export function struct<T>(checks: Checks<T>): Check {
  return (option, value) => {
    OBJECT(option, value);
    refuseUnknown(value as object, Object.keys(checks), option);
    checkOptions(value as T, checks, `${option}.`);
  };
}

/** A list whose items pass another check. */
export function listOf(checkItem: Check, fix: string): Check {
  return (option, value) => {
    check('a list', Array.isArray, fix)(option, value);
    (value as unknown[]).forEach((item, index) => checkItem(`${option}[${index}]`, item));
  };
}

/**
 * Checks the options that are set, because rc files in JavaScript and JSON are not checked by a compiler.
 *
 * @param prefix the prefix of the names in errors
 * @throws when one has the wrong type, or is out of range
 */
export function checkOptions<T>(options: T, checks: Checks<T>, prefix = ''): void {
  const entries = (Object.entries(checks) as [keyof T & string, Check][]).filter(([option]) => options[option] !== undefined);
  mapAll(entries, ([option, checkValue]) => checkValue(`${prefix}${option}`, options[option]));
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The options that are set: a class passes on undefined for those that it was not given. */
export function given<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
