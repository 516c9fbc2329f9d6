/** What installs packages of a distribution. */
const INSTALLERS: { readonly [program: string]: string } = {
  'apk': 'add', 'apt': 'install', 'apt-get': 'install', 'dnf': 'install', 'microdnf': 'install', 'yum': 'install',
};

/** What removes them again. */
const REMOVERS: { readonly [program: string]: string[] } = {
  'apk': ['del'], 'apt': ['purge', 'remove', 'autoremove'], 'apt-get': ['purge', 'remove', 'autoremove'],
};

/** The packages that a command installs: their names without versions. */
export function installedPackages([program, ...words]: string[]): string[] {
  const start = words.indexOf(INSTALLERS[program]);
  return start === -1 ? [] : words.slice(start + 1).filter(word => /^[a-z0-9]/.test(word)).map(packageName);
}

/** The packages that commands of one RUN install and leave there. */
export function keptPackages(commands: string[][]): string[] {
  return commands.flatMap((command, index) => {
    const removed = commands.slice(index + 1).flatMap(removedPackages);
    return removed.includes(groupOf(command)!) ? [] : installedPackages(command).filter(name => !removed.includes(name));
  });
}

/** The name of a package that may have a version: `libpq5=17.*`. */
export function packageName(text: string): string {
  return text.replace(/[=~<>:].*/, '');
}

function removedPackages([program, ...words]: string[]): string[] {
  const start = words.findIndex(word => REMOVERS[program]?.includes(word));
  return start === -1 ? [] : words.slice(start + 1).filter(word => !word.startsWith('-')).map(packageName);
}

/** The name under which `apk add --virtual` installs packages, to remove them together. */
function groupOf([program, ...words]: string[]): string | undefined {
  const [, name] = program === 'apk' ? /(?:^| )(?:-t|--virtual)[ =](\S+)/.exec(words.join(' ')) ?? [] : [];
  return name;
}
