import { findings } from '../check';

/** The findings of a rule for lines in a stage that production starts from. */
function found(rule: string, ...lines: string[]): string[] {
  return findings(rule, {}, ({ base }) => lines.forEach(line => base.raw(line)));
}

const URL = 'https://example.com/install';
const BASE64 = Buffer.from('pip install x').toString('base64');
const HEX = Buffer.from('pip install x').toString('hex');

/** Commands that run `pip install x`, by the way in which they hide it. */
const INSTALLS: [string, string[]][] = [
  ['a loop that runs what it reads', [
    'echo "pip install x" | while read l; do eval "$l"; done', 'echo "pip install x" | while read -r l; do sh -c "$l"; done', 'printf "x\\ny\\n" | while read p; do pip install $p; done',
    'while read l; do $l; done <<< "pip install x"', 'echo "pip install x" > f; while read l; do eval "$l"; done < f', 'echo "pip install x" | while IFS= read -r l || [ -n "$l" ]; do eval $l; done',
    'echo "pip install x" | { read l; eval "$l"; }', 'echo "pip install x" | while read; do eval "$REPLY"; done', 'mapfile -t a <<< "pip install x"; eval "$a"',
    'for c in "pip install x"; do $c; done', 'for c in "pip install x"; do sh -c "$c"; done', 'until false; do pip install x; done', 'select a in b; do pip install x; done', 'for ((i=0;i<2;i++)); do pip install x; done',
  ]],
  ['an encoded text', [
    `echo ${BASE64} | base64 -d | sh`, `echo ${BASE64} | base64 --decode | bash`, `base64 -d <<< ${BASE64} | sh`, `sh -c "$(echo ${BASE64} | base64 -d)"`, `eval $(echo ${BASE64} | base64 -d)`,
    `echo ${BASE64} | openssl base64 -d | sh`, `echo ${BASE64} | openssl enc -d -base64 | sh`, `echo ${BASE64} > f; base64 -d f | sh`, `echo ${BASE64} | base64 -d > f; sh f`,
    `echo ${HEX} | xxd -r -p | sh`, 'echo "x llatsni pip" | rev | sh', 'echo "cvc vafgnyy k" | tr a-z n-za-m | sh', 'echo "PIP INSTALL X" | tr "[:upper:]" "[:lower:]" | sh', 'echo "pip#install#x" | tr "#" " " | sh',
    "printf '\\160ip install x' | sh", "printf '\\x70ip install x' | sh", 'echo -e "\\x70ip install x" | bash', "$'\\x70ip' install x", 'printf "%s %s x" pip install | sh', 'yes "pip install x" | head -n 1 | sh',
  ]],
  ['a variable', [
    'P=pip; ${P} install x', 'P=xpip; ${P#x} install y', 'P=pipx; ${P%x} install y', 'P=qip; ${P/q/p} install x', 'P=apipb; ${P:1:3} install x', 'P=PIP; ${P,,} install x', 'P=pip; Q=P; ${!Q} install x', 'P=pi; P+=p; $P install x',
    'export P="pip install"; $P x', 'set -- pip install x; "$@"', 'set -- pip install x; $1 $2 $3', '${UNSET:-pip} install x', 'A=(pip install x); "${A[@]}"', 'declare P=pip; $P install x',
  ]],
  ['words that a shell makes', ['{pip,install,x}', 'p""ip install x', "p''ip install x", 'pi\\p install x', 'pip${EMPTY:-} install x', '"pip" "install" x']],
  ['a function, an alias or a script with arguments', [
    'f() { "$@"; }; f pip install x', 'f() { $1 install x; }; f pip', 'f() { eval "$1"; }; f "pip install x"', 'f() { shift; "$@"; }; f y pip install x', 'f() { for c; do $c; done; }; f "pip install x"', 'f() { g; }; g() { pip install x; }; f', 'f() { pip install x; }',
    'if true; then f() { pip install x; }; else f() { true; }; fi; f', "alias p='pip install'; eval 'p x'", "alias p='sh -c \"pip install x\"'\np", 'alias sudo=pip; sudo install x',
    "sh -c '\"$@\"' - pip install x", "sh -c '$0 install x' pip", "bash -c '$1 install x' - pip", "sh -ec '$*' - pip install x", "trap 'pip install x' EXIT", 'f() { pip install x; }; trap f EXIT', 'coproc pip install x',
  ]],
  ['a substitution of a process', [
    'sh <(echo pip install x)', 'bash <(printf "pip install x")', '. <(echo pip install x)', 'source <(echo "pip install x")', 'echo "pip install x" > >(sh)', 'echo "pip install x" | tee >(sh) > /dev/null', '{ echo "pip install x"; } > >(bash)',
    'exec > >(sh); echo "pip install x"', 'cat <(pip install x)', 'sh < <(echo pip install x)', 'echo pip install x | sh /dev/stdin', 'echo pip install x | sh -', 'source /dev/stdin <<< "pip install x"', 'echo pip install x | . /dev/stdin', 'sh /dev/fd/3 3<<< "pip install x"',
  ]],
  ['a file', [
    'echo "pip install x" > s; sh s', 'echo pip install x > /s; chmod +x /s; /s', 'echo pip > s; echo install >> s; echo "pip install x" >> s; bash ./s', 'echo pip install x | tee s; sh s', 'echo pip install x > a; cp a b; sh b', 'echo pip install x > a; mv a b; . ./b',
    'echo pip install x > a; ln -s a b; ./b', 'echo pip install x > a; cat a | sh', 'echo pip install x > a; sh < a', 'echo pip install x > a; cat a > b; sh b', 'echo pip install x > a; install -m 755 a /usr/bin/b; b', 'echo pip install x > a; head -n 1 a | sh', 'echo pip install x > a; sh -c ". ./a"',
    'cp /usr/bin/pip /p; /p install x', 'ln -s /usr/bin/pip3 /p; /p install x', 'ln -s "$(command -v pip)" /bin/p && p install x', 'printf "#!/bin/sh\\npip install x\\n" > a; ./a', "printf '#!/usr/bin/env python3\\nimport os; os.system(\"pip install x\")' > a; ./a",
    "echo 'import os; os.system(\"pip install x\")' > a.py; python a.py",
  ]],
  ['a program in another language', [
    'python -c "import os; os.system(\'pip install x\')"', 'python3 -c "import subprocess; subprocess.run([\'pip\', \'install\', \'x\'])"', 'python3 -Ic "import subprocess as s; s.check_call(\'pip install x\', shell=True)"', 'python -c "import subprocess, sys; subprocess.run([sys.executable, \'-m\', \'pip\', \'install\', \'x\']); subprocess.run([\'pip\', \'install\', \'x\'])"',
    'python -c "from pip._internal.cli.main import main; main([\'install\', \'x\'])"', 'python -c "import pip; pip.main([\'install\', \'x\'])"', 'python -c "import os; os.execvp(\'pip\', [\'pip\', \'install\', \'x\'])"', 'python -c "import os; os.popen(\'pip \' + \'install x\')"', 'python -c "import pty; pty.spawn([\'pip\', \'install\', \'x\'])"',
    'perl -e \'system("pip install x")\'', 'perl -e \'exec "pip", "install", "x"\'', "perl -e '`pip install x`'", 'perl -ne \'system("pip install x")\'', 'ruby -e \'system("pip install x")\'', "ruby -e '%x(pip install x)'", 'node -e "require(\'child_process\').execSync(\'pip install x\')"', 'node --eval="require(\'child_process\').spawnSync(\'pip\', [\'install\', \'x\'])"',
    'php -r \'shell_exec("pip install x");\'', 'lua -e \'os.execute("pip install x")\'', 'awk \'BEGIN { system("pip install x") }\'', 'awk \'BEGIN { "pip install x" | getline }\'', 'gawk -v a=b \'BEGIN { print "x" | "pip install x" }\'', 'echo "import os; os.system(\'pip install x\')" | python', 'python <<< "import os; os.system(\'pip install x\')"', 'python - <<< "import os; os.system(\'pip install x\')"',
    'vim -c \'!pip install x\'', 'ex \'+!pip install x\'', 'expect -c \'spawn pip install x; system "pip install x"\'',
  ]],
  ['a program that starts another', [
    'xargs -I{} pip install {} < f', 'echo pip | xargs -I{} {} install x', 'echo "pip install x" | xargs -I% sh -c %', 'echo "pip install x" | xargs -0 sh -c', 'echo x | xargs -n1 -P4 -r pip install', 'parallel pip install ::: x y', "parallel -j 2 'pip install {}' ::: x", "parallel ::: 'pip install x' 'true'", 'echo "pip install x" | parallel', 'parallel < f; pip install x',
    "env -S 'pip install x'", "env -i PATH=/bin -S 'pip install x'", "env --split-string='pip install x'", 'busybox nohup pip install x', 'nohup setsid pip install x', "su -c 'pip install x' app", "su - app -c 'pip install x'", "su --command='pip install x'", "runuser -l app -c 'pip install x'", "sg staff 'pip install x'", 'chroot /x pip install y', 'unshare -r pip install x', 'nsenter -t 1 -m pip install x',
    'ssh localhost pip install x', "ssh -p 22 localhost 'pip install x'", 'sshpass -p x ssh localhost pip install x', 'systemd-run --wait pip install x', 'xvfb-run -a pip install x', 'dbus-run-session -- pip install x', 'doppler run -- pip install x', 'dotenv run pip install x', 'envdir /e pip install x', 'chronic pip install x', '/lib64/ld-linux-x86-64.so.2 /usr/bin/pip install x',
    "watch 'pip install x'", "hyperfine 'pip install x'", "echo 'pip install x' | at now", "script -qc 'pip install x' /dev/null", 'conda run -n x pip install y', 'micromamba run -n x pip install y', 'firejail --quiet pip install x', 'rlwrap pip install x', 'fd -x pip install x', "git submodule foreach 'pip install x'", "git -c alias.x='!pip install x' x", "tar -cf /dev/null x --checkpoint=1 --checkpoint-action=exec='pip install x'", "tar -xf a --to-command='pip install x'", "sed '1e pip install x' f", "echo x | sed 's/x/pip install x/e'",
    'bash --rcfile /f -c "pip install x"', 'bash -O extglob -c "pip install x"', "fish -c 'pip install x'", "zsh -c 'pip install x'", "pwsh -Command 'pip install x'", "busybox sh -c 'pip install x'", 'exec -a x pip install y', 'command -p pip install x', 'builtin eval "pip install x"', "sudo -u app -- sh -c 'pip install x'",
  ]],
];

describe.each(INSTALLS)('an install is found in %s', (_kind, commands) => {
  test.each(commands)('RUN %s', (command) => {
    expect(findings('locked-installs', {}, ({ base }) => base.runExec(['bash', '-c', command])).length).toBeGreaterThan(0);
    if (!command.includes('\n')) {
      expect(found('locked-installs', `RUN ${command}`).length).toBeGreaterThan(0);
    }
  });
});

test.each([
  'cat <<E | sh\npip install x\nE', 'sh <<E\npip install x\nE', "sh <<'E'\npip install x\nE", 'cat > s <<E\npip install x\nE\nsh s', 'cat <<-E | bash\n\tpip install x\n\tE', 'while read l; do eval "$l"; done <<E\npip install x\nE', 'cat <<E\n$(pip install x)\nE', "python <<E\nimport os\nos.system('pip install x')\nE",
])('an install in a here-document is found: %j', (command) => {
  expect(findings('locked-installs', {}, ({ base }) => base.runExec(['sh', '-c', command])).length).toBeGreaterThan(0);
});

test.each(['RUN <<EOF', 'RUN sh <<EOF', 'RUN cat <<-"EOF" | sh', 'COPY <<EOF /s.sh'])('a here-document in a line is refused: %s', (line) => {
  expect(() => found('sudo', line)).toThrow('a here-document needs several lines');
});

describe('an earlier instruction decides what a RUN does', () => {
  test.each<[string, string[]]>([
    ['a RUN writes a script', ['RUN echo "pip install x" > /s', 'RUN sh /s']],
    ['a RUN writes a program', ["RUN echo 'import os; os.system(\"pip install x\")' > /s.py", 'RUN ["python", "/s.py"]']],
    ['a RUN links a program', ['RUN ln -s /usr/bin/pip /p', 'RUN /p install x']],
    ['COPY renames a program', ['COPY --from=python:3.14 /usr/local/bin/pip /p', 'RUN /p install x']],
    ['SHELL starts Python', ['SHELL ["python", "-c"]', "RUN import os; os.system('pip install x')"]],
    ['SHELL starts bash with options', ['SHELL ["/bin/bash", "-o", "pipefail", "-ec"]', 'RUN pip install x | cat']],
    ['SHELL starts PowerShell', ['SHELL ["pwsh", "-NoProfile", "-Command"]', 'RUN pip install x']],
    ['SHELL starts a program that starts a shell', ['SHELL ["env", "A=b", "sh", "-c"]', 'RUN pip install x']],
    ['SHELL has the script itself', ['SHELL ["sh", "-c", "eval \\"$0\\""]', 'RUN pip install x']],
    ['SHELL is the program', ['SHELL ["pip", "install"]', 'RUN x']],
    ['ENV has the program', ['ENV P=pip', 'RUN $P install x']],
    ['ENV has a variable', ['ENV A=pip', 'ENV B="$A install"', 'RUN $B x']],
    ['ARG has the command', ['ARG P="pip install"', 'RUN $P x']],
  ])('%s', (_name, lines) => {
    expect(found('locked-installs', ...lines).length).toBeGreaterThan(0);
  });

  test('an argument above all stages has the value', () => {
    const result = findings('locked-installs', {}, ({ base, dockerfile }) => {
      dockerfile.addArgument('TOOL', 'pip');
      base.addArgument('TOOL');
      base.raw('RUN $TOOL install x');
    });
    expect(result).toEqual(['pip install x in base installs the newest version. Add the package to requirements, and lock it.']);
  });

  test('another stage wrote the script', () => {
    expect(findings('locked-installs', {}, ({ dockerfile, production }) => {
      dockerfile.addStage('scripts', { image: 'debian:1' }).raw('RUN echo "pip install x" > /s');
      production.raw('COPY --from=scripts /s /s');
      production.raw('RUN sh /s');
    })).toHaveLength(1);
    expect(findings('locked-installs', {}, ({ base, production }) => {
      base.raw('RUN echo "pip install x" > /s');
      production.raw('RUN sh /s');
    })).toHaveLength(1);
  });

  test('a later instruction and another stage do not', () => {
    expect(found('locked-installs', 'RUN $P install x', 'ENV P=pip')).toEqual([]);
    expect(found('locked-installs', 'RUN sh /s', 'RUN echo "pip install x" > /s')).toEqual([]);
    expect(findings('locked-installs', {}, ({ dev, base }) => {
      dev.raw('RUN echo "pip install x" > /s');
      base.raw('RUN sh /s');
    })).toEqual([]);
  });
});

describe('a download is run', () => {
  test.each<[string, ...string[]]>([
    [`RUN curl ${URL} | while read l; do eval "$l"; done`], [`RUN curl ${URL} | while read l; do $l; done`], [`RUN curl ${URL} | while read l; do sh -c "$l"; done`], [`RUN curl ${URL} -o f; while read l; do eval "$l"; done < f`], [`RUN mapfile a < <(curl ${URL}); eval "$a"`],
    [`RUN curl ${URL} > >(sh)`], [`RUN curl ${URL} | tee >(sh) > /dev/null`], [`RUN { curl ${URL}; } > >(bash)`], [`RUN exec > >(sh); curl ${URL}`],
    [`RUN curl ${URL} | base64 -d | sh`], [`RUN curl ${URL} | openssl enc -d -aes256 -k x | sh`], [`RUN curl ${URL} | sh /dev/fd/0`], [`RUN . /dev/stdin <<< "$(curl ${URL})"`], [`RUN x=$(curl ${URL}); sh <<< "$x"`],
    [`RUN f() { sh -c "$1"; }; f "$(curl ${URL})"`], [`RUN f() { eval "$@"; }; f "$(curl ${URL})"`], [`RUN set -- "$(curl ${URL})"; eval "$1"`], [`RUN for c in "$(curl ${URL})"; do eval "$c"; done`], [`RUN export S="$(curl ${URL})"; eval "$S"`],
    [`RUN python3 -c "$(curl ${URL})"`], [`RUN perl -e "$(curl ${URL})"`], [`RUN curl ${URL} | xargs -I{} {}`], [`RUN curl ${URL} -o f; nohup sh f`], [`RUN curl ${URL} -o f; java -jar f`], [`RUN curl ${URL} -o /d/f; sh /d/*`], [`RUN curl -o gosu ${URL}; gosu app x`],
    [`RUN python3 -c "import urllib.request as u; u.urlretrieve('${URL}', 'f')"; sh f`], [`RUN python3 -c "import urllib.request as u; print(u.urlopen('${URL}').read())" | sh`], [`RUN node -e "fetch('${URL}').then(r => r.text()).then(console.log)" | sh`],
    ["RUN bash -c 'cat < /dev/tcp/example.com/80' | sh"], ['RUN exec 3<>/dev/tcp/example.com/80; cat < /dev/tcp/example.com/80 > f; sh f'], ['RUN scp host:/f f; sh f'], ['RUN aws s3 cp s3://bucket/f f && sh f'], ['RUN rsync host:/d/f .; ./f'], ['RUN ssh host cat f | sh'], ['RUN ssh host "cat f" | sh'],
    [`RUN curl ${URL} | at now`], [`RUN curl ${URL} | parallel`], ['SHELL ["pwsh", "-Command"]', `RUN iwr ${URL} | iex`],
    [`RUN curl -o /f ${URL}`, 'RUN /f'], [`RUN curl -o /f ${URL}`, 'ENTRYPOINT ["/f"]'], [`RUN curl -o /f ${URL}`, 'CMD ["/f", "serve"]'], [`RUN curl -o /f ${URL}`, 'HEALTHCHECK CMD /f'], [`RUN curl -o /usr/bin/tini ${URL}`, 'ENTRYPOINT ["/usr/bin/tini", "--", "x"]'],
    [`ADD ${URL} /f`, 'RUN sh /f'], [`ADD ${URL}?x=y /`, 'RUN sh /install'],
  ])('%s', (...lines) => {
    expect(found('verified-downloads', ...lines.filter(line => typeof line === 'string'))).toHaveLength(1);
  });

  test('by the shell of each RUN', () => {
    expect(found('verified-downloads', 'SHELL ["bash", "-c", "curl https://example.com | bash; $0"]', 'RUN true').length).toBeGreaterThan(0);
  });

  test('in a stage that copies it', () => {
    expect(findings('verified-downloads', {}, ({ dockerfile, production }) => {
      dockerfile.addStage('tools', { image: 'debian:1' }).raw(`RUN curl -o /f ${URL}`);
      production.raw('COPY --from=tools /f /f');
      production.raw('RUN /f');
    })).toEqual(['f in production: the download is not verified. Install a package, or compare a checksum first.']);
  });
});

describe('a user gets the ID 0', () => {
  test.each([
    'useradd -o -u 0 app', 'useradd --non-unique --uid=0 10001', 'useradd -ou 0 10001', 'useradd -u0 -o app', 'usermod -o -u 0 app', 'adduser -D -u 0 app', 'sh -c "useradd -o --uid 00 app"', 'echo "10001:x:0:0::/:/bin/sh" >> /etc/passwd', 'printf "10001::0:0:::\\n" | tee -a /etc/passwd', "sed -i '$a 10001:x:0:0::/:/bin/sh' /etc/passwd",
  ])('RUN %s', (command) => {
    expect(found('production-user', `RUN ${command}`).length).toBeGreaterThan(0);
  });

  test.each(['useradd -u 10001 app', 'useradd --uid 1000 --gid 0 app', 'usermod -u 0 root', 'echo "root:x:0:0:root:/root:/bin/sh" >> /etc/passwd', 'echo "app:x:10001:0::/:/bin/sh" >> /etc/passwd', 'grep -v 10001:x:0:0: /etc/passwd', 'id -u 0'])('not by RUN %s', (command) => {
    expect(found('production-user', `RUN ${command}`)).toEqual([]);
  });
});
