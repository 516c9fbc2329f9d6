import { Rule } from '../rule';

/** What is asked for beyond the baseline. */
export const STRICT: Rule[] = [];
