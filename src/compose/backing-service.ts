import { literal, literals } from './compose-text';
import { Service } from './service';

/** Databases need time to write their data to disk. */
const GRACE = '30s';

/** A service that the application needs, from an existing image. */
export function backingService({ name, _props: props }: Service, image: string): { [name: string]: unknown } {
  const { command, environment = {}, healthCheck, volumes = {}, ports = [], secrets = [], hostname } = props;
  return {
    image,
    ...hostname === undefined ? {} : { hostname },
    ...command === undefined ? {} : { command: command.map(literal) },
    ...Object.keys(environment).length ? { environment: literals(environment) } : {},
    ...secrets.length ? { secrets } : {},
    ...ports.length ? { ports: ports.map(({ host, container }) => `127.0.0.1:${host}:${container}`) } : {},
    ...Object.keys(volumes).length ? { volumes: Object.entries(volumes).map(([volume, path]) => `${volumeName(name, volume)}:${path}`) } : {},
    ...healthCheck === undefined ? {} : {
      healthcheck: { test: ['CMD', ...healthCheck.map(literal)], interval: '30s', timeout: '5s', start_period: '60s', start_interval: '1s' },
    },
    stop_grace_period: GRACE,
  };
}

/** The top-level volumes of the file. */
export function volumesOf(services: readonly Service[]): { [volume: string]: object } {
  const names = services.flatMap(({ name, _props: { volumes = {} } }) => Object.keys(volumes).map(volume => volumeName(name, volume)));
  return Object.fromEntries(names.map(volume => [volume, {}]));
}

/** Neither name has a _, so that two services never share a volume. */
function volumeName(service: string, volume: string): string {
  return `${service}_${volume}`;
}
