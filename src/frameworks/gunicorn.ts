import type { Application } from './framework';

/**
 * Threads, because one request at a time would block the health check; the workers' heartbeat in memory, because a disk can block the
 * server; and an access log on standard output (in two words, because dockle reads `access…=` as a secret). WEB_CONCURRENCY sets the number
 * of workers, which is one by default.
 *
 * @see https://docs.gunicorn.org/en/stable/faq.html#how-do-i-avoid-gunicorn-excessively-blocking-in-os-fchmod
 */
export const GUNICORN_PRESETS = ['--worker-class=gthread', '--threads=4', '--worker-tmp-dir=/dev/shm', '--access-logfile', '-'];

/** The first version that opens a control socket in HOME, and has the flag to turn it off. */
const WITH_CONTROL_SOCKET = [25, 1];

/** The requirement of a gunicorn that supports all flags. */
export const GUNICORN = `gunicorn>=${WITH_CONTROL_SOCKET.join('.')}`;

/** The command with which gunicorn serves a WSGI application: `shop.wsgi:application`. */
export function gunicornCommand({ port, requirements }: Application, target: string): string[] {
  return ['gunicorn', `--bind=0.0.0.0:${port}`, ...GUNICORN_PRESETS, ...requirements().some(isOldGunicorn) ? [] : ['--no-control-socket'], target];
}

/** Whether a requirement allows only versions of gunicorn without a control socket, which would not start with the flag. */
export function isOldGunicorn(requirement: string): boolean {
  const [, versions] = /^gunicorn(?![\w.-])(?:\[[^\]]*\])?[\s(]*([^;#)]*)/i.exec(requirement.trim()) ?? [];
  return versions !== undefined && versions.split(',').some((clause) => {
    const [, operator, major, minor = '0'] = /^\s*(===?|~=|<=?)\s*v?(\d+)(?:\.(\d+|\*))?/.exec(clause) ?? [];
    const isOpen = operator === '~=' || minor === '*';
    return operator !== undefined && isOlder(Number(major), isOpen ? Infinity : Number(minor), operator === '<');
  });
}

/** @param isExcluded whether the version itself is excluded */
function isOlder(major: number, minor: number, isExcluded: boolean): boolean {
  const [firstMajor, firstMinor] = WITH_CONTROL_SOCKET;
  return major < firstMajor || major === firstMajor && (minor < firstMinor || isExcluded && minor === firstMinor);
}
