import { argvOf } from './command-line';
import { Fact } from './fact';

/** A fact of a command line as one of a program and its arguments. */
export function argvFact(fact: Fact, variables: { readonly [name: string]: string }): Fact {
  const { shell } = (fact.value ?? {}) as { shell?: string };
  return shell === undefined ? fact : { ...fact, value: argvOf(shell, variables) };
}
