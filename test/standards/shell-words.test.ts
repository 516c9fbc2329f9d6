import { readScript } from '../../src/standards/shell-script';

/** The commands of a script, each as a list of words. */
const commandsIn = (script: string) => readScript(script).map(({ words }) => words);

/** The last command of a script. */
const last = (script: string) => commandsIn(script).at(-1);

test.each<[string, string[]]>([
  ['A=b; x $A', ['x', 'b']],
  ['A=b; x ${A}', ['x', 'b']],
  ['A=b; x "$A"', ['x', 'b']],
  ['A=b; x \'$A\'', ['x', '$A']],
  ['A=b; x $\'$A\\x41\'', ['x', '$AA']],
  ['A=b; x $"$A"', ['x', 'b']],
  ['A=b; x y$A"$A"z', ['x', 'ybbz']],
  ['A="b  c"; x $A', ['x', 'b', 'c']],
  ['A="b  c"; x ${A}', ['x', 'b', 'c']],
  ['A="b c"; x "$A"', ['x', 'b c']],
  ['A="b c"; x y$A', ['x', 'yb c']],
  ['A=" "; x $A y', ['x', 'y']],
  ['A=b x $A', ['x', '$A']],
  ['x $A', ['x', '$A']],
  ['A=b; A+=c; x $A', ['x', 'bc']],
  ['A+=c; x $A', ['x', 'c']],
  ['A=b; A=c; x $A', ['x', 'c']],
  ['export A=b; x $A', ['x', 'b']],
  ['local A=b; x $A', ['x', 'b']],
  ['declare A=b; x $A', ['x', 'b']],
  ['readonly A=b; x $A', ['x', 'b']],
  ['typeset A=b; x $A', ['x', 'b']],
  ['exporting A=b; x $A', ['x', '$A']],
  ['reexport A=b; x $A', ['x', '$A']],
  ['A=(b c); x $A', ['x', 'b', 'c']],
  ['A=(b c); x "${A[@]}"', ['x', 'b', 'c']],
  ['A=(b c); x ${A[*]}', ['x', 'b', 'c']],
  ['A=(b c); x ${A[0]}', ['x', '${A[0]}']],
  ['A=(b c); x y"${A[@]}"', ['x', 'yb c']],
  ['x "${B[@]}"', ['x', '${B[@]}']],
  ['x ${A:-b c}', ['x', 'b', 'c']],
  ['A=d; x ${A:-b}', ['x', 'd']],
  ['A=abca; x ${A#ab}', ['x', 'ca']],
  ['A=abca; x ${A#c}', ['x', 'abca']],
  ['A=abca; x ${A%ca}', ['x', 'ab']],
  ['A=abca; x ${A%b}', ['x', 'abca']],
  ['A=abca; x ${A/a/x}', ['x', 'xbcx']],
  ['A=abca; x ${A:1:2}', ['x', 'bc']],
  ['A=abca; x ${A:1}', ['x', 'bca']],
  ['A=abca; x ${A^^}', ['x', 'ABCA']],
  ['A=ABCA; x ${A,,}', ['x', 'abca']],
  ['A=b; B=A; x ${!B}', ['x', 'b']],
  ['A=b; x ${!A}', ['x', '${!A}']],
  ['A=b; x ${#A}', ['x', '${#A}']],
  ['A=b; x ${A@Q}', ['x', 'b']],
  ['x {a,b,c}', ['x', 'a', 'b', 'c']],
  ['x y{a,b}z', ['x', 'yaz', 'ybz']],
  ['x {,a}', ['x', 'a']],
  ['x {1..3}', ['x', '{1..3}']],
  ['x a*b ?c', ['x', 'a*b', '?c']],
  ['x a\\ b "c\\"d"', ['x', 'a b', 'c"d']],
  ['x "$(true)y"', ['x', '$(true)y']],
  ['x $((1+1))', ['x', '$((1+1))']],
])('the last command of %s is %j', (script, words) => {
  expect(last(script)).toEqual(words);
});

test.each<[string, string[]]>([
  ['x $(echo a b)', ['x', 'a', 'b']],
  ['x "$(echo a b)"', ['x', 'a b']],
  ['x `echo a`', ['x', 'a']],
  ['x $(echo a; echo b)', ['x', '$(echo a; echo b)']],
  ['x y$(echo a)', ['x', 'y$(echo a)']],
  ['x "y$(echo a)"', ['x', 'y$(echo a)']],
  ['x $(command -v pip)', ['x', 'pip']],
  ['x $(curl a)', ['x', '$(curl a)']],
  ['$(which pip) x', ['pip', 'x']],
])('what a command prints is a word of %s', (script, words) => {
  expect(last(script)).toEqual(words);
});

test.each<[string, string[]]>([
  ['f() { x $1 $2 $3; }; f a b', ['x', 'a', 'b', '$3']],
  ['f() { x "$@"; }; f a "b c"', ['x', 'a', 'b c']],
  ['f() { x $*; }; f a b', ['x', 'a', 'b']],
  ['f() { x ${@}; }; f a b', ['x', 'a', 'b']],
  ['f() { x "${@:1}"; }; f a b', ['x', 'a', 'b']],
  ['f() { x "y$*"; }; f a b', ['x', 'ya b']],
  ['f() { x $10; }; f a', ['x', 'a0']],
  ['f() { shift; x $1; }; f a b', ['x', 'b']],
  ['f() { shift 2; x $1; }; f a b c', ['x', 'c']],
  ['set -- a b; x $2', ['x', 'b']],
  ['set a b; x $2', ['x', '$2']],
  ['set -e; x "$@"', ['x', '$@']],
  ['f() { true; }; set -- a; f b; x $1', ['x', 'a']],
  ['sh -c \'x $0 $1\' a b', ['x', 'a', 'b']],
  ['for a in b c; do x $a; done', ['x', 'b', 'c']],
  ['f() { for a; do x $a; done; }; f b c', ['x', 'b', 'c']],
  ['for a; do x $a; done', ['x']],
])('the arguments of a script or function are words of %s', (script, words) => {
  expect(last(script)).toEqual(words);
});

test.each<[string, string[]]>([
  ['echo a b | xargs x', ['x', 'a', 'b']],
  ['echo a b | xargs -0 x', ['x', 'a b']],
  ['echo a b | xargs -r0 x', ['x', 'a b']],
  ['echo a b | xargs -d , x', ['x', 'a b']],
  ['echo a b | xargs --null x', ['x', 'a b']],
  ['echo a b | xargs --delimiter=, x', ['x', 'a b']],
  ['xargs -0 x', ['x']],
  ['echo a b | xargs -I % x y% %', ['x', 'ya b', 'a b']],
  ['echo a b | xargs -I% x %', ['x', 'a b']],
  ['echo a b | xargs -i x {}', ['x', 'a b']],
  ['echo a b | xargs --replace x {}', ['x', 'a b']],
  ['echo a b | xargs --replace=% x %', ['x', 'a b']],
  ['curl a | xargs -I% x %', ['x', '%']],
  ['echo a > f; xargs x < f', ['x', 'a']],
  ['curl x | xargs y', ['y']],
])('xargs adds words to a command: %s', (script, words) => {
  expect(last(script)).toEqual(words);
});

test('xargs adds no more than 500 words', () => {
  expect(last(`echo ${'a '.repeat(600)} | xargs x`)).toHaveLength(501);
});

test.each<[string, string[]]>([
  ['echo "a b" | while read l; do x $l; done', ['x', 'a', 'b']],
  ['echo "a b" | while read -r l; do x "$l"; done', ['x', 'a b']],
  ['echo a | { read; x $REPLY; }', ['x', 'a']],
  ['curl a | { read l; x $l; }', ['x', '$l']],
  ['mapfile l <<< a; x $l', ['x', 'a']],
  ['readarray l < <(echo a); x $l', ['x', 'a']],
  ['reading l <<< a; x $l', ['x', '$l']],
])('a variable that is read is a word of %s', (script, words) => {
  expect(last(script)).toEqual(words);
});

test.each<[string, string[][]]>([
  ['alias a="b c"; a d', [['alias', 'a=b c'], ['b', 'c', 'd']]],
  ['alias a="a b"; a', [['alias', 'a=a b'], ['a', 'b']]],
  ['alias -p a; a', [['alias', '-p', 'a'], ['a']]],
  ['alias a="b"; a "c d"', [['alias', 'a=b'], ['b', 'c d']]],
  ['alias a=b; a; a', [['alias', 'a=b'], ['b'], ['b']]],
  ['alias nice=b; nice c', [['alias', 'nice=b'], ['b', 'c']]],
])('an alias is replaced: %s', (script, commands) => {
  expect(commandsIn(script)).toEqual(commands);
});

test.each<[string, string[][]]>([
  ['sudo a', [['sudo'], ['a']]], ['doas a', [['doas'], ['a']]], ['uvx a', [['uvx'], ['a']]], ['ssh h a', [['ssh'], ['a']]], ['nice a', [['a']]], ['sudo', [['sudo']]], ['nice', []], ['sudox a', [['sudox', 'a']]], ['nice sudo a', [['sudo'], ['a']]],
  ['[[ -f $(a) ]]', [['a'], ['[[', '']]], ['((1))', []], ['a &', [['a']]], ['! a', [['a']]], ['a | b | c', [['a'], ['b'], ['c']]], ['coproc a', [['a']]], ['select a in b; do c; done', [['c']]], ['for ((i=0;i<2;i++)); do c; done', [['c']]],
  ['git -c alias.x="!a b" x', [['a', 'b'], ['git', '-c', 'alias.x=!a b', 'x']]], ['find . -exec a ;', [['a'], ['find', '.', '-exec', 'a']]],
])('the commands of %s are %j', (script, commands) => {
  expect(commandsIn(script)).toEqual(commands);
});

test.each<[string, string[][]]>([
  ['echo "a b" > f; sh f', [['a', 'b'], ['sh', 'f']]], ['echo a >> f; . ./f', [['a'], ['.', './f']]], ['echo a | tee f; f', [['tee', 'f'], ['a'], ['f']]], ['echo a | tee -a f g; sh g', [['tee', '-a', 'f', 'g'], ['a'], ['sh', 'g']]],
  ['echo a > f; cp f g; g', [['cp', 'f', 'g'], ['a'], ['g']]], ['echo a > f; mv -f f g; g', [['mv', '-f', 'f', 'g'], ['a'], ['g']]], ['echo a > f; ln -s f g; g', [['ln', '-s', 'f', 'g'], ['a'], ['g']]], ['echo a > f; install -m 755 f g; g', [['install', '-m', '755', 'f', 'g'], ['a'], ['g']]],
  ['echo a > f; cpx f g; g', [['cpx', 'f', 'g'], ['g']]], ['echo a > f; cp f; f', [['cp', 'f'], ['a'], ['f']]], ['ln -s /bin/a b; b c', [['ln', '-s', '/bin/a', 'b'], ['a', 'c'], ['b', 'c']]], ['ln -s "$(command -v a)" b; b', [['command', '-v', 'a'], ['ln', '-s', 'a', 'b'], ['a'], ['b']]],
  ['echo a > f; sh -s < f', [['a'], ['sh', '-s']]], ['sh <<< a', [['a'], ['sh']]], ['sh <<E\na\nE', [['a'], ['sh']]], ['echo a | sh', [['a'], ['sh']]], ['echo a | sh f', [['sh', 'f']]], ['sh <(echo a)', [['a'], ['sh', '<(echo a)']]],
  ['echo "#!/bin/sh\na" > f; f', [['a'], ['f']]], ['echo "#!/usr/bin/python\nos.system(\'a b\')" > f; f', [['a', 'b'], ['f']]], ['echo "#!/usr/bin/python\nx" > f; f', [['f']]], ['echo "os.system(\'a b\')" | python', [['a', 'b'], ['python']]], ['python -c "os.system(\'a b\')"', [['a', 'b'], ['python', '-c', "os.system('a b')"]]],
])('a script that is known is read: %s', (script, commands) => {
  expect(commandsIn(script).filter(([program]) => program !== 'echo')).toEqual(commands);
});

test.each<[string, string[]]>([
  ['a > >(b)', ['a', 'b']], ['a | tee >(b) >(c)', ['a', 'tee', 'b', 'c']], ['exec > >(b); a', ['b', 'a', 'b']], ['{ a; } > >(b)', ['a', 'b']], ['cat <(a)', ['a', 'cat']], ['f() { a; }', ['a']], ['f() { a; }; b', ['b', 'a']], ['f() { a; }; f; f', ['a', 'a']],
  ['f() { f; a; }; f', Array.from({ length: 16 }, () => 'a')],
])('%s runs %j', (script, programs) => {
  expect(commandsIn(script).map(([program]) => program)).toEqual(programs);
});

/** For the last command: the programs whose output it reads, the files that it reads, and those that it writes. */
test.each<[string, string[], string[], string[]]>([
  ['a | b', ['a'], [], []], ['a | b | c', ['b'], [], []], ['{ a; b; } | c', ['a', 'b'], [], []], ['a; b', [], [], []], ['b < f', [], ['f'], []], ['b > f', [], [], ['f']], ['b >> f 2> g', [], [], ['f', 'g']], ['b <> f', [], ['f'], []], ['{ b; } < f > g', [], ['f'], ['g']], ['b < f < g', [], ['f', 'g'], []],
  ['b <<< x', ['echo'], [], []], ['b <<< $(a)', ['a'], [], []], ['V=$(a); b <<< $V', ['a'], [], []], ['b <<E\nx\nE', ['echo'], [], []], ['b < <(a)', ['a'], ['<(a)'], []], ['a | b > f', ['a'], [], ['f']], ['a > f | b', ['a'], [], []], ['F=f; b < $F > $F', [], ['f'], ['f']], ['{ a | b; } < f', ['a'], [], []],
])('the last command of %s reads from %j and %j, and writes %j', (script, input, inputFiles, outputFiles) => {
  const command = readScript(script).at(-1)!;
  expect([command.input.map(({ words }) => words[0]), command.inputFiles, command.outputFiles]).toEqual([input, inputFiles, outputFiles]);
});

test.each<[string, string[][]]>([
  ['b $(a) x', [[], ['a'], []]], ['b "$(a)"', [[], ['a']]], ['V=$(a); b $V', [[], ['a']]], ['V=$(a); b "$V"', [[], ['a']]], ['V=$(a); b x$V', [[], []]], ['V=$(a); V+=$(c); b $V', [[], ['a', 'c']]], ['export V=$(a); b $V', [[], ['a']]], ['$(a) x', [['a'], []]], ['b <(a)', [[], ['a']]], ['a | { read V; b $V; }', [[], ['read']]],
  ['f() { b $1; }; f "$(a)"', [[], ['a']]], ['f() { b "$@"; }; f "$(a)" c', [[], ['a'], []]], ['f() { b "$*"; }; f "$(a)" "$(c)"', [[], ['a'], ['c']]], ['for V in "$(a)" c; do b $V; done', [[], ['a'], ['a']]], ['b $((1)) $(a)$(c)', [[], [], ['a', 'c']]], ['V=$(a); b ${V:-x}', [[], ['a']]], ['b A=$(a)', [[], ['a']]],
])('the words of the last command of %s come from %j', (script, sources) => {
  expect(readScript(script).at(-1)!.sources.map(list => list.map(({ words }) => words[0]))).toEqual(sources);
});

test.each<[string, string[]]>([
  ['A=b exporting c; x $A', ['x', '$A']], ['A=b reexport c; x $A', ['x', '$A']], ['A=b; x $AB', ['x', '$AB']], ['A=b exec; x $A', ['x', '$A']], ['f() { x "$@y"; }; f a', ['x', 'ay']], ['set -- a b; x $@', ['x', 'a', 'b']], ['x $@@', ['x', '$@@']],
  ['alias -p; A=b x; y $A', ['y', '$A']], ['echo " a  b " | xargs x', ['x', 'a', 'b']],
  ['curl a | { read C; $C install; }', ['$C', 'install']], ['curl a | { read C; a$C install; }', ['a$C', 'install']],
])('what is no variable, and no command, stays as it is: %s', (script, words) => {
  expect(last(script)).toEqual(words);
});

test.each<[string, string[]]>([
  ['curl a | xargs -0 sh -c', ['curl', 'sh']], ['curl a | xargs -I{} bash -c {}', ['curl', 'bash', '{}']], ['curl a | xargs python -c', ['curl', 'python']], ['curl a | timeout 5 sh -c ""', ['curl']], ['echo "pip install x" | xargs -I{} sh -c {}', ['pip']], ['echo a | xargs sh -c "b"', ['b']], ['echo a | xargs -I{} sh -c "b {}"', ['b']], ['xargs --null x', ['x']], ['echo "a b" | xargs -xd, x', ['x']], ['echo "a b" | xargs -n1 x', ['x']],
])('%s runs %j', (script, programs) => {
  expect(commandsIn(script).map(([program]) => program).filter(program => program !== 'echo')).toEqual(programs);
});

test('a script that runs itself, and one that others print again and again, are read up to a limit', () => {
  expect(commandsIn('echo ". f" > f; . f').length).toBeLessThan(40);
  expect(commandsIn(`A=${'a'.repeat(100_000)}; ${'x $A; '.repeat(10)}`).filter(([, word]) => word === '$A').length).toBeGreaterThan(3);
  expect(commandsIn(`${'echo a | '.repeat(50)} x`).at(-1)).toEqual(['x']);
});
