import { runWithNormalizedDates, normalizeDates } from './distribution';
import { Stage } from '../dockerfile';

/** Adds a user that has no home, no password and no shell. */
export type AddUser = (stage: Stage, name: string, uid: number, gid: number) => void;

/** Adds a user with Debian's tools. */
export const addUserOnDebian: AddUser = (stage, name, uid, gid) => stage.runAll([
  `groupadd --non-unique --gid ${gid} ${name}`,
  // otherwise /etc/shadow would contain today's date
  `SOURCE_DATE_EPOCH=0 useradd --non-unique --uid ${uid} --gid ${gid} --no-log-init --no-create-home --home-dir /tmp --shell /usr/sbin/nologin ${name}`,
  normalizeDates('/etc', '/etc/.pwd.lock', '/etc/passwd*', '/etc/*group*', '/etc/*shadow*', '/etc/sub?id*'),
]);

/** Adds a user with BusyBox. */
export const addUserOnAlpine: AddUser = (stage, name, uid, gid) => runWithNormalizedDates(stage, [
  `addgroup -S -g ${gid} ${name}`,
  `adduser -S -D -H -h /tmp -s /sbin/nologin -u ${uid} -G ${name} ${name}`,
]);

/**
 * Adds a user in a custom image, which may not have the tools, and may already have a user with the name or ID. An existing user
 * is kept, because the application runs as an ID, which needs no name.
 */
export const addUserIfNew: AddUser = (stage, name, uid, gid) => runWithNormalizedDates(stage, [
  ifNew('/etc/group', name, gid, `${name}:x:${gid}:`),
  ifNew('/etc/passwd', name, uid, `${name}:x:${uid}:${gid}::/tmp:/sbin/nologin`),
]);

/** For images in which no command can run: the ID is enough. */
export const addNoUser: AddUser = () => {};

function ifNew(file: string, name: string, number: number, line: string): string {
  return `grep -Eqs '^(${name}|[^:]*:[^:]*:${number}):' ${file} || echo '${line}' >>${file}`;
}
