import { refuseLogins } from '../../src/access/logins';

const MESSAGE = 'requirements.in line 3: "…" is not possible: everyone who has the file could read the user name, password or token in this URL. '
  + 'Write the URL without them, and set usernameSecret and passwordSecret in indexes.';

test.each([
  ['a user with a password', 'https://user:hunter2@pypi.example.com/simple/'],
  ['a user without a name', 'https://:hunter2@pypi.example.com/simple/'],
  ['a token', 'https://ghp_x@github.com/acme/lib.git'],
  ['a token in front of a branch', 'lib @ git+https://ghp_x@github.com/acme/lib.git@v1.0'],
  ['a token with a colon behind it', 'https://ghp_x:@github.com/acme/lib.git'],
  ['a token of plain HTTP', 'http://ghp_x@example.com'],
  ['a token in capitals', 'HTTPS://GHP_X@EXAMPLE.COM'],
  ['a password in front of a branch', 'git+https://user:hunter2@example.com/lib.git@main#egg=lib'],
  ['a password of digits', 'https://user:12345@pypi.example.com/'],
  ['a password with an @', 'https://user:p@ss@pypi.example.com/'],
  ['a password with a colon', 'https://user:${A}:b@pypi.example.com/'],
  ['a password with a slash', 'https://user:p/q@pypi.example.com/'],
  ['a password with a #', 'https://user:p#q@pypi.example.com/'],
  ['a password with a ?', 'https://user:p?q@pypi.example.com/'],
  ['a password of SSH', 'ssh://git:hunter2@example.com/lib.git'],
  ['a password of a database', 'postgres://user:hunter2@db/app'],
  ['the second of two addresses', '--index-url=https://example.com/simple/ --extra-index-url=https://user:hunter2@example.com'],
  ['an address inside another', 'https://proxy.example.com/https://user:hunter2@example.com'],
  ['something behind a variable', 'https://user:${PASSWORD}x@example.com'],
  ['something in front of a variable', 'https://x${TOKEN}@example.com'],
])('%s is refused, and not shown', (_name, text) => {
  expect(() => refuseLogins('requirements.in line 3', text)).toThrow(new Error(MESSAGE));
});

test.each([
  ['no address', 'Jane Doe <jane:x@example.com>'],
  ['an address without a login', 'https://example.com:8443/simple/'],
  ['an address and, behind it, another word', 'https://example.com:x jane@example.com'],
  ['a branch', 'lib @ git+https://github.com/acme/lib.git@v1.0'],
  ['a branch of a host with a port', 'git+https://example.com:8443/acme/lib.git@v1.0'],
  ['a branch of a host with an empty port', 'git+https://example.com:/acme/lib.git@v1.0'],
  ['a branch of a host that is a number', 'git+https://[2001:db8::1]/lib.git@v1.0'],
  ['a branch of a host that is a number, with a port', 'git+https://[2001:db8::1]:8443/lib.git@v1.0'],
  ['the user of SSH', 'git+ssh://deploy@example.com/lib.git'],
  ['the user of SSH, a port and a branch', 'git+ssh://git@example.com:22/lib.git@v1.0'],
  ['the user of SSH, and a path as scp takes it', 'git+ssh://git@example.com:acme/lib.git'],
  ['the user of SSH, in a variable of a name', 'HTTPS=ssh://deploy@example.com/lib.git'],
  ['the user git, whom everyone has', 'git+https://git@github.com/acme/lib.git'],
  ['no user', 'https://@example.com'],
  ['a path with an @', 'https://example.com/@scope/lib'],
  ['a variable for a token', 'https://${TOKEN}@example.com'],
  ['a variable for a password', 'https://user:${PASSWORD}@example.com'],
  ['variables for both', 'https://${USER}:${PASSWORD}@example.com'],
])('%s is not', (_name, text) => {
  expect(() => refuseLogins('requirements.in line 3', text)).not.toThrow();
});
