import { Bench } from '../bench';

/** Something that is measured. It puts its values into the bench's results, under the names of its sections. */
export interface Measure {
  readonly name: string;
  readonly sections: Section[];
  run(bench: Bench): Promise<void>;
}

/** A part of the table. */
export interface Section {
  /** The name that the values carry in the results. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly digits: number;
  /** How it was measured. */
  readonly how: string;
}
