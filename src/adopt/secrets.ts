import { looksSecret } from '../standards/rules/secret-variable';

/** Names of secrets beside those that linters know. */
const NAMES = /pass(wd|word|phrase)?(_|$)|pwd|secret|token|api_?key|private|credential|_key$|^key$|salt|_dsn$|^dsn$|signing|cookie/i;
/** What values of secrets look like: a password in an address, keys of known services, a long text without a pattern. */
const VALUES = [
  /:\/\/[^/\s]*:[^/\s]*@/, /^AKIA[0-9A-Z]{16}$/, /-----BEGIN /, /^(gh[pousr]|xox[abprs]|sk|pk|glpat|npm|pypi)[_-]/, /^eyJ[\w-]+\./,
  /^(?=[^a-z]*[a-z])(?=\D*\d)[\w+/=-]{24,}$/i,
];

/** Whether a variable may hold a secret: an image is no place for it, and neither is a file that is committed. */
export function mayBeSecret(name: string, value: string): boolean {
  return looksSecret(name) || NAMES.test(name) && !/public/i.test(name) || VALUES.some(pattern => pattern.test(value));
}

/** Settings that are for development alone. */
export function isForDebugging(name: string, value: string): boolean {
  return /^(\w+_)?DEBUG$|^FLASK_ENV$|^(\w+_)?RELOAD$|^PYTHONDEVMODE$/i.test(name) && /^(1|true|yes|on|dev|development)$/i.test(value);
}

/** A text for people, without what may be a password in it. */
export function withoutSecrets(text: string): string {
  return text.replace(/:\/\/[^/\s@]*@/g, '://…@').replace(/((?:^|\s|-)\w*(?:pass|pwd|secret|token|key)\w*[= ])\S+/gi, '$1…');
}
