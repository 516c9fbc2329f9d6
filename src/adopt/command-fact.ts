import { argvOf } from './command-line';
import { Fact } from './fact';

/** Converts a fact with a command line into one with a program and its arguments. */
export function argvFact(fact: Fact, variables: { readonly [name: string]: string }): Fact {
  const { shell } = (fact.value ?? {}) as { shell?: string };
  return shell === undefined ? fact : { ...fact, value: argvOf(shell, variables) };
}
