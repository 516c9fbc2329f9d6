/** The options of a program that take an argument, and the number of words before the program that it starts. */
interface Prefix {
  readonly values: RegExp;
  readonly operands?: number;
}

const NONE = /^$/;

/** Programs that start another program with the remaining words. */
const PREFIXES = new Map<string, Prefix>([
  ['asdf exec', { values: NONE }],
  ['aws-vault exec', { values: /^-[dn]$/, operands: 1 }],
  ['busybox', { values: NONE }],
  ['catchsegv', { values: NONE }],
  ['catatonit', { values: NONE }],
  ['cgexec', { values: /^-g$/ }],
  ['choom', { values: /^(-[np]|--(adjust|pid))$/ }],
  ['chpst', { values: /^-[uUbemodnlL/]$/ }],
  ['chronic', { values: NONE }],
  ['chroot', { values: NONE, operands: 1 }],
  ['chrt', { values: /^-[TPD]$/, operands: 1 }],
  ['command', { values: NONE }],
  ['builtin', { values: NONE }],
  ['conda run', { values: /^(-[np]|--(name|prefix|cwd))$/ }],
  ['dbus-run-session', { values: NONE }],
  ['direnv exec', { values: NONE, operands: 1 }],
  ['doas', { values: /^-[Cu]$/ }],
  ['doppler run', { values: /^-[pc]$/ }],
  ['dotenv run', { values: /^-[fe]$/ }],
  ['dumb-init', { values: /^(-r|--rewrite)$/ }],
  ['eatmydata', { values: NONE }],
  ['entr', { values: NONE }],
  ['env', { values: /^(-[auC]|--(argv0|unset|chdir))$/ }],
  ['envdir', { values: NONE, operands: 1 }],
  ['eval', { values: NONE }],
  ['exec', { values: /^-a$/ }],
  ['faketime', { values: /^-p$/, operands: 1 }],
  ['fakechroot', { values: NONE }],
  ['fakeroot', { values: /^-[lsibu]$/ }],
  ['firejail', { values: NONE }],
  ['flock', { values: /^(-[wEo]|--(timeout|conflict-exit-code))$/, operands: 1 }],
  ['gosu', { values: NONE, operands: 1 }],
  ['hatch run', { values: /^(-e|--env)$/ }],
  ['hyperfine', { values: /^(-[wmMrnsSpc]|--(warmup|min-runs|max-runs|runs|name|shell|prepare|cleanup|setup))$/ }],
  ['i386', { values: NONE }],
  ['ionice', { values: /^(-[cnpPu]|--(class|classdata))$/ }],
  ['linux32', { values: NONE }],
  ['linux64', { values: NONE }],
  ['ld.so', { values: /^--(argv0|library-path|preload|audit)$/ }],
  ['ltrace', { values: /^-[aeFlnopsuwxX]$/ }],
  ['mamba run', { values: /^(-[np]|--(name|prefix|cwd))$/ }],
  ['micromamba run', { values: /^(-[npr]|--(name|prefix|cwd))$/ }],
  ['mise exec', { values: /^(-[Cj]|--(cd|command|jobs))$/ }],
  ['nice', { values: /^(-n|--adjustment)$/ }],
  ['nohup', { values: NONE }],
  ['nsenter', { values: /^(-[tSG]|--(target|setuid|setgid))$/ }],
  ['numactl', { values: /^(-[ipNmCw]|--(interleave|preferred|cpunodebind|membind|physcpubind))$/ }],
  ['op run', { values: NONE }],
  ['pdm run', { values: /^(-p|--project)$/ }],
  ['pipenv run', { values: NONE }],
  ['pixi run', { values: /^(-e|--environment|--manifest-path)$/ }],
  ['poetry run', { values: /^(-[CP]|--(directory|project))$/ }],
  ['prlimit', { values: /^(-p|--pid)$/ }],
  ['proxychains', { values: /^-f$/ }],
  ['proxychains4', { values: /^-f$/ }],
  ['runuser -u', { values: NONE, operands: 1 }],
  ['runuser --user', { values: NONE, operands: 1 }],
  ['pyenv exec', { values: NONE }],
  ['rye run', { values: NONE }],
  ['s6-setuidgid', { values: NONE, operands: 1 }],
  ['rlwrap', { values: NONE }],
  ['s6-envdir', { values: NONE, operands: 1 }],
  ['setarch', { values: NONE, operands: 1 }],
  ['setpriv', { values: /^--(reuid|regid|groups|inh-caps|ambient-caps|bounding-set|securebits)$/ }],
  ['setsid', { values: NONE }],
  ['setuidgid', { values: NONE, operands: 1 }],
  ['softlimit', { values: /^-[adcfomprst]$/ }],
  ['stdbuf', { values: /^(-[ioe]|--(input|output|error))$/ }],
  ['ssh', { values: /^-[BbcDEeFIiJLlmOopQRSWw]$/, operands: 1 }],
  ['sshpass', { values: /^-[pfdP]$/ }],
  ['strace', { values: /^-[abeEIopPsSuUX]$/ }],
  ['su-exec', { values: NONE, operands: 1 }],
  ['sudo', { values: /^(-[CDgpRrTtUu]|--(chdir|chroot|close-from|command-timeout|group|host|other-user|prompt|role|type|user))$/ }],
  ['systemd-run', { values: /^(-[tpEuM]|--(unit|property|uid|gid|setenv))$/ }],
  ['taskset', { values: NONE, operands: 1 }],
  ['time', { values: /^(-[fo]|--(format|output))$/ }],
  ['timeout', { values: /^(-[ks]|--(kill-after|signal))$/, operands: 1 }],
  ['tini', { values: /^-[epv]$/ }],
  ['tsocks', { values: NONE }],
  ['torsocks', { values: NONE }],
  ['unbuffer', { values: NONE }],
  ['unshare', { values: /^-[RSGw]$/ }],
  ['valgrind', { values: NONE }],
  ['watch', { values: /^(-n|--interval)$/ }],
  ['uv run', { values: /^(-[pCPw]|--(with|with-editable|with-requirements|python|project|directory|package|group|extra|env-file|cache-dir|index-url))$/ }],
  ['uvx', { values: /^(-[pCPw]|--(with|from|python|cache-dir|index-url))$/ }],
  ['with-contenv', { values: NONE }],
  ['xargs', { values: /^(-[adEILnPs]|--(arg-file|delimiter|max-args|max-procs|max-chars|process-slot-var))$/ }],
  ['xvfb-run', { values: /^-[enpsw]$/ }],
]);

/** A prefix that starts a program, and the index of the program in a list of words. */
export interface FoundPrefix {
  readonly name: string;
  readonly start: number;
}

/** The prefix at an index of a list of words, if there is one. */
export function prefixAt(words: string[], index: number): FoundPrefix | undefined {
  const first = words[index]?.replace(/^.*\//, '').replace(/^ld-(linux|musl).*/, 'ld.so');
  const pair = `${first} ${words[index + 1] ?? ''}`;
  const name = PREFIXES.has(pair) ? pair : first;
  // an unset variable is empty
  const prefix = PREFIXES.get(name) ?? (/^\$(\w+|\{\w+\})$/.test(name) && index + 1 < words.length ? { values: NONE } : undefined);
  if (!prefix) {
    return undefined;
  }
  const { values, operands = 0 } = prefix;
  let start = index + (name === pair ? 2 : 1);
  for (const others of operands > 0 ? [operands, 0] : [0]) { // `setarch x86_64 -R a` has options on both sides of an operand
    while (start < words.length && /^-./.test(words[start]) && words[start] !== '--') {
      if (hasScript(name, words[start])) {
        return undefined;
      }
      start += values.test(words[start]) ? 2 : 1;
    }
    start += words[start] === '--' ? 1 : 0;
    start += others;
  }
  while (start < words.length && /^[A-Za-z_]\w*\+?=/.test(words[start])) {
    start += 1; // env, sudo and a shell accept variables there
  }
  return hasScript(name, words[start]) ? undefined : { name, start };
}

/** A command without its prefixes. */
export function withoutPrefixes(words: string[]): string[] {
  let start = 0;
  for (let prefix = prefixAt(words, 0); prefix; prefix = prefixAt(words, start)) {
    ({ start } = prefix);
  }
  return words.slice(start);
}

/** Whether a program only locates another one, or gets the command to start as a single word. */
function hasScript(name: string, option: string | undefined): boolean {
  switch (name) {
    case 'command':
      return option === '-v' || option === '-V';
    case 'env':
      return /^(-\w*S|--split-string)/.test(option ?? '');
    case 'flock':
      return option === '-c' || option === '--command';
    default:
      return false;
  }
}
