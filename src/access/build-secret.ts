/** A secret of a build, from an environment variable or a file of the build host. */
export interface BuildSecret {
  readonly id: string;
  readonly environment?: string;
  readonly file?: string;
}

/** A secret as `docker build` and bake read it: comma-separated values. */
export function secretText({ id, environment, file }: BuildSecret): string {
  const source = environment === undefined ? `src=${file}` : `env=${environment}`;
  return `id=${id},${/[",]/.test(source) ? `"${source.replace(/"/g, '""')}"` : source}`;
}
