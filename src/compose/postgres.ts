import { checkBacking } from './backing-options';
import { ServiceProps } from './service-props';
import { STRING } from '../dockerfile/option-checks';

const PORT = 5432;
/** The user, who owns everything, and the database. */
const NAME = 'app';

/** Options of PostgreSQL. */
export interface PostgresOptions {
  /**
   * The image, with its tag: the official one, or one that is made from it, such as `pgvector/pgvector:pg18`. What the data is sorted by
   * belongs to the system of the image: the tag names that too. Data of another major version cannot be read: `compose:down --volumes`
   * removes it.
   *
   * @default "postgres:18-trixie"
   */
  readonly image?: string;
  /**
   * The port of this machine where it can be reached too, on 127.0.0.1.
   *
   * @default - none: only containers of the project reach it
   */
  readonly port?: number;
  /**
   * The name of one of the `secrets`: its file holds the password. The application finds it in the file that DATABASE_PASSWORD_FILE
   * names, and DATABASE_URL has none.
   *
   * @default - no password: whoever is in the network of the project can connect
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
      PGDATA: '/var/lib/postgresql/pgdata', // below the volumes of all versions of the image: 18 has moved its own
    },
    applicationEnvironment: {
      DATABASE_URL: `postgresql://${NAME}@postgres:${PORT}/${NAME}`,
      ...passwordSecret === undefined ? {} : { DATABASE_PASSWORD_FILE: file },
    },
    // over TCP: while a new database is set up, a server answers on the socket alone
    healthCheck: ['pg_isready', '--host=127.0.0.1', `--username=${NAME}`, `--dbname=${NAME}`],
    volumes: { data: '/var/lib/postgresql' },
    ports: port === undefined ? [] : [{ host: port, container: PORT }],
    secrets: passwordSecret === undefined ? [] : [passwordSecret],
  };
}
