/** The prefixes of the tokens and keys of services. */
const TOKEN = /\b(?:gh[oprsu]_\w{16,}|github_pat_\w{16,}|gl(?:pat|dt|rt|cbt)-[\w-]{16,}|xox[abeprs]-[\w-]{8,}|A(?:KIA|SIA)[A-Z0-9]{12,}|AIza[\w-]{20,}|npm_\w{20,}|pypi-AgE[\w-]{8,}|hf_\w{16,}|dckr_pat_[\w-]{16,}|[rs]k_(?:live|test)_\w{8,}|sk-[\w-]{16,}|SG\.[\w-]{8,}\.[\w-]{8,}|eyJ[\w-]{8,}\.[\w.-]+|hv[bsr]\.[\w-]{16,}|AGE-SECRET-KEY-1\w{16,}|ya29\.[\w-]{16,}|whsec_\w{16,}|dapi[0-9a-f]{32}|shp(?:at|ca|pa|ss)_\w{16,}|do[opr]_v1_\w{16,})/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^]*/;
/** `https://user:pass word@host`, and other text between a colon and an @. */
const LOGINS = [/(?<![^\s"'/:@[])([^\s"'/:@[]+):\/\/[^/?#]*@/g, /(?<![^\s"'/:@[])([^\s"'/:@[]+):\S*@/g];
const QUERY = /(:\/\/[^\s"'?]*)\?[^\s"']*/g;
/** `--password=x`, `API_KEY: x`, `"token":"x"`. */
const NAMED = /(?<![\w.-])([\w.-]{0,40}?(?:passw(?:or)?d|pwd|passphrase|secret|token|(?:api|access|account|private|signing|encryption)[_-]?key|credential)[\w.-]{0,40}\\?["']?\s{0,9}[=:]\s{0,9}\\?["']?)[^\s"'\\,;&]+/gi;
/** `Authorization: Bearer x`, and addresses that are a secret as a whole. */
const AUTHORIZED = /\b(Bearer|Basic)\s{1,9}(?=[\w.~+/-]*[\d=])[\w.~+/=-]{8,}/g;
const HOOK = /(hooks\.slack\.com|discord(?:app)?\.com\/api\/webhooks|webhook\.office\.com)\/[^\s"']*/g;
/** Generated text: long, with digits and letters in both cases, or hexadecimal. A digest is not a secret. */
const RANDOM = /(?<![A-Za-z0-9+/_-])(sha(?:256|384|512)[:=-])?([A-Za-z0-9+/_-]{32,}={0,2})/g;

/** The longest text that is searched. */
const MOST = 5000;

/** A text without parts that look like a password, a token or a key, because errors are written to logs. */
export function withoutSecrets(text: string): string {
  // the part that was cut off could be needed to recognize a password
  const whole = text.length > MOST ? text.slice(0, MOST).replace(/\S{1,1000}$/, '…') : text;
  return whole.replace(PRIVATE_KEY, '…').replace(QUERY, '$1?…').replace(LOGINS[0], '$1:…@').replace(LOGINS[1], '$1:…@').replace(NAMED, '$1…').replace(AUTHORIZED, '$1 …').replace(HOOK, '$1/…').replace(TOKEN, '…')
    .replace(RANDOM, (found, digest: string | undefined, word: string) => digest === undefined && isRandom(word) ? '…' : found);
}

/** Whether a text must not be shown. */
export function looksSecret(text: string): boolean {
  return withoutSecrets(text) !== text;
}

function isRandom(word: string): boolean {
  const parts = word.split('/');
  const isKey = /\d/.test(word) && /[a-z]/.test(word) && /[A-Z]/.test(word) && word.length / parts.length >= 12; // or it is a path
  return isKey || parts.some(part => /^[0-9a-f]{32,}$/i.test(part) && /\d/.test(part) && /[a-f]/i.test(part));
}
