import { checkBacking } from './backing-options';
import { ServiceProps } from './service-props';

const PORT = 6379;

/** Options of Redis. */
export interface RedisOptions {
  /**
   * The image, with its tag: the official one, or one with the same programs, such as `valkey/valkey:9`.
   *
   * @default "redis:8"
   */
  readonly image?: string;
  /**
   * The port of this machine on which it is published, on 127.0.0.1.
   *
   * @default - none; only containers of the project can connect
   */
  readonly port?: number;
}

/** @see https://hub.docker.com/_/redis */
export function redis(options: RedisOptions): ServiceProps {
  checkBacking('redis', options, {});
  const { image = 'redis:8', port } = options;
  return {
    image,
    applicationEnvironment: { REDIS_URL: `redis://redis:${PORT}/0` },
    healthCheck: ['redis-cli', '-e', 'ping'],
    volumes: { data: '/data' },
    ports: port === undefined ? [] : [{ host: port, container: PORT }],
  };
}
