import { hasToken } from '../dockerfile/token-formats';
import { looksSecret } from '../standards/rules/secret-variable';

/** Names of secrets in addition to those of linters. */
const NAMES = /pass(wd|word|phrase)?(_|$)|pwd|secret|token|api_?key|private|credential|_key$|^key$|salt|_dsn$|^dsn$|signing|cookie/i;
/** Patterns of secret values: a password in a URL, keys of known services, a long random text. */
const VALUES = [
  /:\/\/[^/\s]*:[^/\s]*@/, /^AKIA[0-9A-Z]{16}$/, /-----BEGIN /, /^(gh[pousr]|xox[abprs]|sk|pk|glpat|npm|pypi)[_-]/, /^eyJ[\w-]+\./,
  /^(?=[^a-z]*[a-z])(?=\D*\d)[\w+/=-]{24,}$/i,
];

/** Whether a variable may contain a secret, which must not be in an image or a committed file. */
export function mayBeSecret(name: string, value: string): boolean {
  return looksSecret(name) || NAMES.test(name) && !/public/i.test(name) || VALUES.some(pattern => pattern.test(value)) || hasToken(value);
}

/** Settings for development only. */
export function isForDebugging(name: string, value: string): boolean {
  return /^(\w+_)?DEBUG$|^FLASK_ENV$|^(\w+_)?RELOAD$|^PYTHONDEVMODE$/i.test(name) && /^(1|true|yes|on|dev|development)$/i.test(value);
}

/** A text without parts that may be a password. */
export function withoutSecrets(text: string): string {
  return text.replace(/:\/\/[^/\s@]*@/g, '://…@').replace(/((?:^|\s|-)\w*(?:pass|pwd|secret|token|key)\w*[= ])\S+/gi, '$1…');
}
