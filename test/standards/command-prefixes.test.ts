import { prefixAt, withoutPrefixes } from '../../src/standards/command-prefixes';

const NAMES = '-n --name -p --prefix --cwd';

/** Programs that start another, the options that have their value in the next word, and the words in front of the other program. */
const PROGRAMS: [string, string, string][] = [
  ['asdf exec', '', ''], ['mise exec', '-C -j --cd --command --jobs', ''], ['pyenv exec', '', ''], ['choom', '-n -p --adjust --pid', ''], ['aws-vault exec', '-d -n', 'profile'], ['busybox', '', ''], ['catchsegv', '', ''], ['catatonit', '', ''], ['cgexec', '-g', ''], ['chpst', '-u -U -b -e -m -o -d -n -l -L -/', ''], ['chronic', '', ''], ['chroot', '', '/x'],
  ['chrt', '-T -P -D', '5'], ['command', '', ''], ['builtin', '', ''], ['conda run', NAMES, ''], ['dbus-run-session', '', ''], ['direnv exec', '', '/x'], ['doas', '-C -u', ''], ['doppler run', '-p -c', ''], ['dotenv run', '-f -e', ''],
  ['dumb-init', '-r --rewrite', ''], ['eatmydata', '', ''], ['entr', '', ''], ['env', '-a -u -C --argv0 --unset --chdir', ''], ['envdir', '', '/x'], ['eval', '', ''], ['exec', '-a', ''], ['faketime', '-p', 'now'], ['fakechroot', '', ''], ['fakeroot', '-l -s -i -b -u', ''],
  ['firejail', '', ''], ['flock', '-w -E -o --timeout --conflict-exit-code', '/lock'], ['gosu', '', 'app'], ['hatch run', '-e --env', ''],
  ['hyperfine', '-w -m -M -r -n -s -S -p -c --warmup --min-runs --max-runs --runs --name --shell --prepare --cleanup --setup', ''], ['i386', '', ''], ['ionice', '-c -n -p -P -u --class --classdata', ''], ['linux32', '', ''], ['linux64', '', ''],
  ['/lib64/ld-linux-x86-64.so.2', '--argv0 --library-path --preload --audit', ''], ['/lib/ld-musl-x86_64.so.1', '--argv0', ''], ['ltrace', '-a -e -F -l -n -o -p -s -u -w -x -X', ''], ['mamba run', NAMES, ''], ['micromamba run', `${NAMES} -r`, ''], ['nice', '-n --adjustment', ''], ['nohup', '', ''],
  ['nsenter', '-t -S -G --target --setuid --setgid', ''], ['numactl', '-i -p -N -m -C -w --interleave --preferred --cpunodebind --membind --physcpubind', ''], ['op run', '', ''], ['pdm run', '-p --project', ''], ['pipenv run', '', ''],
  ['pixi run', '-e --environment --manifest-path', ''], ['poetry run', '-C -P --directory --project', ''], ['prlimit', '-p --pid', ''], ['proxychains', '-f', ''], ['proxychains4', '-f', ''], ['runuser -u', '', 'app'], ['runuser --user', '', 'app'],
  ['rye run', '', ''], ['s6-setuidgid', '', 'app'], ['rlwrap', '', ''], ['s6-envdir', '', '/x'], ['setarch', '', 'x86_64'], ['setpriv', '--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits', ''], ['setsid', '', ''], ['setuidgid', '', 'app'],
  ['softlimit', '-a -d -c -f -o -m -p -r -s -t', ''], ['stdbuf', '-i -o -e --input --output --error', ''], ['ssh', '-B -b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w', 'host'], ['sshpass', '-p -f -d -P', ''], ['strace', '-a -b -e -E -I -o -p -P -s -S -u -U -X', ''],
  ['su-exec', '', 'app'], ['sudo', '-C -D -g -p -R -r -T -t -U -u --chdir --chroot --close-from --command-timeout --group --host --other-user --prompt --role --type --user', ''], ['systemd-run', '-t -p -E -u -M --unit --property --uid --gid --setenv', ''],
  ['taskset', '', '0x3'], ['time', '-f -o --format --output', ''], ['timeout', '-k -s --kill-after --signal', '5'], ['tini', '-e -p -v', ''], ['tsocks', '', ''], ['torsocks', '', ''], ['unbuffer', '', ''], ['unshare', '-R -S -G -w', ''], ['valgrind', '', ''],
  ['watch', '-n --interval', ''], ['uv run', '-p -C -P -w --with --with-editable --with-requirements --python --project --directory --package --group --extra --env-file --cache-dir --index-url', ''],
  ['uvx', '-p -C -P -w --with --from --python --cache-dir --index-url', ''], ['with-contenv', '', ''], ['xargs', '-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-procs --max-chars --process-slot-var', ''], ['xvfb-run', '-e -n -p -s -w', ''],
  ['$UNSET', '', ''], ['${UNSET}', '', ''],
];

const words = (text: string) => text.split(' ').filter(word => word !== '');

test.each(PROGRAMS)('%s starts the program after the options and values %j and the words %j', (name, values, operands) => {
  const start = [...words(name), ...words(values).flatMap(option => [option, 'value']), ...words(operands)];
  expect(withoutPrefixes([...start, 'program', '-n', 'x'])).toEqual(['program', '-n', 'x']);
  expect(prefixAt(['before', ...start, 'program'], 1)?.start).toBe(start.length + 1);
  for (const option of ['-Z', '--other', ...words(values).flatMap(value => [`--x${value}`, `${value}x`])]) { // options without a value in the next word
    expect([option, withoutPrefixes([...words(name), option, ...words(operands), 'program'])]).toEqual([option, ['program']]);
  }
  expect(withoutPrefixes([...words(name), '--', ...words(operands), 'program'])).toEqual(['program']);
  expect(withoutPrefixes([...words(name), ...words(operands), '--', 'program'])).toEqual(['program']);
  expect(withoutPrefixes([...words(name), ...words(operands), '-Z', ...words(values).slice(0, 1).flatMap(option => [option, 'value']), 'program'])).toEqual(['program']);
  expect(withoutPrefixes([...words(name), ...words(operands), 'A=b', '_c+=d', 'program', 'E=f'])).toEqual(['program', 'E=f']);
});

test.each<[string, string]>([
  ['/usr/bin/env /bin/nice a', 'a'], ['env -i nice nohup a b', 'a b'], ['sudo -u app timeout 5 a', 'a'], ['a env b', 'a env b'], ['./envx a', './envx a'], ['uv sync', 'uv sync'], ['conda install', 'conda install'], ['poetry', 'poetry'],
  ['command -v pip', 'command -v pip'], ['command -V pip', 'command -V pip'], ['command -p pip', 'pip'], ['env -S a', 'env -S a'], ['env -iS a', 'env -iS a'], ['env --split-string=a', 'env --split-string=a'], ['env x-S', 'x-S'], ['env A=b -S c', 'env A=b -S c'],
  ['flock /l -c a', 'flock /l -c a'], ['flock /l --command a', 'flock /l --command a'], ['flock -c a', 'flock -c a'], ['xargs --replace a {}', 'a {}'], ['xargs --max-lines a', 'a'], ['xargs -i a {}', 'a {}'], ['xargs -l a', 'a'], ['xargs -e a', 'a'], ['nice -c a', 'a'], ['$A', '$A'], ['${A}', '${A}'], ['$A-b c', '$A-b c'], ['x$A b', 'x$A b'], ['${A:-b} c', '${A:-b} c'],
  ['env A=b', ''], ['env', ''], ['timeout', ''], ['timeout 5', ''], ['env 1=2 a', '1=2 a'], ['env - a', '- a'], ['constructor a', 'constructor a'], ['xld-linux a', 'xld-linux a'], ['', ''],
])('%j without what only starts it is %j', (text, rest) => {
  expect(withoutPrefixes(words(text)).join(' ')).toBe(rest);
});

test('there is no prefix behind the last word', () => {
  expect(prefixAt(['env'], 1)).toBeUndefined();
});
