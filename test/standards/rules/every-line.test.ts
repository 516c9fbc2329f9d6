import { findings } from '../check';

/** What a rule finds in each of these lines of one stage: the start of the message, or nothing. */
function inEach(rule: string, lines: string[], ends: RegExp): string[] {
  const found = findings(rule, {}, ({ dockerfile, production }) => {
    lines.forEach((line, index) => {
      dockerfile.addStage(`s${index}`, { image: 'debian:1' }).raw(line);
      production.raw(`COPY --from=s${index} /x /y${index}`);
    });
  });
  return lines.map((_, index) => found.filter(message => new RegExp(` in s${index}\\b`).test(message)).map(message => message.replace(ends, '')).join('; '));
}

/** Lines, and whether the rule finds something in them. */
type Table = [string, string[], string[], RegExp];

const INSTALLS = (text: string) => `RUN ${text}`;

/** Rules, the lines in which they find something, and those in which they do not. */
const RULES: Table[] = [
  ['locked-installs', [
    'pip install a', 'pip3.14 install a', 'pip -q install a', 'pip --log x install a', 'uv add a', 'uv pip install a', 'uv pip sync a', 'uv tool install a', 'uv tool run a', 'uv tool upgrade a', 'uvx a', 'poetry add a', 'pdm add a', 'rye add a', 'hatch add a', 'pixi add a', 'poetry self add a', 'poetry self update',
    'poetry update', 'pdm update', 'pipenv update', 'pipenv install', 'pipx install a', 'pipx inject a b', 'pipx run a', 'pipx upgrade a', 'pipx upgrade-all', 'conda install a', 'mamba create a', 'micromamba update a', 'conda upgrade a', 'conda env create', 'mamba env update', 'easy_install a', 'pip-sync',
    'python setup.py install', 'python3.14 ./setup.py develop', 'pypy3 setup.py install', 'python -m pip install a', 'python -Im pip install a', 'python -mpip install a', 'python -m pip.__main__ install a', 'python x/pip.pyz install a', 'python /usr/lib/python3/dist-packages/pip install a', 'python -m uv pip install a', 'python -m pipx install a',
    'uv sync', 'uv -q sync', 'uv sync --locked-x', 'pip install --no-deps a', 'pip install --no-deps ./a b', 'pip install --no-deps -r requirements.txt', 'pip install --no-deps --requirement=requirements.txt', 'pip install ./a', 'pip install --require-hashes-x a',
    'pyenv exec pip install a', 'mise exec -- pip install a', 'env -a x pip install a', 'xargs --replace pip install {}', 'setarch x86_64 -R pip install a',
  ].map(INSTALLS), [
    'pip uninstall a', 'pip download a', 'pips install a', 'xpip install a', 'uv addx a', 'uv pip list', 'uv tool list', 'uvxx a', 'poetry install', 'poetry self show', 'pipx list', 'conda list', 'conda env list', 'pip-syncx', 'easy_installs a', 'python x.py install a', 'python setup.py build', 'python setup.pyx install', 'pythonx setup.py install', 'python -m build a', 'python -m xpip install a',
    'python manage.py pip install a', 'python -c pip install a', 'uv sync --locked', 'uv sync --frozen', 'uv lock sync', 'uv export sync', 'pip install --require-hashes -r a', 'pip install --no-deps ./a', 'pip install --no-deps /a', 'pip install --no-deps -e .', 'pip install --no-deps --editable=./a', 'echo pip install a', 'pip "install a"',
  ].map(INSTALLS), / installs the newest version[^]*/],
  ['privileged-files', [
    'RUN setcap x /a', 'RUN filecap /a x', 'RUN setfattr -n security.capability /a', 'RUN chmod 4755 /a', 'RUN chmod 2755 /a', 'RUN chmod 6755 /a', 'RUN chmod 04755 /a', 'RUN chmod 0o4755 /a', 'RUN chmod -R u+s /a', 'RUN chmod g=s /a', 'RUN chmod u+x,g+s /a', 'RUN chmod u+x+s /a', 'RUN chmod +xs /a', 'RUN chmod a-x=s /a', 'RUN dpkg-statoverride --add root root 4755 /a',
    'RUN install -m 4755 a /b', 'RUN install -Dm4755 a /b', 'RUN install --mode=u+s a /b', 'RUN install --mode 4755 a /b', 'RUN rsync --chmod=u+s a b', 'RUN rsync --chmod u+s a b', 'COPY --chmod=4755 a /b', 'ADD --chmod=u+s a /b',
  ], [
    'RUN setcapx x /a', 'RUN setfattr -n user.x /a', 'RUN chmod 1755 /a', 'RUN chmod 0755 /a', 'RUN chmod 755 /a', 'RUN chmod 14755 /a', 'RUN chmod 4855 /a', 'RUN chmod 47551 /a', 'RUN chmod u-s /a', 'RUN chmod u=rwx /s', 'RUN chmod u+x s', 'RUN chmod x+s /a', 'RUN chmod u+st! /a', 'RUN install -m 755 a /4755', 'RUN install a 4755', 'RUN install -m 755 4755 a', 'RUN rsync u+s b', 'RUN rsync --chmod=u+x a u+s', 'RUN rsync x--chmod=u+s b',
    'RUN chmods 4755 /a', 'RUN echo chmod 4755', 'COPY --chmod=755 a /b', 'COPY a /b', 'RUN install -x -mx a',
  ], /: it has no effect in[^]*/],
  ['writable-code', [
    'COPY --chown=app a /app', 'COPY --chown=app a /app/b', 'COPY --chown=app a /opt/x', 'ADD --chown=1 a /opt', 'COPY --chown=1:0 a .', 'COPY --chown=1:0 a ./b', 'COPY --chmod=777 a /x', 'COPY --chmod=0666 a /x', 'COPY --chmod=o+w a /x', 'RUN chown app /app', 'RUN chown -R app: /x /opt/y', 'RUN chmod 772 /x', 'RUN chmod 666 /x', 'RUN chmod 777 /x', 'RUN chmod 773 /x', 'RUN chmod 776 /x', 'RUN chmod a+w /x', 'RUN chmod ugo+rw /x', 'RUN chmod +w /x', 'RUN chmod =rw /x', 'RUN chmod u+x,o=rw /x',
  ], [
    'COPY a /app', 'COPY --chown=root a /app', 'COPY --chown=0 a /app', 'COPY --chown=00:1 a /app', 'COPY --chown=:1 a /app', 'COPY --chown=root:x a /app', 'COPY --chown=app a /apps', 'COPY --chown=app a /x/app', 'COPY --chown=app a .x', 'COPY --chmod=775 a /x', 'COPY --chmod=774 a /x', 'COPY --chmod=771 a /x', 'COPY --chmod=1777 a /x', 'COPY --chmod=7771 a /x', 'COPY --chmod=u+w a /x', 'RUN chown app /x', 'RUN chown root /app', 'RUN chown 0:0 /app', 'RUN chmod 755 /777', 'RUN chmod 1777 /x', 'RUN chmod o-w /x', 'RUN chmod o+x /x', 'RUN chmod g+w /x', 'RUN chowns app /app',
    'RUN chmods 777 /x', 'LABEL a=777', 'WORKDIR /app',
  ], /: an attacker could[^]*/],
];

test.each(RULES)('%s finds something in each of %j, and nothing in %j', (rule, wrong, fine, ends) => {
  const found = inEach(rule, wrong, ends);
  expect(wrong.filter((_, index) => found[index] === '')).toEqual([]);
  const others = inEach(rule, fine, ends);
  expect(fine.filter((_, index) => others[index] !== '')).toEqual([]);
});

test('what is only needed to build is found by its name', () => {
  const wrong = [
    'gcc', 'gcc-14', 'gcc-c++', 'g++', 'g++-12', 'gfortran', 'cpp', 'clang', 'clang18', 'clang-18', 'llvm', 'llvm17', 'make', 'cmake', 'meson', 'ninja-build', 'autoconf', 'automake', 'libtool', 'build-essential', 'binutils', 'bison', 'flex', 'tcc', 'pkg-config', 'pkgconf', 'build-base', 'rust', 'rustc', 'rust-all', 'cargo', 'golang', 'golang-go', 'go',
    'gcc-multilib', 'gcc-14-multilib', 'gcc-14.1-1.fc40', 'libpq-dev', 'python3-devel', 'openjdk-21-jdk', 'linux-headers', 'linux-headers-amd64', 'libpq-devel-16.1', 'musl-headers',
  ];
  const fine = ['libgcc-s1', 'gcc-14-base', 'xgcc', 'gcc-', 'gcc-x', 'cmakex', 'libpq5', 'devel', 'dev', 'openjdk-21-jre', 'libpq-dev-x', 'xlinux-headers-amd64', 'go-x', 'golang-x', 'devtools', 'clangd'];
  const found = findings('build-packages', {}, ({ base }) => base.raw(`RUN apt-get install ${[...wrong, ...fine].join(' ')}`));
  expect(found.map(message => message.replace(/^base installs (\S+), which is only needed to build\. Install it in builder, with buildPackages\.$/, '$1'))).toEqual(wrong);
});

test('every line that gives a user the ID 0 is found', () => {
  const wrong = [
    'useradd -u 0 a', 'useradd -ou 0 a', 'useradd -ou00 a', 'useradd -u0 a', 'useradd --uid=0 a', 'useradd --uid 0 a', 'usermod -u 0 a', 'adduser -D -u 0 a', 'echo a:x:0:0::/:/bin/sh', 'printf a::0:12:me::', 'sed $aa:x:00:0:::', 'awk a.b-c:x:0:10:x:/root:x', 'tee -x a:x:0:1::/:', 'echo "x\\na:x:0:0::/:"', 'echo "x a:x:0:0::/:"',
  ];
  const fine = [
    'useradd -u 10 a', 'useradd -u 1 0', 'useradd --uidx=0 a', 'useradd x-u 0', 'useradd -u 0x a', 'useradd --uid=01x a', 'useradd -u 0 root', 'userdel -u 0 a', 'adduser a', 'echo root:x:0:0::/:', 'echo a:x:10:0::/:', 'echo a:x:0', 'echo a:x:0:0::x:/bin/sh', 'cat a:x:0:0::/:', 'echo a:b:c:0:0::/:', 'echo "a b:0:0::/:"', 'echo a:x:0:x::/:',
  ];
  const found = findings('production-user', {}, ({ base }) => [...wrong, ...fine].forEach(line => base.raw(`RUN ${line}`)));
  expect(found).toEqual(wrong.map(line => `${line.replace(/ .*/, '')} in base gives a user the ID 0: whoever has that name is root. Use another ID.`));
});

test('a RUN that leaves dates of the build is found', () => {
  const wrong = ['RUN a', 'RUN true; a', 'RUN touch a', 'RUN a; touch -c x', 'RUN a; touch x-d', 'RUN a -d'];
  const fine = ['RUN true', 'RUN :; test -f a; [ -f b ]', 'RUN a; touch -h -d @1 x', 'RUN a; touch -r x y', 'RUN a; touch -ht 1 x', 'RUN a; touch --date=@1 x', 'RUN a; touch --date @1 x', 'RUN a; touch --reference=x y', 'RUN a; find x -exec touch -d @1 {} +', 'RUN python /tmp/layers.py', 'LABEL a=b', 'RUN []'];
  const found = findings('even-dates', {}, ({ base }) => [...wrong, ...fine].forEach(line => base.raw(line)));
  const programs = wrong.map(line => line.replace(/^RUN (\S+?);? .*|^RUN (\S+)$/, '$1$2'));
  expect(found.map(message => message.replace(/^RUN (\S*) in base: the files that it writes have the date of the build[^]*/, '$1'))).toEqual(programs);
});
