import { withoutSecrets } from './secrets';
import { ConfigurationError } from '../projen-patches/configuration-error';

/** The most characters of a value that an error shows: a long list would hide the message. */
const MOST = 500;

/** Options whose values can be secrets. */
const HIDDEN = /^processes(\.[^.]+(\.environment)?)?(?! name$)( |$)|(^|\.)(environment|applicationEnvironment|labels?|argument)(?! name$)( |$)|secret$/i;
const HIDDEN_FIELD = /^environment$|secret|password|token|credential|user/i;

/**
 * The error for every invalid option: it names the option, the value, the allowed values and the likely fix. It shows no value that
 * can be a secret: the values of variables, labels, build arguments and secrets, and parts of other values that look like one.
 */
export function invalidOption(option: string, value: unknown, allowed: string, fix?: string): Error {
  return new ConfigurationError(`${withoutSecrets(option)}: ${shown(option, value)} is not possible: ${withoutSecrets(allowed)}.${fix ? ` ${shortened(withoutSecrets(fix))}.` : ''}`);
}

/**
 * The error for an option that has the wrong type or is out of range: `moduleName must be a string, got 5.` It shows no value that can be
 * a secret.
 *
 * @param allowed completes the sentence
 */
export function mustBe(option: string, value: unknown, allowed: string, fix?: string): Error {
  return new ConfigurationError(`${withoutSecrets(option)} must be ${allowed}, got ${shown(option, value)}.${fix ? ` ${fix}.` : ''}`);
}

/** JSON in visible characters: line breaks that only exist in other formats are escaped too. */
export function toJson(value: unknown): string | undefined {
  return visible(JSON.stringify(value));
}

function visible(json?: string): string | undefined {
  return json?.replace(/[\u007f-\u009f\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function shown(option: string, value: unknown): string {
  return HIDDEN.test(option) ? kind(value) : shortened(withoutSecrets(shownJson(value)));
}

/** Users may write a password instead of the name of a secret, or pass values that cannot be JSON. */
function shownJson(value: unknown): string {
  try {
    return visible(JSON.stringify(value, (name, inner) => HIDDEN_FIELD.test(name) ? '…' : inner)) ?? String(value);
  } catch {
    return kind(value);
  }
}

/** The type of a value, without its content. */
function kind(value: unknown): string {
  return value === null || value === undefined ? String(value)
    : typeof value === 'string' ? '"…"' : Array.isArray(value) ? '[…]' : typeof value === 'object' ? '{…}' : `a ${typeof value}`;
}

function shortened(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
