import { Instruction } from './instruction';

/**
 * How a container runs, as its image says.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/config.md#properties
 */
export interface ImageConfig {
  /** The user, and after a colon the group: names or numbers. Nothing where the base image decides. */
  readonly user?: string;
  /** The environment variables, without those of the base image. */
  readonly environment: { readonly [name: string]: string };
  /** The labels, without those of the base image. */
  readonly labels: { readonly [name: string]: string };
  /** The ports: `8000`, `53/udp`. */
  readonly exposedPorts: string[];
  /** The program in front of the command. A shell form runs in `/bin/sh -c`. */
  readonly entrypoint?: string[];
  /** The command. A shell form runs in `/bin/sh -c`. */
  readonly command?: string[];
  /** The program whose success tells that the container works; an empty list says that there is none. */
  readonly healthCheck?: string[];
}

/** What instructions come to: the last one counts. */
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
