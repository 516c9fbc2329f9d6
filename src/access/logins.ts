import { invalidOption } from '../dockerfile/invalid-option';

/** A placeholder that pip and uv replace by a variable is not a secret. */
const VARIABLE = /^\$\{\w+\}$/;

/** A host, optionally with a port: a password would be in the place of the port. */
const HOST = /^(\[[^\]]*\]|[^:]*)(:\d{0,5})?$/;

/**
 * Refuses the text of a file that the user wrote if a URL in it contains a password or a token: it is in the repository,
 * and the build would write it into logs and images. The error does not show it.
 *
 * @param place the file, and the position of the text in it
 */
export function refuseLogins(place: string, text: string): void {
  if (text.includes('@') && text.split(/\s+/).some(word => word.split('://').some((part, index, parts) => index > 0 && hasLogin(parts[index - 1], part)))) {
    throw invalidOption(place, '…', 'everyone who has the file could read the user name, password or token in this URL',
      'Write the URL without them, and set usernameSecret and passwordSecret in indexes');
  }
}

/**
 * Whether there is more than an SSH user in front of the host. The part after a host can contain an @ too, as the branch of a
 * repository; and a / in a password may not be escaped.
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
