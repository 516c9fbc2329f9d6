import { posix } from 'path';
import { isShell } from './shell-commands';

const INTERPRETER = /^(python[\d.]*|source|\.)$/;
const VERIFIER = /^(sha\d+sum|b2sum|gpgv?|cosign|minisign|openssl)$/;

/** The options with which a program says where a download goes: to a file of this name, or to one with the name of its address. */
const OUTPUT: { readonly [program: string]: { readonly named: RegExp; readonly own: RegExp } } = {
  curl: { named: /^(-\w*o|--output)$/, own: /^(-\w*O|--remote-name(-all)?)$/ },
  wget: { named: /^(-\w*O|--output-document)$/, own: /^\w+:\/\// },
};

/** What runs a file that an earlier command has downloaded, with no checksum or signature compared between them. */
export function unverifiedRuns(commands: string[][]): string[] {
  const files = new Set<string>();
  return commands.flatMap(([program, ...rest]) => {
    if (VERIFIER.test(program)) {
      files.clear();
    }
    downloads(program, rest).forEach(file => files.add(posix.basename(file)));
    const script = isShell(program) || INTERPRETER.test(program) ? rest.find(word => !word.startsWith('-')) : undefined;
    return files.has(posix.basename(script ?? program)) ? [script === undefined ? program : `${program} ${script}`] : [];
  });
}

/** The files that a command downloads. */
function downloads(program: string, rest: string[]): string[] {
  const output = OUTPUT[program];
  if (!output) {
    return [];
  }
  const list = rest.flatMap(word => /^--[\w-]+=/.test(word) ? [word.replace(/=[^]*/, ''), word.replace(/^[^=]*=/, '')] : word);
  const named = list.filter((_, index) => output.named.test(list[index - 1] ?? ''));
  const addresses = list.filter(word => /^\w+:\/\//.test(word)).map(address => address.replace(/[?#].*/, ''));
  return named.length === 0 && list.some(word => output.own.test(word)) ? addresses : named;
}
