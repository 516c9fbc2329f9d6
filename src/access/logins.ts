import { invalidOption } from '../dockerfile/invalid-option';

/** What pip and uv fill in from a variable shows nothing. */
const VARIABLE = /^\$\{\w+\}$/;

/**
 * Refuses the text of a file that people brought along if an address in it has a password or a token: it is in their repository,
 * and the build would take it into logs and images. It is not shown.
 *
 * @param place the file, and where in it the text stands
 */
export function refuseLogins(place: string, text: string): void {
  if (text.includes('@') && text.split(/\s+/).some(word => word.split('://').some((part, index, parts) => index > 0 && hasLogin(parts[index - 1], part)))) {
    throw invalidOption(place, '…', 'everyone who has the file could read the user, the password or the token in this address',
      'Write the address without them, and set usernameSecret and passwordSecret in indexes');
  }
}

/** Whether there is more in front of the @ than a user of SSH. People forget to escape a / in a password. */
function hasLogin(before: string, address: string): boolean {
  const login = address.slice(0, Math.max(0, address.lastIndexOf('@')));
  const colon = login.indexOf(':');
  const slash = login.indexOf('/');
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const password = login.slice(colon + 1);
    return !/^\d{1,5}(\/|$)/.test(password) && !VARIABLE.test(password);
  }
  return login !== '' && slash === -1 && /https?$/i.test(before) && login !== 'git' && !VARIABLE.test(login);
}
