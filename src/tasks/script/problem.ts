/** An error that is explained in one line, or that has already been explained. */
export class Problem extends Error {}
