import { invalidOption } from '../dockerfile/invalid-option';

/** What pip and uv fill in from a variable shows nothing. */
const VARIABLE = /^\$\{\w+\}$/;

/** A host, and maybe its port: a password would stand where the port is. */
const HOST = /^(\[[^\]]*\]|[^:]*)(:\d{0,5})?$/;

/**
 * Refuses the text of a file that people brought along if an address in it has a password or a token: it is in their repository,
 * and the build would take it into logs and images. It is not shown.
 *
 * @param place the file, and where in it the text stands
 */
export function refuseLogins(place: string, text: string): void {
  if (text.includes('@') && text.split(/\s+/).some(word => word.split('://').some((part, index, parts) => index > 0 && hasLogin(parts[index - 1], part)))) {
    throw invalidOption(place, '…', 'everyone who has the file could read the user name, password or token in this URL',
      'Write the URL without them, and set usernameSecret and passwordSecret in indexes');
  }
}

/**
 * Whether there is more than a user of SSH in front of the host. What comes behind a host may have an @ too, as the branch of a
 * repository; and people forget to escape a / in a password.
 */
function hasLogin(before: string, address: string): boolean {
  const [authority] = address.split(/[/?#]/);
  const end = authority.lastIndexOf('@');
  if (end === -1) {
    return address.includes('@') && !HOST.test(authority);
  }
  const [user, ...password] = authority.slice(0, end).split(':');
  return password.length ? !VARIABLE.test(password.join(':')) : /https?$/i.test(before) && !['', 'git'].includes(user) && !VARIABLE.test(user);
}
