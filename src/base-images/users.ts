import { runEvenly, setDates } from './distribution';
import { Stage } from '../dockerfile';

/** Adds a user that has no home, no password and no shell. */
export type AddUser = (stage: Stage, name: string, uid: number, gid: number) => void;

/** With the tools of Debian. */
export const addUserOnDebian: AddUser = (stage, name, uid, gid) => stage.runAll([
  `groupadd --non-unique --gid ${gid} ${name}`,
  // otherwise /etc/shadow holds the date of today
  `SOURCE_DATE_EPOCH=0 useradd --non-unique --uid ${uid} --gid ${gid} --no-log-init --no-create-home --home-dir /tmp --shell /usr/sbin/nologin ${name}`,
  setDates('/etc', '/etc/.pwd.lock', '/etc/passwd*', '/etc/*group*', '/etc/*shadow*', '/etc/sub?id*'),
]);

/** With the tools of BusyBox. */
export const addUserOnAlpine: AddUser = (stage, name, uid, gid) => runEvenly(stage, [
  `addgroup -S -g ${gid} ${name}`,
  `adduser -S -D -H -h /tmp -s /sbin/nologin -u ${uid} -G ${name} ${name}`,
]);

/**
 * In an image that somebody else has made: it need not have the tools, and may have the name or the number. What is there
 * stays, because the application runs as a number, which needs no name.
 */
export const addUserIfNew: AddUser = (stage, name, uid, gid) => runEvenly(stage, [
  ifNew('/etc/group', name, gid, `${name}:x:${gid}:`),
  ifNew('/etc/passwd', name, uid, `${name}:x:${uid}:${gid}::/tmp:/sbin/nologin`),
]);

/** Where nothing can be run: the number is enough. */
export const addNoUser: AddUser = () => {};

function ifNew(file: string, name: string, number: number, line: string): string {
  return `grep -Eqs '^(${name}|[^:]*:[^:]*:${number}):' ${file} || echo '${line}' >>${file}`;
}
