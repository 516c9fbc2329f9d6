import { Service } from './service';
import { invalidOption } from '../dockerfile/invalid-option';

/** The facts about services for a container of the application. */
export interface Surroundings {
  /** The services that it waits for. */
  readonly dependsOn: { readonly [service: string]: { readonly condition: string } };
  /** The variables with the URLs of the services. */
  readonly environment: { readonly [name: string]: string };
  /** The names of its secrets. */
  readonly secrets: string[];
}

/** @throws when two services set the same variable of the application */
export function surroundings(services: readonly Service[], secrets: string[]): Surroundings {
  const variables = new Map<string, string>();
  for (const { name, _props: { applicationEnvironment = {} } } of services) {
    for (const [variable, text] of Object.entries(applicationEnvironment)) {
      if (variables.has(variable)) {
        throw invalidOption(`services.${name}.applicationEnvironment name`, variable, 'another service sets this variable of the application', 'Rename one of them');
      }
      variables.set(variable, text);
    }
  }
  return { dependsOn: conditions(services), environment: Object.fromEntries(variables), secrets };
}

/** The application waits until a service with a health check is ready. */
function conditions(services: readonly Service[]): Surroundings['dependsOn'] {
  return Object.fromEntries(services.map(({ name, _props: { healthCheck } }) => [name, { condition: healthCheck ? 'service_healthy' : 'service_started' }]));
}

/** The same, for processes that start after a job has succeeded. */
export function after(job: string | undefined, { dependsOn, ...rest }: Surroundings): Surroundings {
  return { ...rest, dependsOn: job === undefined ? dependsOn : { ...dependsOn, [job]: { condition: 'service_completed_successfully' } } };
}
