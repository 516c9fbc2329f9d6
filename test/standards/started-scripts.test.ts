import { fileIndex, foundByFind, isScriptReader, scriptIn, scriptsIn, STDIN } from '../../src/standards/started-scripts';

test.each<[string[], string | undefined]>([
  [['sh', '-c', 'a b', 'c'], 'a b'],
  [['/bin/bash', '-ec', 'a'], 'a'],
  [['bash', '-e', '-o', 'pipefail', '-c', 'a'], 'a'],
  [['bash', '+o', 'x', '-c', 'a'], 'a'],
  [['bash', '-O', 'extglob', '-c', 'a'], 'a'],
  [['bash', '-eo', 'pipefail', '-c', 'a'], 'a'],
  [['bash', '--rcfile', '/f', '--init-file', '/g', '-c', 'a'], 'a'],
  [['bash', '-c', '-e', 'a'], 'a'],
  [['bash', '-c'], ''],
  [['bash', 'x.sh', '-c', 'a'], undefined],
  [['bash', '-C', 'a'], undefined],
  [['bash', '-cC', 'a'], undefined],
  [['bash', '--command', 'a'], 'a'],
  [['bash', 'x-c', 'a'], undefined],
  [['bash', '--norc', 'a'], undefined],
  [['pwsh', '-NoProfile', '-Command', 'a'], 'a'],
  [['pwsh', '-commandWithArgs', 'a'], 'a'],
  [['bash', '-'], undefined],
  [['bash'], undefined],
  [['python', '-c', 'a'], undefined],
  [['trap', 'a', 'EXIT'], 'a'],
  [['/x/trap', '--', 'a', 'EXIT'], 'a'],
  [['trap', '-l'], undefined],
  [['env', '-S', 'a b', 'c'], 'a b c'],
  [['env', '-i', '-vS', 'a'], 'a'],
  [['env', '-Sa b'], 'a b'],
  [['env', '--split-string=a', 'b'], 'a b'],
  [['env', '--split-string', 'a'], 'a'],
  [['env', 'x-S', 'a'], undefined],
  [['env', 'a'], undefined],
  ...['fish', 'flock', 'runuser', 'script', 'sg', 'su'].flatMap((name): [string[], string | undefined][] => [
    [[name, '-c', 'a'], 'a'], [[`/bin/${name}`, 'x', '-qc', 'a'], 'a'], [[name, '--command', 'a'], 'a'], [[name, '--command=a'], 'a'], [[name, 'x', 'y'], undefined], [[name, 'x-c', 'a'], undefined], [[name, '-cx', 'a'], undefined],
  ]),
  [['constructor', '-c', 'a'], undefined],
])('%j has the script %j', (words, script) => {
  expect(scriptIn(words)?.trim()).toBe(script);
});

test.each<[string[], string[], { text: string; start?: number }[] | undefined]>([
  [['sh', '-c', 'a', 'b', 'c'], [], [{ text: 'a', start: 4 }]],
  [['bash', '-e', '-c', 'a', 'b'], [], [{ text: 'a', start: 5 }]],
  [['su', '-c', 'a', 'b'], [], [{ text: 'a', start: undefined }]],
  [['sh', 'x'], [], undefined],
  [['a b', 'c'], ['ssh'], [{ text: 'a b c' }]],
  [['a b'], ['watch'], [{ text: 'a b' }]],
  [['a b'], ['time', 'hyperfine'], [{ text: 'a b' }]],
  [['a', 'b c'], ['ssh'], undefined],
  [['a b'], ['nice'], undefined],
  [['tar', '-xf', 'a', '--to-command=a b', '--checkpoint-action=exec=c', '--use-compress-program=d', '--rsh-command=e'], [], [{ text: 'a b' }, { text: 'c' }, { text: 'd' }, { text: 'e' }]],
  [['tar', '-xf', 'a', '--checkpoint-action=dot', 'x--to-command=a'], [], undefined],
  [['git', '-c', 'alias.x=!a b', 'x'], [], [{ text: 'a b' }]],
  [['git', '-c', 'alias.x=log', 'x'], [], undefined],
  [['git', 'submodule', '--quiet', 'foreach', 'a b'], [], [{ text: 'a b' }]],
  [['git', 'submodule', 'update', 'a b'], [], undefined],
  [['git', 'x', 'submodule', 'foreach', 'a'], [], undefined],
  [['sg', 'staff', 'a b'], [], [{ text: 'a b' }]],
  [['sg', 'staff', '-c', 'a b'], [], [{ text: 'a b' }]],
  [['sg', 'staff'], [], undefined],
  [['parallel', 'a', 'b', ':::', 'c', 'd'], [], [{ text: 'a b c d' }]],
  [['parallel', '-j', '2', '--delay', '1', '-k', 'a', '{}', ':::+', 'c'], [], [{ text: 'a {} c' }]],
  [['parallel', '--jobs', '2', '--max-args', '1', '--colsep', ',', '--retries', '3', '-I', '%', '-N', '1', '-n', '1', '-L', '1', '-a', 'f', 'a'], [], [{ text: 'a' }]],
  [['parallel', ':::', 'a b', 'c'], [], [{ text: 'a b' }, { text: 'c' }]],
  [['parallel', 'a', 'b'], [], [{ text: 'a b' }]],
  [['parallel', '-k'], [], undefined],
  [['parallel'], [], undefined],
  [['/usr/bin/parallel', 'a', '::::', 'f'], [], [{ text: 'a :::: f' }]],
  [['sed', '1e a b', 'f'], [], [{ text: 'a b' }]],
  [['sed', '-n', '-e', '$ e a b', '-e', 'p;e c'], [], [{ text: 'a b' }, { text: 'c' }]],
  [['/bin/sed', 's/x/a b/e'], [], [{ text: 'a b' }]],
  [['sed', 's|x|a b &|gep;s,y,c\\,d,2e'], [], [{ text: 'a b ' }, { text: 'c\\,d' }]],
  [['sed', '-i', '-e', 's/x/the e mail/g', 'f'], [], undefined],
  [['sed', '/e /d'], [], undefined],
  [['sed', 's/a/b/;p'], [], undefined],
  [['constructor', 'a'], [], undefined],
])('%j, started by %j, runs %j', (words, starters, scripts) => {
  expect(scriptsIn(words, starters)).toEqual(scripts);
});

test.each<[string, number | undefined]>([
  ['sh f', 1], ['sh -e f -x', 2], ['sh -o pipefail f', 3], ['sh +o x f', 3], ['bash --rcfile r f', 3], ['sh -s f', undefined], ['sh -es f', undefined], ['sh f -s', 1], ['sh', undefined], ['sh -e', undefined], ['sh -', undefined], ['python - f', undefined],
  ['sh /dev/stdin f', undefined], ['sh /dev/fd/0', undefined], ['sh /dev/fd/63', undefined], ['. /proc/self/fd/3', undefined], ['at now', undefined], ['batch f', undefined], ['parallel f', undefined], ['iex f', undefined], ['Invoke-Expression f', undefined],
  ['python f', 1], ['sh /x/dev/stdin', 1], ['sh /dev/stdin2', 1], ['sh --xs f', 2],
])('the file in %j is word %s', (text, index) => {
  expect(fileIndex(text.split(' '))).toBe(index);
});

test.each(['-', '/dev/stdin', '/dev/fd/12', '/proc/self/fd/0'])('%s is the standard input', (path) => {
  expect([path, `x${path}`, `${path}x`].map(text => STDIN.test(text))).toEqual([true, false, false]);
});

test.each(['sh', 'bash', '.', 'source', 'fish', 'at', 'batch', 'parallel', 'iex', 'Invoke-Expression'])('%s runs what it reads', (program) => {
  expect([isScriptReader(program), isScriptReader(`${program}x`), isScriptReader(`x-${program}`)]).toEqual([true, false, false]);
});

test.each<[string, string[]]>([
  ['find . -exec a {} ;', ['a {}']], ['find . -execdir a + -ok b ; -okdir c ;', ['a', 'b', 'c']], ['/usr/bin/find / -exec a', ['a']], ['fd -x a', ['a']], ['fdfind -X a b', ['a b']], ['fd --exec a ; --exec-batch b', ['a', 'b']],
  ['find . -exec a -exec b ;', ['a -exec b']], ['find . -exec ;', []], ['find . -name a ;', []], ['find . -execute a ;', []], ['find . x-exec a ;', []], ['finder . -exec a ;', []], ['refind . -exec a ;', []], ['find . --executor a', []], ['find . -exec a a;b +x ;', ['a a;b +x']],
  ['fd -xy a', []], ['fd x-x a', []], ['fd x--exec a', []],
])('%j runs %j', (text, commands) => {
  expect(foundByFind(text.split(' ')).map(words => words.join(' '))).toEqual(commands);
});
