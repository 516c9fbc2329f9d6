import { BackingOptions, checkBacking } from './backing-options';
import { publishedPort, ServiceProps } from './service-props';
import { STRING } from '../dockerfile/option-checks';

const PORT = 5432;
/** The name of the user, who is the owner, and of the database. */
const NAME = 'app';

/** Options of PostgreSQL. */
export interface PostgresOptions extends BackingOptions {
  /**
   * The name of one of the `secrets`, whose file contains the password. The application reads it from the file in DATABASE_PASSWORD_FILE,
   * and DATABASE_URL has no password.
   *
   * @default - no password: every container in the network of the project can connect
   */
  readonly passwordSecret?: string;
}

/** @see https://hub.docker.com/_/postgres */
export function postgres(options: PostgresOptions): ServiceProps {
  checkBacking('postgres', options, { passwordSecret: STRING });
  const { image = 'postgres:18-trixie', port, passwordSecret } = options;
  const file = `/run/secrets/${passwordSecret}`;
  return {
    image,
    environment: {
      POSTGRES_USER: NAME,
      POSTGRES_DB: NAME,
      ...passwordSecret === undefined ? { POSTGRES_HOST_AUTH_METHOD: 'trust' } : { POSTGRES_PASSWORD_FILE: file },
      PGDATA: '/var/lib/postgresql/pgdata', // inside the volumes of all versions of the image, because 18 has another path
    },
    applicationEnvironment: {
      DATABASE_URL: `postgresql://${NAME}@postgres:${PORT}/${NAME}`,
      ...passwordSecret === undefined ? {} : { DATABASE_PASSWORD_FILE: file },
    },
    // over TCP, because the server only listens on the socket while it creates a new database
    healthCheck: ['pg_isready', '--host=127.0.0.1', `--username=${NAME}`, `--dbname=${NAME}`],
    volumes: { data: '/var/lib/postgresql' },
    ports: publishedPort(port, PORT),
    secrets: passwordSecret === undefined ? [] : [passwordSecret],
  };
}
