import { BackingOptions, checkBacking } from './backing-options';
import { publishedPort, ServiceProps } from './service-props';

const PORT = 6379;

/** @see https://hub.docker.com/_/redis */
export function redis(options: BackingOptions): ServiceProps {
  checkBacking('redis', options, {});
  const { image = 'redis:8', port } = options;
  return {
    image,
    applicationEnvironment: { REDIS_URL: `redis://redis:${PORT}/0` },
    healthCheck: ['redis-cli', '-e', 'ping'],
    volumes: { data: '/data' },
    ports: publishedPort(port, PORT),
  };
}
