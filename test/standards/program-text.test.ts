import { commandsOfProgram, isInterpreter, programText, stringsOf } from '../../src/standards/program-text';

const INTERPRETERS = [
  'python', 'python3', 'python3.14', '/usr/bin/python3', 'pypy', 'pypy3.11', 'perl', 'perl5.40', 'ruby', 'ruby3.3', 'node', 'nodejs', 'bun', 'php', 'php8.4', 'lua', 'lua5.4', 'Rscript', 'R', 'julia', 'groovy', 'elixir', 'expect',
  'vim', 'vi', 'ex', 'tclsh', 'tclsh8.6', 'awk', 'gawk', 'mawk', 'nawk', 'original-awk', './x/awk',
];

test.each(INTERPRETERS)('%s reads programs in another language than a shell\'s', (program) => {
  expect(isInterpreter(program)).toBe(true);
});

test.each(['sh', 'bash', 'pythonic', 'xpython', 'node20', 'python3x', 'awks', 'xawk', 'constructor', 'toString', '__proto__', ''])('%j is no interpreter of another language', (program) => {
  expect([isInterpreter(program), programText([program, '-c', 'x'])]).toEqual([false, undefined]);
});

test.each<[string[], string | undefined]>([
  [['python', '-c', 'x'], 'x'],
  [['python3.14', '-I', '-c', 'x', 'y'], 'x'],
  [['python', '-Ic', 'x'], 'x'],
  [['python', '-cx'], 'x'],
  [['python', '-c', ''], ''],
  [['python', '-c'], ''],
  [['python', '-m', 'x', '-c', 'y'], undefined],
  [['python', 'x.py', '-c', 'y'], undefined],
  [['python', '-mc', 'y'], undefined],
  [['python', '-', '-c', 'y'], undefined],
  [['python', '-E'], undefined],
  [['python'], undefined],
  [['python', '-c', 'a\nb'], 'a\nb'],
  [['perl', '-ne', 'x'], 'x'],
  [['perl', '-E', 'x'], 'x'],
  [['perl', '-e', 'x', '-e', 'y'], 'x'],
  [['perl', '-MA=e', '-c', 'x'], undefined],
  [['ruby', '-e', 'x'], 'x'],
  [['node', '-e', 'x'], 'x'],
  [['node', '-p', 'x'], 'x'],
  [['node', '--eval', 'x'], 'x'],
  [['node', '--eval=x'], 'x'],
  [['node', '--print=x', '--execute=y'], 'x\ny'],
  [['deno', 'eval', 'x'], undefined],
  [['bun', 'eval', 'x'], 'x'],
  [['bun', 'evaluate', 'x'], undefined],
  [['php', '-r', 'x'], 'x'],
  [['lua', '-e', 'x'], 'x'],
  [['expect', '-c', 'x'], 'x'],
  [['vim', '-c', 'x'], 'x'],
  [['vim', '+!x'], '!x'],
  [['vim', '+x'], undefined],
  [['tclsh', '-c', 'x'], undefined],
  [['tclsh', '-', 'x'], undefined],
  [['awk', 'x'], 'x'],
  [['awk', '-F', ':', 'x'], 'x'],
  [['awk', '-v', 'a=b', 'x', 'y'], 'x'],
  [['awk', '-F:', 'x'], 'x'],
  [['awk', '-f', 'x'], undefined],
  [['awk', '--file=x', 'y'], undefined],
  [['awk', 'x-f'], 'x-f'],
  [['awk', '--', 'x'], 'x'],
  [['awk'], undefined],
])('%j has the program %j', (words, text) => {
  expect(programText(words)).toBe(text);
});

test.each<[string, string[]]>([
  ['a("b", \'c\')', ['b', 'c']],
  ['"""a "b" c""" + \'\'\'d\'\'\'', ['a "b" cd']],
  ['"a\\"b"; `c\\`d`; \'e\\\'f\'', ['a"b', 'c`d', 'e\'f']],
  ['q(a); qq{b}; qx/c/; qw[d]; %x(e); %w|f|', ['a', 'b', 'c', 'd', 'e', 'f']],
  ['"a" + "b" . "c" "d"', ['abcd']],
  ['"a" - "b"', ['a', 'b']],
  ['"a" => "b", "c"', ['a', 'b', 'c']],
  ['"\\x41\\u0042\\n\\r\\t\\q"', ['AB\n\ntq']],
  ['"open', ['open']],
  ['\'open', ['open']],
  ['`open', ['open']],
  ['"""open', ['open']],
  ['qx(open', ['open']],
  ['""', ['']],
  ['no strings', []],
])('the strings of %s are %j', (text, strings) => {
  expect(stringsOf(text)).toEqual(strings);
});

/** Calls that start programs, in the languages of the interpreters. */
const STARTING = [
  'os.system("a b")', 'os.popen("a b")', 'os.execl("a b")', 'os.execvpe("a b")', 'os.execve("a b")', 'os.execute("a b")', 'cp.execFile("a b")', 'cp.execSync("a b")', 'cp.execFileSync("a b")', 'os.spawnlp("a b")', 'cp.spawnSync("a b")',
  'os.posix_spawn("a b")', 'os.posix_spawnp("a b")', 'subprocess.run("a b")', 'require("child_process").x("a b")', 'check_call("a b")', 'check_output("a b")', 'getoutput("a b")', 'getstatusoutput("a b")', 'run_module("a b")', 'runpy.x("a b")',
  'shell_exec("a b")', 'passthru("a b")', 'proc_open("a b")', 'Popen("a b")', 'Open3.x("a b")', 'capture2("a b")', 'capture2e("a b")', 'syscall("a b")', 'qx"a b"', 'shell("a b")', 'backtick("a b")', 'Shellwords.x("a b")', 'pty.x("a b")',
  '`a b`', '%x(a b)', 'import pip; x("a b")', 'from pip import x; x("a b")', 'pip.main("a b")', '"a b" | getline', 'print "x" | "a b"',
];

test.each(STARTING)('%s starts a script', (text) => {
  expect(commandsOfProgram(text).scripts).toContain('a b');
});

test.each(['print("a b")', 'filesystem("a b")', 'systems("a b")', 'x = "a b"', 'recheck_call("a b")', 'importpip("a b")', 'pipx("a b")', '"a b" || getLine', 'print "a b"; x | "c d"', 'execs("a b")', 'empty("a b")'])('%s starts nothing', (text) => {
  expect(commandsOfProgram(text)).toEqual({ scripts: [], lists: [] });
});

test.each<[string, string[], string[][]]>([
  ['system("a", "b", "c d")', ['c d'], [['a', 'b', 'c d']]],
  ['system("a", ["b", "c"])', [], [['a', 'b', 'c'], ['b', 'c']]],
  ['system("a", ("b", "c" + "d"))', [], [['a', 'b', 'cd'], ['b', 'cd']]],
  ['system("a"); x("b")', [], []],
  ['system(" a ")', [], []],
  ['system("a"), ["b", "c"]', [], [['b', 'c']]],
  ['import pip; pip.main(["install", "x"])', [], [['pip', 'install', 'x']]],
  ['from pip import main; main(["install", "x"])', [], [['pip', 'install', 'x']]],
  ['pip._internal.main(["install", "x"])', [], [['pip', 'install', 'x']]],
  ['__import__( "pip").system(["install", "x"])', [], [['pip', 'install', 'x']]],
  ['__import__(\'pip\').system(["install", "x"])', [], [['pip', 'install', 'x']]],
  ['import pip; pip.main(["list", "x"])', [], [['list', 'x']]],
  ['system(["install", "x"])', [], [['install', 'x']]],
  ['!a b', ['a b'], []],
  ['x\n  :!a b\ny', ['a b'], []],
  ['x !a b', [], []],
  [`${' '.repeat(10)}!a b`, [], []],
])('%s starts %j and %j', (text, scripts, lists) => {
  expect(commandsOfProgram(text)).toEqual({ scripts, lists });
});
