/** The options after which an interpreter has a program, as single letters: `python -c`, `perl -ne`. */
const OPTIONS = new Map([
  ['python', 'c'], ['pypy', 'c'], ['perl', 'eE'], ['ruby', 'e'], ['node', 'ep'], ['nodejs', 'ep'], ['bun', 'e'], ['php', 'r'], ['lua', 'e'], ['Rscript', 'e'], ['R', 'e'],
  ['julia', 'eE'], ['groovy', 'e'], ['elixir', 'e'], ['expect', 'c'], ['vim', 'c'], ['vi', 'c'], ['ex', 'c'], ['tclsh', ''],
]);
const AWK = /^([gmn]?awk|original-awk)$/;

/** Functions and operators that start programs, of these languages. */
const STARTS = new RegExp([
  '\\b(system|popen|exec[lv]?[ep]*e?|execute|execFile|execSync|execFileSync|spawn\\w*|posix_spawnp?|subprocess|child_process|check_call|check_output|getoutput|getstatusoutput|run_module|runpy',
  'shell_exec|passthru|proc_open|Popen|Open3|capture2e?|syscall|qx|shell|backtick|Shellwords|pty)\\b', '`', '%x', '^[ \\t]{0,9}:?!', '\\b(?:import|from)\\s+pip\\b', '\\bpip\\.', '\\|\\s*getline', '\\bprint\\b[^;|]{0,200}\\|',
].join('|'), 'm');
const IMPORTS_PIP = /\b(?:import|from)\s+pip\b|\bpip\.(?:main|_internal)|__import__\(\s*['"]pip['"]/;
/** A string that is not closed ends with the program. */
const STRINGS = /("""|''')([^]*?)(?:\1|$)|"((?:\\[^]|[^"\\])*)(?:"|$)|'((?:\\[^]|[^'\\])*)(?:'|$)|`((?:\\[^]|[^`\\])*)(?:`|$)|(?:\bq[qxw]?|%[xw])\s?[({[/|]([^)}\]/|]*)(?:[)}\]/|]|$)/g;

/** The name of an interpreter that reads programs in another language than a shell's, without its folder and version. */
function interpreter(program: string): string | undefined {
  const name = program.replace(/^.*\//, '').replace(/(?<=^(?:python|pypy|perl|ruby|lua|php|tclsh))[\d.]+$/, '');
  return OPTIONS.has(name) || AWK.test(name) ? name : undefined;
}

/** Whether a program is such an interpreter. */
export function isInterpreter(program: string): boolean {
  return interpreter(program) !== undefined;
}

/** The program that a command has in its words: `python -c 'import os'`. */
export function programText([program, ...rest]: string[]): string | undefined {
  const name = interpreter(program);
  if (name === undefined) {
    return undefined;
  }
  if (AWK.test(name)) {
    return rest.some(word => /^(-f|--file)/.test(word)) ? undefined : rest.find((word, index) => !/^-./.test(word) && !/^-[vF]$/.test(rest[index - 1] ?? ''));
  }
  const option = new RegExp(`^(?:-(?![-Mm])[A-Za-z]*?[${OPTIONS.get(name) || '-'}]|--(?:eval|print|execute)=?|eval$|\\+(?=!))([^]*)$`);
  const end = rest.findIndex(word => word === '-m' || !/^[-+]./.test(word) && word !== 'eval');
  const found = rest.slice(0, end === -1 ? rest.length : end).flatMap((word, index) => {
    const [, attached] = option.exec(word) ?? [];
    return attached === undefined ? [] : [attached || rest[index + 1] || ''];
  });
  return found.length === 0 ? undefined : found.join('\n');
}

/** The commands that a program may start: scripts of a shell, and lists of words. */
export interface ProgramCommands {
  readonly scripts: string[];
  readonly lists: string[][];
}

/**
 * The commands that a program in another language may start. No parser of these languages is needed for it: if a program starts others, each
 * string in it may be a script, and strings with commas between them may be the words of a command.
 */
export function commandsOfProgram(text: string): ProgramCommands {
  if (!STARTS.test(text)) {
    return { scripts: [], lists: [] };
  }
  const groups = groupsOf(text);
  const isPip = IMPORTS_PIP.test(text);
  const inEditor = [...text.matchAll(/^[ \t]{0,9}:?!(.*)$/gm)].map(([, command]) => command);
  return {
    scripts: [...groups.flat().filter(string => /\s/.test(string.trim())), ...inEditor],
    lists: groups.filter(({ length }) => length > 1).map(words => isPip && words[0] === 'install' ? ['pip', ...words] : words),
  };
}

/** The strings in a program. */
export function stringsOf(text: string): string[] {
  return groupsOf(text).flat();
}

/** The strings in a program: those with commas between them together, and those that are joined as one. */
function groupsOf(text: string): string[][] {
  const groups: string[][] = [];
  let open: string[][] = [];
  let end = 0;
  for (const found of text.matchAll(STRINGS)) {
    const string = unescaped(found.slice(2).find(part => part !== undefined) ?? '');
    const between = text.slice(end, found.index).replace(/\s/g, '');
    if (open.length > 0 && /^[+.]?$/.test(between)) {
      open.forEach(list => list.push(`${list.pop() ?? ''}${string}`));
    } else if (open.length > 0 && /^(,|=>)$/.test(between)) {
      open.forEach(list => list.push(string));
    } else if (open.length > 0 && /^,[[(]$/.test(between)) {
      open = [[...open[open.length - 1], string], [string]]; // a program and its arguments, or a list of both
      groups.push(...open);
    } else {
      open = [[string]];
      groups.push(...open);
    }
    end = found.index + found[0].length;
  }
  return groups;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|([^]))/g, (_, hex?: string, unicode?: string, letter?: string) =>
    letter === undefined ? String.fromCharCode(parseInt(hex ?? unicode!, 16)) : /[nr]/.test(letter) ? '\n' : letter);
}
