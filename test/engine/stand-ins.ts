import { rmSync } from 'fs';
import { docker, run } from './engine';
import { newFolder, write } from './workspace';

/** What the official image does with its variables, as far as a test needs it. */
const POSTGRES = `#!/bin/bash
set -eu
install -d -o postgres -g postgres -m 700 "$PGDATA"
as() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  as initdb --username="$POSTGRES_USER" --auth="$POSTGRES_HOST_AUTH_METHOD" --no-sync >/dev/null
  echo "host all all all $POSTGRES_HOST_AUTH_METHOD" >>"$PGDATA/pg_hba.conf"
  as pg_ctl -w -o "-c listen_addresses='' -c unix_socket_directories=/tmp" start >/dev/null
  as psql --host=/tmp --username="$POSTGRES_USER" --dbname=postgres -c "CREATE DATABASE \\"$POSTGRES_DB\\"" >/dev/null
  as pg_ctl -w -m fast stop >/dev/null
fi
exec setpriv --reuid=postgres --regid=postgres --init-groups postgres -c listen_addresses='*' -c unix_socket_directories=/tmp
`;
const STAND_INS = `
FROM python:3.14-slim-trixie AS base
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql redis-server
FROM base AS postgres
COPY --chmod=0755 postgres.sh /
RUN ln -s /usr/lib/postgresql/*/bin /postgresql && install -d -o postgres /var/lib/postgresql
ENV PATH="/postgresql:$PATH"
STOPSIGNAL SIGINT
VOLUME /var/lib/postgresql
CMD ["/postgres.sh"]
FROM base AS redis
VOLUME /data
WORKDIR /data
CMD ["redis-server", "--protected-mode", "no"]
`;

/** Brings the official images of these names, or where there are none what answers as they do. */
export function bring(images: { [target: string]: string }): void {
  const folder = newFolder('stand-ins');
  write(folder, 'Dockerfile', STAND_INS);
  write(folder, 'postgres.sh', POSTGRES);
  for (const [target, image] of Object.entries(images)) {
    if (run('.', 'docker', 'image', 'inspect', image).status !== 0 && run('.', 'docker', 'pull', '--quiet', image).status !== 0) {
      docker('build', '--quiet', `--target=${target}`, `--tag=${image}`, folder);
    }
  }
  rmSync(folder, { recursive: true });
}
