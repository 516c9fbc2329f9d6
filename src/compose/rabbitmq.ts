import { BackingOptions, checkBacking } from './backing-options';
import { publishedPort, ServiceProps } from './service-props';

const PORT = 5672;

/** @see https://hub.docker.com/_/rabbitmq */
export function rabbitmq(options: BackingOptions): ServiceProps {
  checkBacking('rabbitmq', options, {});
  const { image = 'rabbitmq:4', port } = options;
  return {
    image,
    // without a user, clients connect as guest, which the image accepts from everywhere
    applicationEnvironment: { RABBITMQ_URL: `amqp://rabbitmq:${PORT}/` },
    healthCheck: ['rabbitmq-diagnostics', '--quiet', 'check_port_connectivity'],
    volumes: { data: '/var/lib/rabbitmq' },
    ports: publishedPort(port, PORT),
    hostname: 'rabbitmq', // the paths of its data contain the host name
  };
}
