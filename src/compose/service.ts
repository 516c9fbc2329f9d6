import { BackingOptions } from './backing-options';
import { CustomServiceOptions, checkService } from './custom-service';
import { postgres, PostgresOptions } from './postgres';
import { rabbitmq } from './rabbitmq';
import { redis } from './redis';
import { ServiceProps } from './service-props';

/** A service that the application needs to run: a database, a cache, a broker. For development and tests, from an existing image. */
export class Service {
  /** PostgreSQL, with an empty database `app`. Every process of the application gets DATABASE_URL. */
  public static postgres(options: PostgresOptions = {}): Service {
    return new Service('postgres', postgres(options));
  }

  /** Redis. Every process of the application gets REDIS_URL. */
  public static redis(options: BackingOptions = {}): Service {
    return new Service('redis', redis(options));
  }

  /** RabbitMQ. Every process of the application gets RABBITMQ_URL. */
  public static rabbitmq(options: BackingOptions = {}): Service {
    return new Service('rabbitmq', rabbitmq(options));
  }

  /**
   * Any other image.
   *
   * @param name the name of the service, and of its host in the network of the project
   * @throws when the name or an option cannot work
   */
  public static custom(name: string, options: CustomServiceOptions): Service {
    return new Service(name, checkService(name, options));
  }

  private constructor(
    /** The name of the service, and of its host in the network of the project. */
    public readonly name: string,
    /** @internal */
    public readonly _props: ServiceProps,
  ) {}
}
