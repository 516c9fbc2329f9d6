/** Plain commands joined with `&&`, like most RUNs: these are read without loading the parser. */
const PLAIN = /^[\w@%+=:,./*?~ -]+(&&[\w@%+=:,./*?~ -]+)*$/;
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
/** https://www.gnu.org/software/bash/manual/bash.html#Reserved-Words */
const RESERVED = new Set(['if', 'then', 'else', 'elif', 'fi', 'do', 'done', 'case', 'esac', 'while', 'until', 'for', 'select', 'function', 'time', 'coproc', 'in']);

/** The words of each command, if that is all there is. */
export function plainCommands(text: string): string[][] | undefined {
  const lists = PLAIN.test(text) ? text.split('&&').map(plainWords) : [];
  return lists.length > 0 && lists.every(([program]) => program !== undefined && !RESERVED.has(program)) ? lists : undefined;
}

function plainWords(text: string): string[] {
  const words = text.split(' ').filter(word => word !== '');
  const start = words.findIndex(word => !ASSIGNMENT.test(word));
  return start === -1 ? [] : words.slice(start);
}
