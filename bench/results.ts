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
