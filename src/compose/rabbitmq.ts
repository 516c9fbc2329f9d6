import { checkBacking } from './backing-options';
import { ServiceProps } from './service-props';

const PORT = 5672;

/** Options of RabbitMQ. */
export interface RabbitmqOptions {
  /**
   * The image, with its tag.
   *
   * @default "rabbitmq:4"
   */
  readonly image?: string;
  /**
   * The port of this machine on which it is published, on 127.0.0.1.
   *
   * @default - none; only containers of the project can connect
   */
  readonly port?: number;
}

/** @see https://hub.docker.com/_/rabbitmq */
export function rabbitmq(options: RabbitmqOptions): ServiceProps {
  checkBacking('rabbitmq', options, {});
  const { image = 'rabbitmq:4', port } = options;
  return {
    image,
    // without a user, clients connect as guest, which the image accepts from everywhere
    applicationEnvironment: { RABBITMQ_URL: `amqp://rabbitmq:${PORT}/` },
    healthCheck: ['rabbitmq-diagnostics', '--quiet', 'check_port_connectivity'],
    volumes: { data: '/var/lib/rabbitmq' },
    ports: port === undefined ? [] : [{ host: port, container: PORT }],
    hostname: 'rabbitmq', // the paths of its data contain the host name
  };
}
