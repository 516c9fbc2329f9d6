/** The names and the flags among arguments. */
export function namesAndFlags(argv: string[]): { readonly names: string[]; readonly flags: string[] } {
  return { names: argv.filter(argument => !argument.startsWith('-')), flags: argv.filter(argument => argument.startsWith('-')) };
}
