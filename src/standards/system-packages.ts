/** How a program installs packages of a distribution, and removes them again. */
interface PackageTool {
  readonly install: RegExp;
  readonly remove: RegExp;
  /** The options that take an argument. */
  readonly values: RegExp;
}

const APT: PackageTool = {
  install: /^(install|reinstall)$/, remove: /^(purge|remove|autoremove)$/, values: /^(-[tcoa]|--(target-release|default-release|option|config-file|host-architecture))$/,
};
const DNF: PackageTool = {
  install: /^(install|reinstall|localinstall)$/,
  remove: /^(remove|erase|autoremove)$/,
  values: /^(-[cxd]|--(config|enablerepo|disablerepo|repo|repoid|exclude|excludepkgs|installroot|releasever|setopt))$/,
};

const TOOLS = new Map<string, PackageTool>([
  ['apk', { install: /^add$/, remove: /^del$/, values: /^(-[tXp]|--(virtual|repository|root|arch|cache-dir|keys-dir|repositories-file|wait))$/ }],
  ['apt', APT],
  ['apt-fast', APT],
  ['apt-get', APT],
  ['aptitude', APT],
  ['dnf', DNF],
  ['dnf5', DNF],
  ['microdnf', DNF],
  ['nala', APT],
  ['tdnf', DNF],
  ['yum', DNF],
  ['zypper', { install: /^(in|install)$/, remove: /^(rm|remove)$/, values: /^(-[rt]|--(repo|type|from))$/ }],
]);

/** The packages that a command installs: their names without versions. */
export function installedPackages(command: string[]): string[] {
  return namedPackages(command, 'install').map(packageName);
}

/** The packages that a command installs without a fixed version. */
export function packagesWithoutVersion(command: string[]): string[] {
  // dnf has versions after a - too
  const version = TOOLS.get(command[0]) === DNF ? /[=~<>:]|-\d/ : /[=~<>]/;
  return namedPackages(command, 'install').filter(text => !version.test(text) && !/[$`*/]|\.(deb|rpm|apk)$/.test(text)).map(packageName);
}

/** The packages that the commands of one RUN install and do not remove. */
export function keptPackages(commands: string[][]): string[] {
  const removed = new Set<string>();
  // from the end: a package that is removed before it is installed stays
  const kept = [...commands].reverse().map((command) => {
    const installed = removed.has(groupOf(command) ?? '') ? [] : installedPackages(command).filter(name => !removed.has(name));
    namedPackages(command, 'remove').forEach(name => removed.add(packageName(name)));
    return installed;
  });
  return kept.reverse().flat();
}

/** The name of a package that may have a version, a release or an architecture: `libpq5=17.*`, `gcc/stable`, `gcc:amd64`, `gcc.x86_64`. */
export function packageName(text: string): string {
  return text.replace(/[=~<>:/@].*|\.(x86_64|aarch64|noarch|i[36]86|ppc64le|s390x)$/g, '');
}

/** The packages in a command, and the groups of apk. */
function namedPackages([program, ...words]: string[], action: 'install' | 'remove'): string[] {
  const tool = TOOLS.get(program);
  const start = tool ? words.findIndex(word => tool[action].test(word)) : -1;
  const name = action === 'install' ? /^[a-z0-9]/ : /^[^-]/;
  return start === -1 ? [] : words.slice(start + 1).filter((word, index, list) => name.test(word) && !tool!.values.test(list[index - 1] ?? ''));
}

/** The name under which `apk add --virtual` installs packages, to remove them together. */
function groupOf([program, ...words]: string[]): string | undefined {
  const [, name] = program === 'apk' ? /(?:^| )(?:-t|--virtual)[ =](\S+)/.exec(words.join(' ')) ?? [] : [];
  return name;
}
