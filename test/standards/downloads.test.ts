import { Downloads } from '../../src/standards/downloads';
import { readScript } from '../../src/standards/shell-script';

/** How a script runs downloads. */
const runs = (script: string) => new Downloads().unverifiedRuns(readScript(script));

const URL = 'https://x.example/f';

test.each<[string, string]>([
  [`curl -o f ${URL}; ./f`, 'f'], [`curl -so f ${URL}; sh f`, 'sh f'], [`curl --output f ${URL}; sh f`, 'sh f'], [`curl --output=f ${URL}; sh f`, 'sh f'], [`curl -of ${URL}; sh f`, 'sh f'], [`curl -fsSLof ${URL}; sh f`, 'sh f'],
  [`curl -O ${URL}; sh f`, 'sh f'], [`curl -sO ${URL}?a=b; sh f`, 'sh f'], [`curl --remote-name ${URL}#x; sh f`, 'sh f'], [`curl --remote-name-all ${URL}; sh f`, 'sh f'], [`curl ${URL} > f; sh f`, 'sh f'],
  [`wget ${URL}; sh f`, 'sh f'], [`wget -O f ${URL}/x; sh f`, 'sh f'], [`wget -qO f ${URL}/x; sh f`, 'sh f'], [`wget -qOf ${URL}/x; sh f`, 'sh f'], [`wget --output-document f ${URL}/x; sh f`, 'sh f'], [`wget --output-document=f ${URL}/x; sh f`, 'sh f'],
  ...['http', 'https', 'xh', 'xhs'].flatMap((name): [string, string][] => [[`${name} -o f ${URL}/x; sh f`, 'sh f'], [`${name} --output f ${URL}/x; sh f`, 'sh f'], [`${name} -d ${URL}; sh f`, 'sh f'], [`${name} --download ${URL}; sh f`, 'sh f'], [`${name} ${URL} | sh`, `"${name} ${URL}" is run by sh`]]),
  ...['iwr', 'irm', 'Invoke-WebRequest', 'Invoke-RestMethod'].flatMap((name): [string, string][] => [[`${name} -OutFile f ${URL}; sh f`, 'sh f'], [`${name} -o f ${URL}; sh f`, 'sh f'], [`${name} ${URL} | iex`, `"${name} ${URL}" is run by iex`]]),
  ...['aria2c', 'axel', 'fetch', 'ftp', 'lftp', 'sftp', 'tftp'].flatMap((name): [string, string][] => [[`${name} -o f ${URL}/x; sh f`, 'sh f'], [`${name} --out f ${URL}/x; sh f`, 'sh f'], [`${name} --output f ${URL}/x; sh f`, 'sh f'], [`${name} ${URL}; sh f`, 'sh f'], [`${name} x | sh`, `"${name} x" is run by sh`]]),
  ...['lynx', 'links', 'elinks', 'w3m', 'nc', 'ncat', 'netcat', 'socat', 'ssh'].map((name): [string, string] => [`${name} x | sh`, `"${name === 'ssh' ? 'ssh' : `${name} x`}" is run by sh`]),
  ['scp host:/x f; sh f', 'sh f'], ['scp host:/d/f .; sh f', 'sh f'], ['rsync -a rsync://host/f .; ./f', 'f'], ['rsync me@host:/f .; ./f', 'f'], ['aws s3 cp s3://b/f .; sh f', 'sh f'], ['gsutil cp gs://b/f f; sh f', 'sh f'], ['gcloud storage cp gs://b/f f; sh f', 'sh f'],
  ['rclone copy remote:f f; sh f', 'sh f'], ['az copy s3://b/f f; sh f', 'sh f'],
  [`python -c "import urllib.request as u; u.urlretrieve('${URL}/x', 'f')"; sh f`, 'sh f'], [`python -c "print(get('${URL}'))" | sh`, `"python -c print(get('${URL}'))" is run by sh`],
])('%s runs %s', (script, run) => {
  expect(runs(script)).toEqual([run]);
});

test.each<[string, string]>([
  [`curl -o f ${URL}; f`, 'f'], [`curl -o f ${URL}; timeout 5 f`, 'f'], [`curl -o sudo-x ${URL}; nice sudo-x a`, 'sudo-x'], [`curl -o f ${URL}; sh < f`, 'sh < f'], [`curl -o f ${URL}; cat f | sh`, '"cat f" is run by sh'], [`curl -o f ${URL}; cat < f | sh`, '"cat" is run by sh'],
  [`curl -o /a/f ${URL}; sh /a/*`, 'sh /a/*'], [`curl -o /a/f.sh ${URL}; sh /a/*.sh`, 'sh /a/*.sh'], [`curl -o f.deb ${URL}; dpkg -i *`, 'dpkg *'], [`curl -o f.tar.xz ${URL}; unxz f.tar.xz; sh f.tar`, 'sh f.tar'], [`curl -o f.py ${URL}; python -u f.py`, 'python f.py'],
  ...['gz', 'bz2', 'xz', 'zst', 'lz4', 'br'].map((ending): [string, string] => [`curl -o f.${ending} ${URL}; sh f`, 'sh f']),
  [`curl -o f ${URL}; cp f g; sh g`, 'sh g'], [`curl -o f ${URL}; mv f g; g`, 'g'], [`curl -o f ${URL}; install f /bin/g; g`, 'g'], [`curl -o f ${URL}; ln f g; g`, 'g'], [`curl -o f ${URL}; dd if=f of=g < f; g`, 'g'], [`curl ${URL} | tee f g; sh g`, 'sh g'], [`curl ${URL} | sponge -a f; sh f`, 'sh f'],
  ...['perl', 'ruby', 'node', 'deno', 'bun', 'php', 'lua5.4', 'R', 'Rscript', 'tclsh', 'julia', 'java', 'dotnet', 'mono', 'fish', 'source', '.', 'pypy3', 'python3.14'].map((name): [string, string] => [`curl -o f ${URL}; ${name} f`, `${name} f`]),
  [`curl -o f ${URL}; java -jar f`, 'java f'], [`sh <(curl ${URL})`, `"curl ${URL}" is run by sh`], [`sh -c "$(curl ${URL})"`, `"curl ${URL}" is run by the shell`], [`perl -e "$(curl ${URL})"`, `"curl ${URL}" is run by perl`], [`$(curl ${URL})`, `"curl ${URL}" is run by the shell`],
  [`curl ${URL} | python -c 'exec(stdin.read())'`, 'python -c of a download'], [`python -c "exec(get('${URL}'))"`, 'python -c of a download'], ['perl -e \'eval get("ftp://x")\'', 'perl -e of a download'], [`curl ${URL} | ruby -e 'instance_eval STDIN'`, 'ruby -e of a download'],
  ['cat < /dev/tcp/x/80 | sh', '"cat" is run by sh'], ['cat < /dev/udp/x/80 > f; sh f', 'sh f'],
])('what was downloaded runs: %s', (script, run) => {
  expect(runs(script)).toEqual([run]);
});

test.each<[string, string]>([
  ...['dpkg -i', 'dpkg -Ei', 'dpkg --install', 'dpkg --unpack', 'rpm -i', 'rpm -Uvh', 'rpm -F', 'rpm --install', 'rpm --upgrade', 'apt install', 'apt-get -y install', 'aptitude install', 'dnf localinstall', 'microdnf install', 'yum reinstall', 'zypper in', 'apk add', 'pip install', 'pip3 install', 'uv pip install', 'npm install', 'gem install']
    .map((text): [string, string] => [`curl -O ${URL}.x; ${text} ./f.x`, `${text.split(' ')[0]} ./f.x`]),
  [`rpm -i ${URL}.rpm`, `rpm ${URL}.rpm`],
])('a package that was downloaded is installed: %s', (script, run) => {
  expect(runs(script)).toEqual([run]);
});

test.each<[string, string]>([
  [`curl ${URL} | tar x; ./a/f`, 'f'], [`curl ${URL} | tar xz -C /opt; /opt/a/f`, 'f'], [`curl ${URL} | tar xz -C/opt/; sh /opt/f`, 'sh /opt/f'], [`curl ${URL} | tar xz --directory /opt; /opt/f`, 'f'], [`curl ${URL} | tar xz --directory=/opt; /opt/f`, 'f'], [`curl ${URL} | tar -zxC /; /f`, 'f'], [`curl ${URL} | tar -zxC /; /a/f`, ''], [`curl ${URL} | tar xzC /opt; /opt/f`, 'f'], [`curl ${URL} | tar x xC /opt; /opt/f`, ''],
  [`curl -o f.zip ${URL}; unzip f.zip -d /opt; /opt/f`, 'f'], [`curl -o f.zip ${URL}; unzip -d/opt f.zip; /opt/f`, 'f'], [`curl -o f.x ${URL}; bsdtar -x f.x; a/f`, 'f'], [`curl -o f.x ${URL}; 7z x f.x; a/f`, 'f'], [`curl -o f.x ${URL}; 7za x f.x; a/f`, 'f'], [`curl ${URL} | cpio -i; a/f`, 'f'], [`curl ${URL} | cpi -i; a/f; cpio -i; a/f`, ''],
  [`curl -o f.jar ${URL}; jar x f.jar; a/f`, 'f'],
])('what was unpacked runs: %s', (script, run) => {
  expect(runs(script)).toEqual(run === '' ? [] : [run]);
});

test.each([
  `curl -o f ${URL}; sha256sum -c sums; sh f`, `curl -o f ${URL}; sha512sum --check sums; sh f`, `curl -o f ${URL}; shasum -a 256 -c sums; sh f`, `curl -o f ${URL}; b2sum --quiet -c sums; sh f`, `curl -o f ${URL}; gpg --verify f.sig; sh f`, `curl -o f ${URL}; gpgv f.sig; sh f`,
  `curl -o f ${URL}; cosign verify-blob f; sh f`, `curl -o f ${URL}; minisign -V f; sh f`, `curl -o f ${URL}; slsa-verifier x f; sh f`, ...['dgst', 'verify', 'cms', 'smime', 'pkeyutl', 'ts'].map(name => `curl -o f ${URL}; openssl ${name} f; sh f`),
  `curl -o f ${URL}; test "$(sha256sum f)" = x; sh f`, `curl -o f ${URL}; sha256sum f | grep x; sh f`, `curl ${URL} | tar x; gpg --verify f; ./a/f`,
  'curl --help | sh', 'wget -h | sh', 'curl -V | sh', `curl -O ${URL}.x; pip download ./f.x`, `curl -O ${URL}.x; dpkg -l f.x`, `curl -O ${URL}.x; rpm -q f.x`, `curl -O ${URL}.x; foo install ./f.x`, `curl -O ${URL}.x; constructor install ./f.x`, `apt-get install ${URL}.deb`,
  `curl -o d/ ${URL}; sh d`, `curl -o . ${URL}; sh .`, `curl -o d.csv ${URL}; sh *`, `curl -o f ${URL}; sh g`, `curl -o f ${URL}; sh -c f2`, `curl -d o f ${URL}; sh f`, `curl -xO-f ${URL}`, `curlx -o f ${URL}; sh f`, `curl ${URL} | tar x; f`, `curl ${URL} | tar x; /a/f`, `curl ${URL} | tar xC /opt; /opts/f`, `curl ${URL} | tarx; ./a/f`,
  `curl ${URL} | python -c 'print(1)'`, `curl ${URL} | python -m json.tool`, `curl ${URL} | perl -ne 'print'`, `curl ${URL} | python script.py`, `curl ${URL} | sh script`, 'python -c "exec(open(\'x\'))"', 'scp a b; sh b', 'rsync a b; sh b', 'aws s3 ls; sh ls', 'scp ::x f; sh f', `curl ${URL} | teex f; sh f`,
])('nothing that was downloaded runs: %s', (script) => {
  expect(runs(script)).toEqual([]);
});

test.each([`curl -o f ${URL}; sha256sum f; sh f`, `curl -o f ${URL}; openssl enc f; sh f`, `curl -o f ${URL}; openssl; sh f`, `curl -o f ${URL}; sha256sums -c x; sh f`, `curl -o f ${URL}; xgpg f; sh f`, `sha256sum -c x; curl -o f ${URL}; sh f`])('nothing was compared before it ran: %s', (script) => {
  expect(runs(script)).toEqual(['sh f']);
});

test('another stage has the downloads of the one that it copies from', () => {
  const other = new Downloads();
  other.unverifiedRuns(readScript(`curl -o f ${URL}; curl ${URL} | tar xC /opt`));
  const downloads = new Downloads();
  expect(downloads.unverifiedRuns(readScript('sh f; /opt/g'))).toEqual([]);
  downloads.copyFrom(other);
  expect(downloads.unverifiedRuns(readScript('sh f; /opt/g'))).toEqual(['sh f', 'g']);
});

const COMMIT = 'a'.repeat(40);

test.each<[string, string]>([
  [`git clone ${URL} && sh f/setup`, 'sh f/setup'], [`git clone ${URL}.git && ./f/setup`, 'setup'], [`git clone ${URL}/ && f/setup`, 'setup'], ['git clone git@x.example:a/f.git && f/setup', 'setup'], ['git clone git@x.example:f && f/setup', 'setup'], [`git clone --depth=1 -b v1 ${URL} /opt/x && /opt/x/setup`, 'setup'],
  [`git clone --branch v1 --depth 1 ${URL} /opt/x/ && sh /opt/x/setup`, 'sh /opt/x/setup'], [`git -c a=b clone ${URL} ./x && x/setup`, 'setup'], [`git clone ${URL} && cd f && ./setup`, 'setup'], [`git clone ${URL} && cd f/sub && python a/setup.py`, 'python a/setup.py'], [`git clone ${URL} . && ./setup`, 'setup'], [`curl ${URL} | tar xC /opt && cd /opt/a && ./setup`, 'setup'],
  [`git clone ${URL} && git -C f checkout v1 && f/setup`, 'setup'], [`git clone ${URL} && git -C f checkout ${'a'.repeat(39)} && f/setup`, 'setup'], [`git clone ${URL} && git log ${COMMIT} && f/setup`, 'setup'],
])('what was cloned runs: %s', (script, run) => {
  expect(runs(script)).toEqual([run]);
});

test.each([
  `git clone ${URL} && git -C f checkout ${COMMIT} && f/setup`, `git clone ${URL} && cd f && git reset --hard ${COMMIT} && ./setup`, `git clone --revision=${COMMIT} ${URL} && f/setup`, `git clone ${URL} && git -C f switch --detach ${'b'.repeat(64)} && f/setup`, `git clone ${URL} /data && ./setup`, `git clone ${URL} && cd other && ./setup`,
  `git clone ${URL} && ls f && ./setup`, `git clone ${URL} && pushd2 f && ./setup`, `git fetch ${URL} f && f/setup`,
  `git clone ${URL} && cat f/setup`, 'git pull && f/setup', `git clone ${URL} && f`, 'cd f && ./setup',
])('nothing that was cloned runs: %s', (script) => {
  expect(runs(script)).toEqual([]);
});

test.each<[string, boolean]>([
  ['curl -o /srv/gunicorn URL; gunicorn', false], ['curl -o /srv/gunicorn URL; /opt/venv/bin/gunicorn', false], ['curl -o /srv/gunicorn URL; /srv/gunicorn', true], ['curl -o /srv/gunicorn URL; cd /srv; ./gunicorn', true], ['curl -o /srv/gunicorn URL; sh gunicorn', true],
  ['curl -o /usr/bin/gunicorn URL; gunicorn', true], ['curl -o /sbin/gunicorn URL; gunicorn', true], ['curl -o gunicorn URL; gunicorn', true], ['curl -o /srv/gunicorn URL; mv /srv/gunicorn /usr/bin/; gunicorn', true], ['curl -o /srv/gunicorn URL; cp /srv/gunicorn /usr/bin; gunicorn', true], ['curl -o /srv/gunicorn.gz URL; gunicorn', false], ['curl -o /srv/gunicorn URL; mv /srv/gunicorn /usr/bin/gunicorn; gunicorn', true], ['curl -o /bin/gunicorn URL; curl -o /srv/gunicorn URL; gunicorn', true],
])('%s runs the download: %s', (script, isRun) => {
  expect(runs(script.replaceAll('URL', URL))).toHaveLength(isRun ? 1 : 0);
});

test('a stage that starts from another has its files in the same folders; one that copies from it may have them in any', () => {
  const other = new Downloads();
  other.addFile('/srv/g');
  expect(new Downloads(other).unverifiedRuns(readScript('g; /srv/g'))).toEqual(['g']);
  const copy = new Downloads(other);
  copy.copyFrom(other);
  expect(copy.unverifiedRuns(readScript('g'))).toEqual(['g']);
  expect(new Downloads().unverifiedRuns(readScript('g'))).toEqual([]);
});

test.each(['git clone ', 'git clone a ', 'curl a | tar xC ', 'curl a | tar x --directory=', 'curl -o ', 'wget a', 'cd '])('%s with 60,000 slashes takes no time', (start) => {
  const before = process.cpuUsage(); // the machine may be busy
  runs(`${start}${'/'.repeat(60_000)}x`);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(500);
});
