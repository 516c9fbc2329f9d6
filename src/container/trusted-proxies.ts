import { isIP } from 'net';
import { invalidOption } from '../dockerfile/invalid-option';

/** The variable from which gunicorn and uvicorn read the trusted proxies. */
const VARIABLE = 'FORWARDED_ALLOW_IPS';

/**
 * The variables of the application, with the trusted proxies.
 *
 * @throws when one of them is neither an address nor a network: uvicorn would silently trust nobody, and gunicorn would not start
 */
export function withTrustedProxies(environment: { readonly [name: string]: string }, proxies: string[] = []): { readonly [name: string]: string } {
  if (proxies.length === 0) {
    return environment;
  }
  if (VARIABLE in environment) {
    throw invalidOption('trustedProxies', proxies, `environment sets ${VARIABLE}, which has the same meaning`, 'Remove one of them');
  }
  const wrong = proxies.find(proxy => proxy !== '*' && !isAddress(proxy) && !isNetwork(proxy));
  if (wrong !== undefined) {
    throw invalidOption('trustedProxies', wrong, hostBits(wrong) ? 'the address of a network must have no bits set after its prefix' : "expected an address, a network, or '*' for everyone",
      "Write for example '10.0.0.7' or '10.0.0.0/8'");
  }
  if (proxies.includes('*') && proxies.length > 1) {
    throw invalidOption('trustedProxies', proxies, "'*' trusts everyone, and must be the only item");
  }
  return { ...environment, [VARIABLE]: proxies.join(',') };
}

function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

function isNetwork(text: string): boolean {
  return hostBits(text) === false;
}

/** Whether a network has bits set after its prefix; undefined if it is not a network. */
function hostBits(text: string): boolean | undefined {
  const [, address, prefix] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  if (address === undefined || !isAddress(address)) {
    return undefined;
  }
  const bits = isIP(address) === 4 ? bitsOf(address.split('.').map(Number), 8) : bitsOf(groupsOf(address), 16);
  return Number(prefix) > bits.length ? undefined : bits.slice(Number(prefix)).includes('1');
}

/** The eight groups of an IPv6 address, in the form that URLs have: without dots. */
function groupsOf(address: string): number[] {
  const [head, tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::').map(part => part.split(':').filter(group => group !== ''));
  return [...head, ...Array<string>(8 - head.length - (tail?.length ?? 0)).fill('0'), ...tail ?? []].map(group => parseInt(group, 16));
}

function bitsOf(numbers: number[], width: number): string {
  return numbers.map(number => number.toString(2).padStart(width, '0')).join('');
}
