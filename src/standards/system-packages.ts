/** What installs packages of a distribution. */
const INSTALLERS: { readonly [program: string]: string } = {
  'apk': 'add', 'apt': 'install', 'apt-get': 'install', 'dnf': 'install', 'microdnf': 'install', 'yum': 'install',
};

/** The packages that a command installs: their names without versions. */
export function installedPackages([program, ...words]: string[]): string[] {
  const start = words.indexOf(INSTALLERS[program]);
  return start === -1 ? [] : words.slice(start + 1).filter(word => /^[a-z0-9]/.test(word)).map(packageName);
}

/** The name of a package that may have a version: `libpq5=17.*`. */
export function packageName(text: string): string {
  return text.replace(/[=~<>:].*/, '');
}
