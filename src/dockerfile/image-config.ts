import { Instruction } from './instruction';

/**
 * The configuration of an image: how its containers run.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/config.md#properties
 */
export interface ImageConfig {
  /** The user, and after a colon the group: names or IDs. Undefined if only the base image sets it. */
  readonly user?: string;
  /** The environment variables, without those of the base image. */
  readonly environment: { readonly [name: string]: string };
  /** The labels, without those of the base image. */
  readonly labels: { readonly [name: string]: string };
  /** The exposed ports: `8000`, `53/udp`. */
  readonly exposedPorts: string[];
  /** The entrypoint. The shell form is returned as `/bin/sh -c …`. */
  readonly entrypoint?: string[];
  /** The command. The shell form is returned as `/bin/sh -c …`. */
  readonly command?: string[];
  /** The command of the health check; an empty list means that the health check is disabled. */
  readonly healthCheck?: string[];
}

/** The configuration that results from instructions: the last instruction of a kind counts. */
export function imageConfig(instructions: Instruction[]): ImageConfig {
  const all = (keyword: string) => instructions.filter(instruction => instruction.keyword === keyword);
  const last = (keyword: string) => all(keyword).pop();
  const variables = (keyword: string) => Object.fromEntries(all(keyword).flatMap(instruction => Object.entries(instruction.variables)));
  const healthCheck = last('HEALTHCHECK');
  return {
    user: last('USER')?.operands,
    environment: variables('ENV'),
    labels: variables('LABEL'),
    exposedPorts: [...new Set(all('EXPOSE').flatMap(({ operands }) => operands.split(/\s+/)))],
    entrypoint: last('ENTRYPOINT')?.argv,
    command: last('CMD')?.argv,
    healthCheck: healthCheck && /^NONE$/i.test(healthCheck.operands) ? [] : healthCheck?.argv,
  };
}
