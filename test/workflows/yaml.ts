import { createRequire } from 'module';

/** Reads YAML with what projen has written it. */
export const { parse }: { parse: (text: string) => any } = createRequire(require.resolve('projen'))('yaml');
