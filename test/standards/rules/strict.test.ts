import { BaseImage } from '../../../src';
import { Change, findings } from '../check';

const raw = (line: string): Change => ({ production }) => production.raw(line);

describe('package-versions', () => {
  const message = (option: string, name: string) => `${option}: ${name} has no version. Write for example ${name}=1.*, or set aptSnapshot in baseImage and accept this.`;

  test('system packages have versions', () => {
    expect(findings('package-versions')).toEqual([]);
    expect(findings('package-versions', { buildPackages: ['gcc=14.*', 'libc6-dev'], runtimePackages: ['libpq5', 'libxml2=2.*'] }))
      .toEqual([message('buildPackages', 'libc6-dev'), message('runtimePackages', 'libpq5')]);
    expect(findings('package-versions', { baseImage: BaseImage.alpine(), runtimePackages: ['libpq~17'] })).toEqual([]);
    expect(findings('package-versions', { baseImage: BaseImage.alpine(), runtimePackages: ['libpq'] }))
      .toEqual(['runtimePackages: libpq has no version. Write for example libpq~1.']);
  });
});

describe('copy-instead-of-add', () => {
  test.each(['ADD https://example.com/x.tar /x', 'add x /x'])('%s', (line) => {
    expect(findings('copy-instead-of-add', {}, raw(line)))
      .toEqual([`ADD ${line.slice(4)} in production may unpack or download files that are not verified. Use copy(), or ADD --checksum.`]);
  });

  test.each(['ADD --checksum=sha256:0 https://example.com/x /x', 'COPY x /x', 'RUN echo ADD x /x'])('%s is checked', (line) => {
    expect(findings('copy-instead-of-add', {}, raw(line))).toEqual([]);
  });
});

describe('sudo', () => {
  test.each(['RUN sudo apt-get update', 'RUN apt-get install -y curl sudo', 'RUN echo && sudo -u app true', 'RUN ["/usr/bin/sudo", "true"]'])('%s', (line) => {
    expect(findings('sudo', {}, raw(line))).toEqual([`${line} in production uses sudo, with which a process gains privileges. Run it as root, before USER.`]);
  });

  test.each(['RUN echo sudo', 'RUN apt-get install -y sudoku', 'CMD ["sudo"]'])('%s does not', (line) => {
    expect(findings('sudo', {}, raw(line))).toEqual([]);
  });
});

describe('privileged-files', () => {
  const message = (what: string) => `${what} in production: it has no effect in a container with no-new-privileges, and is unsafe in others. Remove it.`;

  test.each([
    ['RUN chmod 4755 /x', 'chmod 4755 /x'],
    ['RUN chmod -R 02755 /x', 'chmod -R 02755 /x'],
    ['RUN chmod u+s /x', 'chmod u+s /x'],
    ['RUN chmod g-w,u=rwxs /x', 'chmod g-w,u=rwxs /x'],
    ['RUN install -m 4755 a /b', 'install -m 4755 a /b'],
    ['RUN install -Dm4755 a /b', 'install -Dm4755 a /b'],
    ['RUN install --mode=u+s a /b', 'install --mode=u+s a /b'],
    ['RUN install --mode 2755 a /b', 'install --mode 2755 a /b'],
    ['RUN setcap cap_net_bind_service=+ep /x', 'setcap cap_net_bind_service=+ep /x'],
    ['COPY --chmod=6755 x /x', '--chmod=6755'],
  ])('%s', (line, what) => {
    expect(findings('privileged-files', {}, raw(line))).toEqual([message(what)]);
  });

  test.each(['RUN chmod 0755 /x', 'RUN chmod 1777 /x', 'RUN chmod u-s /x', 'RUN chmod u+x /s', 'RUN echo u+s', 'RUN install -m 755 4755 /b', 'RUN install a -m', 'COPY --chmod=755 x /x', 'COPY --chown=4755 x /x'])('%s', (line) => {
    expect(findings('privileged-files', {}, raw(line))).toEqual([]);
  });
});

describe('verified-downloads', () => {
  test.each([
    ['RUN curl -sSf https://example.com | sh', '"curl -sSf https://example.com" is run by sh'],
    ['RUN wget -qO- https://example.com | sudo bash -s', '"wget -qO- https://example.com" is run by bash'],
    ['RUN curl https://example.com |python3 -', '"curl https://example.com" is run by python3'],
    ['RUN curl https://example.com | python3.13 -', '"curl https://example.com" is run by python3.13'],
    ['RUN curl https://example.com | env A=/x sh', '"curl https://example.com" is run by sh'],
    ['RUN curl https://example.com | sudo -E /bin/bash -', '"curl https://example.com" is run by bash'],
    ['RUN curl https://example.com | sudo -u root sh', '"curl https://example.com" is run by sh'],
    ['RUN sh -c "$(curl -fsSL https://example.com)"', '"curl -fsSL https://example.com" is run by the shell'],
    ['RUN bash <(curl -s https://example.com)', '"curl -s https://example.com" is run by bash'],
    ['RUN true && eval "$(wget -qO- https://example.com)"', '"wget -qO- https://example.com" is run by the shell'],
    ['RUN bash -o pipefail -c "`curl https://example.com`"', '"curl https://example.com" is run by the shell'],
    ['RUN . <(curl https://example.com)', '"curl https://example.com" is run by .'],
    ['RUN ["sh", "-c", "$(curl https://example.com)"]', '"curl https://example.com" is run by the shell'],
    ['RUN curl -fsSLk https://example.com', 'curl -fsSLk'],
    ['RUN curl -kLo x https://example.com', 'curl -kLo'],
    ['RUN curl -k https://example.com', 'curl -k'],
    ['RUN curl -o x --insecure https://example.com', 'curl --insecure'],
    ['RUN wget --no-check-certificate x', 'wget --no-check-certificate'],
    ['RUN pip install --require-hashes --trusted-host x -r y', 'pip --trusted-host'],
    ['RUN apt-get install --allow-unauthenticated x', 'apt-get --allow-unauthenticated'],
    ['RUN apk add --allow-untrusted x', 'apk --allow-untrusted'],
    ['RUN uv pip install --allow-insecure-host x', 'uv --allow-insecure-host'],
    ['RUN curl -fsSLo /tmp/x https://example.com/y && sh -e /tmp/x', 'sh /tmp/x'],
    ['RUN curl --output=x https://example.com && chmod +x x && ./x --now', 'x'],
    ['RUN curl --output x https://example.com; python3.13 x', 'python3.13 x'],
    ['RUN curl -LO https://example.com/install.sh?v=1 && bash ./install.sh', 'bash ./install.sh'],
    ['RUN wget -q https://example.com/install.sh#a && . ./install.sh', '. ./install.sh'],
    ['RUN wget -qO /usr/local/bin/tool https://example.com/y && tool', 'tool'],
    ['RUN sha256sum -c sums && wget --output-document=x https://example.com && sh x', 'sh x'],
  ])('%s', (line, what) => {
    expect(findings('verified-downloads', {}, raw(line))).toEqual([`${what} in production: the download is not verified. Install a package, or compare a checksum first.`]);
  });

  test.each([
    'RUN curl -o x https://example.com && sha256sum -c sums && sh x', 'RUN echo x | sh', 'RUN curl -O https://example.com/-k', 'RUN curl x | shasum',
    'LABEL a="curl x | sh"', 'RUN curl -o x https://example.com/y && sh y', 'RUN curl https://example.com/y && sh y', 'RUN wget -O x https://example.com/y && sh y && cat x',
    'RUN curl -o x https://example.com && gpg --verify x.sig && ./x', 'RUN sh x && curl -o x https://example.com', 'RUN other -O https://example.com/x && sh x', 'RUN sh', 'RUN wget x --kind', 'RUN curl -sok https://example.com', 'RUN sh x.sh "$(curl x)"', 'RUN echo "$(curl x)"', 'RUN ./eval.sh $(curl x)',
  ])('%s', (line) => {
    expect(findings('verified-downloads', {}, raw(line))).toEqual([]);
  });
});

test('a long line is read in no time', () => {
  const start = Date.now();
  expect(findings('verified-downloads', {}, raw(`RUN curl x | ${'-u '.repeat(60)}`))).toEqual([]);
  expect(Date.now() - start).toBeLessThan(2000);
});

describe('update-with-install', () => {
  test.each(['RUN apt-get update', 'RUN apt update && echo', 'RUN apk update'])('%s', (line) => {
    expect(findings('update-with-install', {}, raw(line)))
      .toEqual([`${line} in production is cached, so later packages are installed from outdated package lists. Install in the same RUN.`]);
  });

  test.each(['RUN apt-get update && apt-get install -y curl', 'RUN apk add curl', 'RUN poetry update', 'RUN apt-get clean'])('%s', (line) => {
    expect(findings('update-with-install', {}, raw(line))).toEqual([]);
  });
});

describe('locked-installs', () => {
  test.each([
    'pip install flask', 'pip3 install flask', 'uv pip install flask', 'python -m pip install flask', 'python3 -m pip install flask', 'pip --python=/x install flask',
    'python3.13 -m pip install flask', 'pip --no-cache-dir install flask', 'uv --quiet pip install flask', 'uv add flask', 'uv --project /x add flask', 'pip --python /x install flask',
    'pip install --no-deps flask', 'uv pip install --no-deps /project flask', 'pip install --no-deps -r /x', 'pip install --no-deps --editable=git+https://example.com/x',
  ])('%s', (command) => {
    expect(findings('locked-installs', {}, raw(`RUN ${command}`))).toEqual([`${command} in production installs the newest version. Add the package to requirements, and lock it.`]);
  });

  test.each([
    'pip install --require-hashes -r x', 'uv pip install --no-deps /project', 'pip install --no-deps --target=/y ./x --editable=/z', 'pip download flask', 'pip list install', 'uv sync --locked add', 'uv run pip install-x', 'echo pip install flask',
  ])('%s', (command) => {
    expect(findings('locked-installs', {}, raw(`RUN ${command}`))).toEqual([]);
  });

  test('development may install packages that are not locked', () => {
    const install: Change = ({ dev, builder, production }) => [dev, builder, production].forEach(stage => stage.run('pip install flask'));
    expect(findings('locked-installs', {}, install).map(text => text.slice(0, 31)).sort()).toEqual(['pip install flask in builder in', 'pip install flask in production']);
  });
});

describe('image-registry', () => {
  const registry = 'registry.example.com/mirror';

  test('with a registry, every image is from there', () => {
    const add: Change = ({ dockerfile }) => {
      dockerfile.addStage('a', { image: `${registry}/debian:1` });
      dockerfile.addStage('b', { image: `${registry}2/debian:1` });
    };
    expect(findings('image-registry', { imageRegistry: registry })).toEqual([]);
    expect(findings('image-registry', {}, add)).toEqual([]);
    expect(findings('image-registry', { imageRegistry: registry }, add))
      .toEqual([`${registry}2/debian:1 does not come from imageRegistry, ${registry}. Push it there, and use that name.`]);
  });

  test('with a registry for each host, every image is from one of them', () => {
    const imageRegistries = { 'docker.io': `${registry}/hub`, 'ghcr.io': `${registry}/ghcr` };
    expect(findings('image-registry', { imageRegistries })).toEqual([]);
    expect(findings('image-registry', { imageRegistries: { 'docker.io': `${registry}/hub` } }))
      .toEqual([expect.stringMatching(/^ghcr\.io\/astral-sh\/uv:\S+ does not come from imageRegistries, registry\.example\.com\/mirror\/hub\. Push it/)]);
    expect(findings('image-registry', { imageRegistries: { 'docker.io': `${registry}/hub` }, imageRegistry: registry })).toEqual([]);
  });

  test('images in COPY --from and mounts are checked too', () => {
    expect(findings('image-registry', { imageRegistry: registry }, ({ production }) => {
      production.raw('COPY --from=debian:1 /x /x');
      production.raw(`RUN --mount=from=${registry}/debian:1,target=/x true`);
      production.raw('COPY --from=LAYERS /x /x');
    })).toEqual([`debian:1 does not come from imageRegistry, ${registry}. Push it there, and use that name.`]);
  });
});

