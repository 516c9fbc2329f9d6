import { backingService, volumesOf } from './backing-service';
import { buildSecrets } from './build-section';
import { ComposeModel } from './compose-file';
import { literal } from './compose-text';
import { DevContainer } from './dev-container';
import { processService } from './process-service';
import { checkSecretsOf } from './secrets';
import { Service } from './service';
import { after, surroundings } from './surroundings';
import { testService } from './test-service';
import { invalidOption } from '../dockerfile/invalid-option';
import { RELEASE, WEB } from '../processes/process';
import { ProcessFacts } from '../processes/process-facts';
import { PythonContainer } from '../python-container';

/** The model of a compose file. */
export interface ComposeParts {
  readonly containers: readonly PythonContainer[];
  readonly services: readonly Service[];
  /** The files of secrets, by the names of the secrets. */
  readonly secrets: { readonly [name: string]: string };
  readonly devContainer?: DevContainer;
}

/** @throws when two services have the same name or port, or a service uses an unknown secret */
export function composeModel({ containers, services, secrets, devContainer }: ComposeParts): ComposeModel {
  checkSecretsOf(services, secrets);
  const [first] = containers;
  const around = surroundings(services, Object.keys(secrets));
  const ports = publishedPorts(services);
  const parts = containers.flatMap(container => container.facts.processes
    .map(process => ({ name: serviceName(container, process), container, process })));
  const release = parts.find(({ process }) => process.job && process.name === RELEASE)?.name;

  const entries: [string, object][] = parts.map(({ name, container, process }) => {
    const isTaken = process.port !== undefined && ports.has(process.port);
    ports.add(process.port ?? 0);
    return [name, processService(container, process, after(name === release ? undefined : release, around), isTaken)];
  });
  entries.push(
    ...services.map((service): [string, object] => [service.name, backingService(service, first._facts.image(service._props.image))]),
    ...testService(first, around),
    ...devContainer?.services(around) ?? [],
  );
  refuseTwins(entries.map(([name]) => name));
  const volumes = volumesOf(services);
  const files = Object.entries(secrets).map(([name, file]) => [name, { file: literal(`./${file}`) }]);
  const all = { ...buildSecrets(containers), ...Object.fromEntries(files) };
  return {
    services: Object.fromEntries(entries),
    ...Object.keys(volumes).length ? { volumes } : {},
    ...Object.keys(all).length ? { secrets: all } : {},
  };
}

/** The services of a named container have its name as a prefix. */
function serviceName({ name }: PythonContainer, process: ProcessFacts): string {
  return name === undefined ? process.name : process.name === WEB ? name : `${name}-${process.name}`;
}

/** The host ports of the services. A process gets another host port if its port is taken. */
function publishedPorts(services: readonly Service[]): Set<number> {
  const ports = new Set<number>();
  for (const { name, _props } of services) {
    for (const { host } of _props.ports ?? []) {
      if (ports.has(host)) {
        throw invalidOption(`services.${name} port`, host, 'another service has this host port', 'Change one of them');
      }
      ports.add(host);
    }
  }
  return ports;
}

function refuseTwins(names: string[]): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) {
    throw invalidOption('services', twin, 'compose.yaml already has a service with this name, because services, processes and containers share their names', 'Rename one of them, or set compose to false');
  }
}
