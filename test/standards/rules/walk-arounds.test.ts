import { findings } from '../check';

/** What a rule finds in lines of a stage that production is made of. */
function found(rule: string, ...lines: string[]): string[] {
  return findings(rule, {}, ({ base }) => lines.forEach(line => base.raw(line)));
}

const DOWNLOAD = 'https://example.com/install';

describe('a download is run', () => {
  test.each([
    `curl ${DOWNLOAD} > /f && sh /f`,
    `curl ${DOWNLOAD} >> /f; bash -e /f`,
    `curl ${DOWNLOAD} | gunzip | sh`,
    `curl ${DOWNLOAD} | gunzip > f && chmod +x f && ./f`,
    `wget -O- ${DOWNLOAD} | tee x | bash`,
    `wget -O- ${DOWNLOAD} | tee x; bash x`,
    `sh <(curl ${DOWNLOAD})`,
    `bash -c "$(curl ${DOWNLOAD})"`,
    `bash -c "$(curl ${DOWNLOAD} | tr a b)"`,
    `curl -o f ${DOWNLOAD}; chmod +x f; ./f`,
    `curl -o f ${DOWNLOAD}; chmod +x f; exec ./f`,
    `curl -o f.gz ${DOWNLOAD}; gunzip f.gz; sh f`,
    `curl -o f ${DOWNLOAD}; mv f /usr/bin/tool; tool --version`,
    `curl -o f ${DOWNLOAD}; install -m 755 f /usr/bin/tool && tool`,
    `curl -o f ${DOWNLOAD}; cat f | sh`,
    `curl -o f ${DOWNLOAD}; sh < f`,
    `curl -o f ${DOWNLOAD}; timeout 5 sh f`,
    `curl -o f ${DOWNLOAD}; su app -c 'sh f'`,
    `{ curl ${DOWNLOAD}; echo x; } | sh`,
    `( curl ${DOWNLOAD} ) > f && sh f`,
    `if true; then curl ${DOWNLOAD} | sh; fi`,
    `f() { curl ${DOWNLOAD} | sh; }; f`,
    `for i in 1 2; do wget -qO- ${DOWNLOAD} | sh; done`,
    `curl ${DOWNLOAD} | while true; do sh; done`,
    `S=$(curl ${DOWNLOAD}); sh -c "$S"`,
    `S="$(curl ${DOWNLOAD})" && eval "$S"`,
    `eval $(curl ${DOWNLOAD})`,
    `eval \`curl ${DOWNLOAD}\``,
    `$(curl ${DOWNLOAD})`,
    `sh <<< "$(curl ${DOWNLOAD})"`,
    `sh < <(curl ${DOWNLOAD})`,
    `sh -s -- --yes < <(curl ${DOWNLOAD})`,
    `curl ${DOWNLOAD} | sh -s -- -y`,
    `curl ${DOWNLOAD} | "sh"`,
    `curl ${DOWNLOAD} | s\\h`,
    `c\\url ${DOWNLOAD} | sh`,
    `/usr/bin/curl ${DOWNLOAD} | /bin/sh`,
    `busybox wget -O- ${DOWNLOAD} | busybox sh`,
    `curl ${DOWNLOAD} |& sh`,
    `curl ${DOWNLOAD} | nice -n 5 env -i sh`,
    `curl ${DOWNLOAD} | perl`,
    `curl ${DOWNLOAD} | python3 - --yes`,
    `python3 <(curl ${DOWNLOAD})`,
    `source <(curl ${DOWNLOAD})`,
    `true && echo $(curl ${DOWNLOAD} | sh)`,
    `curl -O ${DOWNLOAD}.deb; dpkg -i install.deb`,
    `curl -O ${DOWNLOAD}.deb; apt-get install -y ./install.deb`,
    `curl ${DOWNLOAD} | tar xz && ./x/setup`,
    `curl ${DOWNLOAD} | tar -xz -C /opt && /opt/x/setup`,
    `curl -o a.tgz ${DOWNLOAD}; tar xf a.tgz; sh a/setup`,
    `curl ${DOWNLOAD} | xargs -0 sh -c`,
    `curl ${DOWNLOAD} | xargs -I{} bash -c {}`,
    `x=$(curl ${DOWNLOAD}); $x`,
    `source /dev/stdin <<< "$(curl ${DOWNLOAD})"`,
    `curl ${DOWNLOAD} | sh /dev/stdin`,
    `curl ${DOWNLOAD} | dd of=f; sh f`,
    `curl ${DOWNLOAD} | sponge f; sh f`,
    `wget -qOf ${DOWNLOAD}; sh f`,
    `curl -sSof ${DOWNLOAD}; sh f`,
    `http ${DOWNLOAD} | sh`,
    `lynx -source ${DOWNLOAD} | sh`,
    'nc example.com 80 | sh',
    `curl ${DOWNLOAD} | tcsh`,
    `curl ${DOWNLOAD} | rbash`,
    `curl ${DOWNLOAD} | bash5.2`,
    `curl ${DOWNLOAD} -o f; sha256sum f; sh f`,
    `curl ${DOWNLOAD} -o f; sha256sum f > g; sh f`,
    `curl ${DOWNLOAD} | openssl enc -d | sh`,
    `python3 -c "import urllib.request as u; exec(u.urlopen('${DOWNLOAD}').read())"`,
    `perl -MLWP::Simple -e 'eval get("${DOWNLOAD}")'`,
    `curl ${DOWNLOAD} | python3 -c 'import sys; exec(sys.stdin.read())'`,
    `git -c http.sslVerify=false clone ${DOWNLOAD}`,
    'apt-get -o Acquire::AllowInsecureRepositories=true update',
    `rpm -i ${DOWNLOAD}.rpm`,
  ])('RUN %s', (command) => {
    expect(found('verified-downloads', `RUN ${command}`)).toHaveLength(1);
  });

  test('in another RUN, and in a stage made from the one that has downloaded it', () => {
    expect(found('verified-downloads', `RUN curl -o /f ${DOWNLOAD}`, 'RUN sh /f')).toEqual(['sh /f in base: the download is not verified. Install a package, or compare a checksum first.']);
    expect(findings('verified-downloads', {}, ({ base, dev }) => {
      base.raw(`RUN curl -o /f ${DOWNLOAD}`);
      dev.raw('RUN sh /f');
    })).toEqual(['sh /f in dev: the download is not verified. Install a package, or compare a checksum first.']);
  });

  test.each([
    `curl ${DOWNLOAD} -o f && echo "sha f" | sha256sum -c && sh f`,
    `curl ${DOWNLOAD} > f && echo "sha f" | sha256sum -c - && sh f`,
    `curl ${DOWNLOAD} -o f; gpg --verify f.asc f; ./f`,
    'grep curl file | sh-like names',
    'echo "curl x | sh"',
    `echo 'curl ${DOWNLOAD} > f; sh f'`,
    `curl ${DOWNLOAD} | jq .`,
    `curl ${DOWNLOAD} | python3 -m json.tool`,
    `curl ${DOWNLOAD} | python3 -c 'import sys; print(sys.stdin.read())'`,
    `curl ${DOWNLOAD} | sh ./read.sh`,
    `curl ${DOWNLOAD} | python3 manage.py loaddata -`,
    `V=$(curl ${DOWNLOAD}) && echo "$V"`,
    'bash -c "echo $(date) && true"',
    `curl ${DOWNLOAD} -o data.json && python3 load.py data.json`,
    `curl ${DOWNLOAD} > /dev/null; sh x`,
    'curl --version | sh',
    `sh x && curl -o x ${DOWNLOAD}`,
    `sh -c 'curl -o x ${DOWNLOAD}'`,
    'apt-get install -y curl && sh x',
    `curl ${DOWNLOAD} -o f; [ "$(sha256sum f)" = x ] && sh f`,
    `curl ${DOWNLOAD} -o f; [[ $(sha256sum f) == x* ]] && sh f`,
    `curl ${DOWNLOAD} -o f; sha256sum f | grep -q x && sh f`,
    `curl ${DOWNLOAD} -o f; openssl dgst -verify k -signature s f && sh f`,
    `curl ${DOWNLOAD} | tar xz -C /opt && ./configure`,
    `curl ${DOWNLOAD} | tar xz && sh /own/setup`,
    `curl ${DOWNLOAD} -o a.tgz; echo "x a.tgz" | sha256sum -c; tar xf a.tgz && ./a/setup`,
    `curl -O ${DOWNLOAD}.deb; dpkg -I install.deb`,
    `python3 -c "import urllib.request as u; print(u.urlopen('${DOWNLOAD}').status)"`,
    'python3 -c "exec(open(1).read())"',
    `curl ${DOWNLOAD} | xargs -n 1 sh -c 'echo $0'`,
    'A=b; $A',
  ])('not by RUN %s', (command) => {
    expect(found('verified-downloads', `RUN ${command}`)).toEqual([]);
  });
});

describe('a package that is not locked is installed', () => {
  test.each([
    'timeout 5 pip install x', 'timeout -k 3 -s KILL 5 pip install x', 'env A=b pip install x', 'env -i -u B A=b pip install x', "env -S 'pip install x'",
    'nice pip install x', 'nice -n 5 pip install x', 'nohup pip install x', 'time pip install x', 'stdbuf -oL pip install x', 'setsid -w pip install x',
    'xargs pip install < list', 'cat list | xargs -n 1 pip install', 'echo x | xargs pip install', 'flock /l pip install x', "flock /l -c 'pip install x'",
    'echo $(pip install x)', 'echo `pip install x`', 'A=$(pip install x)', 'echo "${A:-$(pip install x)}"', 'cat <(pip install x)',
    'if true; then pip install x; fi', 'if pip install x; then true; fi', 'true || pip install x', '! pip install x', 'f() { pip install x; }; f', 'function f { pip install x; }',
    'for i in x y; do pip install $i; done', 'while pip install x; do true; done', 'case $A in a) pip install x;; esac', '{ pip install x; }', '(pip install x)', 'pip install x &',
    'find . -name x -exec pip install {} +', "find . -exec sh -c 'pip install x' \\;", "trap 'pip install x' EXIT",
    'sh -c "pip install x"', 'bash -lc "pip install x"', "bash -o pipefail -ec 'pip install x'", "su app -c 'pip install x'", "eval 'pip install x'", 'eval pip install x',
    'echo "pip install x" | sh', 'printf "pip install x\\n" | bash -s', 'sh <<< "pip install x"', 'P=pip; $P install x', 'P="pip install"; $P x', '$SUDO pip install x',
    '"pip" install x', 'p\\ip install x', "$'pip' install x", '$(command -v pip) install x', '$(which pip3) install x', '/opt/venv/bin/pip install x',
    'python -m pip install x', 'python3.14 -I -m pip install x', 'python -mpip install x', 'python -Im pip install x', 'python /x/pip.pyz install x', 'pip3 install x', 'pip3.14 install x',
    'pip --timeout 5 install x', 'uv pip install x', 'uv --no-cache pip install x', 'uv add x', 'uv tool install x', 'uv run pip install x', 'poetry run pip install x',
    'poetry add x', 'pdm add x', 'pipenv install x', 'pipx install x', 'conda install x', 'easy_install x', 'python setup.py install', 'pip install -r requirements.txt', 'command pip install x',
    'A=b pip install x', '2>&1 pip install x', 'doas pip install x', 'sudo -u app pip install x', 'chroot /x pip install x', 'gosu app pip install x',
    'runuser -u app -- pip install x', 'runuser -u app pip install x', 'prlimit --nofile=1 pip install x', 'numactl -N 0 pip install x', 'unbuffer pip install x', 'faketime now pip install x', 'eatmydata pip install x',
    'linux32 pip install x', 'hatch run pip install x', 'pixi run pip install x', 'uvx x', 'uv tool run x', 'uv pip sync requirements.txt', 'pip-sync', 'uv sync', 'uv sync --upgrade', 'poetry update', 'poetry self update', 'pipx run x',
    'conda create -n x python', 'conda env create -f x.yml', 'pip --index-url https://x install y', 'pip --trusted-host x install y', 'uv --index x pip install y', 'uv pip --config-setting a=b install y', 'pip -q --log /x install y',
    'echo "pip install x" > s.sh && sh s.sh', 'printf "pip install x" > /s && chmod +x /s && /s', 'echo pip install x | tee s; . ./s', '"$(command -v python)" -m pip install x', '-- pip install x',
  ])('RUN %s', (command) => {
    expect(found('locked-installs', `RUN ${command}`).length).toBeGreaterThan(0);
  });

  test.each([
    'echo "pip install x"', 'echo pip install x', 'printf "pip install x"', 'grep "pip install" file', "awk '/pip install/' x", 'command -v pip', 'which pip install', 'pip --version', 'pip download x', 'pip list',
    'pip install --require-hashes -r requirements.txt', 'timeout 5 pip install --require-hashes -r x', 'uv pip install --no-deps /project', 'echo "pip install x" > notes', 'echo "pip install x" | tee notes',
    'npm install -g x', 'apt-get install pip', 'pip-install x', 'true # pip install x', 'python -c "pip install"', 'python install.py pip install', 'uv sync --locked', 'poetry install', 'pip config set install.x y', 'install pip /usr/bin', 'uv sync --frozen', 'uv --no-progress sync --locked', 'echo "pip install x" > s.sh && cat s.sh', 'pip download install', 'runuser app', 'poetry install --sync',
  ])('not by RUN %s', (command) => {
    expect(found('locked-installs', `RUN ${command}`)).toEqual([]);
  });

  test('in stages that production copies or mounts from, and nowhere else', () => {
    const result = findings('locked-installs', {}, ({ dockerfile, production }) => {
      dockerfile.addStage('tools', { image: 'debian:1' }).raw('RUN pip install a');
      dockerfile.addStage('mounted', { image: 'debian:1' }).raw('RUN pip install b');
      dockerfile.addStage('docs', { image: 'debian:1' }).raw('RUN pip install c');
      production.raw('COPY --from=tools /x /x');
      production.raw('RUN --mount=from=mounted,target=/m cp /m/x /y');
    });
    expect(result.map(text => text.slice(0, 16)).sort()).toEqual(['pip install a in', 'pip install b in']);
  });
});

describe('a file gets privileges', () => {
  test.each([
    'find / -exec chmod 4755 {} +', 'find / -type f -exec chmod u+s {} \\;', 'chmod u+s /x', 'chmod +s /x', 'chmod u+x+s /x', 'chmod 006755 /x', 'chmod ug=rwxs /x', 'install -m 4755 a /b', 'install -m u+s a /b',
    'setcap cap_net_raw+ep /x', 'xargs chmod 4755 < x', 'echo 4755 /x | xargs chmod', 'M=4755; chmod $M /x', 'for m in 4755; do chmod $m /x; done', 'sh -c "chmod 4755 /x"', 'echo "chmod 4755 /x" | sh',
    '$(which chmod) 4755 /x', 'timeout 5 chmod 4755 /x', 'dpkg-statoverride --add root root 4755 /x', 'setfattr -n security.capability -v x /x', 'rsync --chmod=u+s a b', '/bin/chmod "4755" /x', 'busybox chmod 4755 /x', 'chmod 0o4755 /x', 'filecap /x net_raw', 'runuser -u root -- chmod u+s /x',
  ])('RUN %s', (command) => {
    expect(found('privileged-files', `RUN ${command}`)).toHaveLength(1);
  });

  test.each([
    'chmod 0755 /x', 'chmod a-s /x', 'find / -perm -4000 -exec chmod a-s {} +', 'find / -perm 4755', 'echo chmod 4755 /x', 'chmod u+x /usr/share', 'install -m 755 a /s', 'getcap /x', 'chmod g=u /x', 'chmod 1777 /tmp',
  ])('not by RUN %s', (command) => {
    expect(found('privileged-files', `RUN ${command}`)).toEqual([]);
  });
});

describe('a compiler is installed', () => {
  test.each([
    'echo gcc | xargs apt-get install -y', 'printf "gcc\\n" | xargs -r apt-get install', 'printf "%s\\n" gcc | xargs apt-get install', 'P=gcc; apt-get install $P', 'for p in gcc; do apt-get install $p; done',
    'P="curl gcc"; apt-get install -y $P', 'timeout 60 apt-get install gcc', 'sh -c "apt-get install gcc"', 'if true; then apk add gcc; fi', 'apt-get install -t stable gcc', 'aptitude install gcc', 'dnf install -y gcc',
    'echo apt-get install gcc | sh', 'apt-get install $(echo gcc)', 'echo gcc | sort | xargs apt-get install', 'microdnf install gcc', 'zypper --non-interactive in gcc', 'apt-get install gcc/stable', 'apt-get install gcc:amd64', 'apk add gcc@edge', 'dnf install gcc.x86_64', 'eatmydata apt-get install gcc', 'nala install gcc',
    'runuser -u root -- apt-get install gcc', 'echo "apt-get install gcc" > s; sh s',
  ])('RUN %s', (command) => {
    expect(found('build-packages', `RUN ${command}`)).toEqual(['base installs gcc, which is only needed to build. Install it in builder, with buildPackages.']);
  });

  test.each([
    'echo apt-get install gcc', 'apt-get install gcc && apt-get purge -y gcc', 'apk add --virtual gcc libpq && apk del gcc', 'apt-get install -t gcc curl', 'apt-cache search gcc', 'grep gcc x | xargs echo', 'apt-get update # gcc',
  ])('not by RUN %s', (command) => {
    expect(found('build-packages', `RUN ${command}`)).toEqual([]);
  });
});

test.each(['gcc-14.1-1.fc40', 'linux-headers-amd64', 'openjdk-21-jdk', 'libpq-dev', 'binutils', 'pkg-config', 'python3-devel', 'flex'])('%s is a build package', (name) => {
  expect(found('build-packages', `RUN dnf install ${name}`)).toHaveLength(1);
});

test.each(['gcc-14-base', 'libgcc-s1', 'libstdc++6', 'openjdk-21-jre', 'flexible', 'python3.14'])('%s is not a build package', (name) => {
  expect(found('build-packages', `RUN dnf install ${name}`)).toEqual([]);
});

test.each(['RUN doas x', 'RUN sudoedit x', 'RUN pkexec x', 'RUN apk add doas', 'RUN -- sudo x'])('%s gains privileges', (line) => {
  expect(found('sudo', line)).toHaveLength(1);
});

test.each(['RUN --security=in\\secure x', "RUN --security='insecure' x", 'RUN --security="in"secure x', 'RUN --mount="type=cache,target=/a b" --network=host x', 'RUN --device=all x', 'RUN --device="nvidia.com/gpu=all" x'])('%s has extended privileges', (line) => {
  expect(found('run-rights', line)).toHaveLength(1);
});

test.each(['RUN -- --network=host x', 'RUN x --network=host', 'RUN --network=none --mount=type=tmpfs,target=/network=host x'])('%s has no extended privileges', (line) => {
  expect(found('run-rights', line)).toEqual([]);
});

test.each(["COPY --from='dev' /a /b", 'COPY --from=d\\ev /a /b', 'COPY --fr"om"=dev /a /b', 'RUN --mount=type=bind,"from=dev",target=/d cp /d /e', 'RUN --mount="type=bind,from=dev,target=/d" cp /d /e', 'COPY --link  --from=DEV /a /b'])('%s copies files of dev', (line) => {
  expect(findings('dev-stage', {}, ({ production }) => production.raw(line))).toHaveLength(1);
});

test.each(['ADD --checksum= https://example.com/a /b', 'ADD --checksum https://example.com/a /b', 'ADD --link https://example.com/a /b'])('%s downloads a file that is not verified', (line) => {
  expect(found('copy-instead-of-add', line)).toHaveLength(1);
});

test.each(['ADD --checksum=sha256:0 https://example.com/a /b', 'ADD --checksum=$SUM https://example.com/a /b'])('%s downloads a file that is verified', (line) => {
  expect(found('copy-instead-of-add', line)).toEqual([]);
});

test('ONBUILD is refused, because its instruction would run in other builds, where no rule checks it', () => {
  expect(() => found('sudo', 'onbuild RUN sudo x')).toThrow('raw: "onbuild RUN sudo x" is not possible: what it holds runs in other builds, where no rule sees it.');
});

describe('a package has no version', () => {
  const message = (stage: string) => [`${stage} installs curl, which has no version. Write for example curl=1.*, or set aptSnapshot in baseImage and accept this.`];

  test.each(['apt-get install -y curl', 'apt install curl jq=1.*', 'apk add curl', 'dnf install curl jq-1.6-1', 'echo curl | xargs apt-get install', 'if true; then apt-get install curl; fi', 'apt-get install -t stable curl', 'apt-get install curl && apt-get install curl'])('RUN %s', (command) => {
    expect(found('package-versions', `RUN ${command}`)).toEqual(message('base'));
    expect(findings('package-versions', {}, ({ dockerfile }) => dockerfile.addStage('mine', { image: 'debian:1' }).raw(`RUN ${command}`))).toEqual(message('mine'));
  });

  test.each(['apt-get install -y curl=8.*', 'apk add curl~8', 'apk add "curl>8"', 'dnf install curl-8.1', 'apt-get install ./x.deb', 'apt-get install $PACKAGES', 'apt-get install /tmp/*.deb', 'apt-get -t stable update', 'echo apt-get install curl'])('not by RUN %s', (command) => {
    expect(found('package-versions', `RUN ${command}`)).toEqual([]);
  });

  test('packages of options are reported once', () => {
    expect(findings('package-versions', { runtimePackages: ['curl'], buildPackages: ['jq=1.*'] }))
      .toEqual(['runtimePackages: curl has no version. Write for example curl=1.*, or set aptSnapshot in baseImage and accept this.']);
  });
});
