/** A problem that one line explains, or that has been explained already. */
export class Problem extends Error {}
