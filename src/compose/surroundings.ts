import { Service } from './service';
import { invalidOption } from '../dockerfile/invalid-option';

/** What a container of the application needs to know of what runs beside it. */
export interface Surroundings {
  /** What it waits for. */
  readonly dependsOn: { readonly [service: string]: { readonly condition: string } };
  /** The variables that lead to the services. */
  readonly environment: { readonly [name: string]: string };
  /** The names of the secrets that it sees. */
  readonly secrets: string[];
}

/** @throws when two services give the application the same variable */
export function surroundings(services: readonly Service[], secrets: string[]): Surroundings {
  const variables = new Map<string, string>();
  for (const { name, _props: { applicationEnvironment = {} } } of services) {
    for (const [variable, text] of Object.entries(applicationEnvironment)) {
      if (variables.has(variable)) {
        throw invalidOption(`services.${name}.applicationEnvironment name`, variable, 'another service gives the application this variable', 'Give one of them another name');
      }
      variables.set(variable, text);
    }
  }
  return { dependsOn: conditions(services), environment: Object.fromEntries(variables), secrets };
}

/** A service that can say when it is ready is waited for. */
function conditions(services: readonly Service[]): Surroundings['dependsOn'] {
  return Object.fromEntries(services.map(({ name, _props: { healthCheck } }) => [name, { condition: healthCheck ? 'service_healthy' : 'service_started' }]));
}

/** The same, for what starts when a job has succeeded. */
export function after(job: string | undefined, { dependsOn, ...rest }: Surroundings): Surroundings {
  return { ...rest, dependsOn: job === undefined ? dependsOn : { ...dependsOn, [job]: { condition: 'service_completed_successfully' } } };
}
