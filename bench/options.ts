/** What the command line says. */
export interface Options {
  /** How often each measure of time is taken. */
  readonly runs: number;
  /** The measures to take; all, if there are none. */
  readonly measures: string[];
  readonly applications: string[];
  readonly candidates: string[];
  /** The file to write; standard output, if there is none. */
  readonly output?: string;
  /** The file that keeps the values, so that the measures can be taken in several runs. */
  readonly results?: string;
}

/** The page that shows what was measured. */
export const RECORD = 'docs/benchmarks.md';

export const USAGE = `usage: npm run bench [-- flags]
  --runs=N              how often each measure of time is taken (5)
  --only=NAME,...       these measures only
  --applications=NAME,...
  --candidates=NAME,...
  --results=FILE        keep the values there, beside those of earlier runs, and write the table of all (docs/benchmarks.json)
  --output=FILE         ${RECORD}; with only a part measured, standard output`;

/** @throws with the usage, when a flag or a name does not exist */
export function parse(argv: string[], known: { measures: string[]; applications: string[]; candidates: string[] }): Options {
  const flags = new Map(argv.map((argument) => {
    const match = /^--(runs|only|applications|candidates|results|output)=(.+)$/.exec(argument);
    if (!match) {
      throw new Error(`${argument} is no flag\n${USAGE}`);
    }
    return [match[1], match[2]] as const;
  }));
  const names = (flag: string, all: string[]) => {
    const chosen = flags.get(flag)?.split(',') ?? [];
    const unknown = chosen.find(name => !all.includes(name));
    if (unknown) {
      throw new Error(`--${flag}=${unknown}: there are ${all.join(', ')}\n${USAGE}`);
    }
    return chosen;
  };
  const runs = Number(flags.get('runs') ?? 5);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Error(`--runs=${flags.get('runs')}: a number from 1\n${USAGE}`);
  }
  const chosen = {
    measures: names('only', known.measures),
    applications: names('applications', known.applications),
    candidates: names('candidates', known.candidates),
  };
  const isWhole = Object.values(chosen).every(list => !list.length);
  const results = flags.get('results') ?? (isWhole ? 'docs/benchmarks.json' : undefined);
  return { runs, ...chosen, results, output: flags.get('output') ?? (results ? RECORD : undefined) };
}
