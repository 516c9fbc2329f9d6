/** The most characters of a value that an error shows: a list of thousands would hide what is said of it. */
const MOST = 500;

/**
 * The error of every option that cannot work: it names the option, the value, what is allowed and the likely fix.
 */
export function invalidOption(option: string, value: unknown, allowed: string, fix?: string): Error {
  const text = shortened(withoutPasswords((toJson(value) ?? String(value)).slice(0, 10 * MOST)));
  return new Error(`${option}: ${text} is not possible: ${allowed}.${fix ? ` ${fix}.` : ''}`);
}

/** JSON in visible characters: line breaks that only other formats know are escaped too. */
export function toJson(value: unknown): string | undefined {
  return JSON.stringify(value)?.replace(/[\u007f-\u009f\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Errors end up in logs: of addresses they show neither user and password nor what is asked for. */
function withoutPasswords(text: string): string {
  return text.replace(/(:\/\/[^\s"'?]*)\?[^\s"']*/g, '$1?…').replace(/([^\s"'/:@]+):\S*@/g, '$1:…@');
}

function shortened(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
