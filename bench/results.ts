import { existsSync, readFileSync, writeFileSync } from 'fs';

/** Between the parts of a name, in the file. */
const SEPARATOR = ' / ';

/** What was measured: the values of all runs, or why there are none. */
export class Results {
  private readonly values = new Map<string, number[]>();
  private readonly failures = new Map<string, string>();

  public add(measure: string, subject: string, candidate: string, value: number): void {
    const key = [measure, subject, candidate].join('\n');
    this.values.set(key, [...this.values.get(key) ?? [], value]);
  }

  public fail(measure: string, subject: string, candidate: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`${measure}, ${subject}, ${candidate}: ${message}`);
    this.failures.set([measure, subject, candidate].join('\n'), message);
  }

  /** Takes over what earlier runs have kept in a file, but for those that are taken now. */
  public load(file: string, isTakenNow: (measure: string, subject: string, candidate: string) => boolean): void {
    if (existsSync(file)) {
      const kept: { [key: string]: number[] | string } = JSON.parse(readFileSync(file, 'utf8'));
      for (const [key, value] of Object.entries(kept).map(([text, entry]) => [text.split(SEPARATOR), entry] as const)) {
        const [measure, subject, candidate] = key;
        if (isTakenNow(measure, subject, candidate)) {
          continue;
        }
        if (typeof value === 'string') {
          this.failures.set(key.join('\n'), value);
        } else {
          this.values.set(key.join('\n'), value);
        }
      }
    }
  }

  /** Keeps everything in a file, one candidate a line. */
  public save(file: string): void {
    const lines = [...this.values, ...this.failures].map(([key, value]) => `  ${JSON.stringify(key.split('\n').join(SEPARATOR))}: ${JSON.stringify(value)}`);
    writeFileSync(file, `{\n${lines.sort().join(',\n')}\n}\n`);
  }

  /** The fewest and the most runs of a measure. */
  public runs(measure: string): number[] {
    const counts = [...this.values].filter(([key]) => key.split('\n')[0] === measure).map(([, values]) => values.length);
    return [Math.min(...counts), Math.max(...counts)];
  }

  /** What a measure was taken of: applications, or sizes. */
  public subjects(measure: string): string[] {
    return [...new Set(this.keys().filter(key => key[0] === measure).map(key => key[1]))];
  }

  /** The values of all runs; none if there are none. */
  public of(measure: string, subject: string, candidate: string): number[] {
    return this.values.get([measure, subject, candidate].join('\n')) ?? [];
  }

  /** Why a candidate has no values, or fewer than the others. */
  public failure(measure: string, subject: string, candidate: string): string | undefined {
    return this.failures.get([measure, subject, candidate].join('\n'));
  }

  private keys(): string[][] {
    return [...this.values.keys(), ...this.failures.keys()].map(key => key.split('\n'));
  }
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}
