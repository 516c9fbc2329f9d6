import { isAbsolute } from 'node:path';
import { BAKE_FILE, BakeTarget, plainText, readBakeFile, targetsOf } from './bake-file';
import { facts } from './facts';
import { requireLocks } from './locks';
import { Problem } from './problem';
import { succeed } from './processes';
import { annotations } from './push';
import { namesAndFlags } from './words';

/** Builds all images of docker-bake.json at once, or the given targets: `bake TARGET… FLAG…`. */
export function bake(...argv: string[]): void {
  const { names, flags } = namesAndFlags(argv);
  build(names, flags, {});
}

/** Builds and pushes all images, or the given targets. The cache is written to where it is read from. */
export function bakePush(...argv: string[]): void {
  const { names, flags } = namesAndFlags(argv);
  const { REGISTRY, CACHE = '', CACHE_TO = CACHE, PROVENANCE = 'min', TAG = 'latest' } = process.env;
  const usesRegistry = selected(names).some(({ tags }) => tags.some(tag => tag.startsWith('${repository}')));
  if (!REGISTRY && usesRegistry && !flags.some(flag => /^--(set|var)\b/.test(flag))) {
    throw new Problem('Set the environment variable REGISTRY to the registry of the images, such as registry.example.com/shop: without it, Docker would push them to Docker Hub.');
  }
  build(names, ['--push', ...annotations(TAG).map(annotation => `--set=*.annotations=${annotation}`), ...flags], { CACHE_TO, PROVENANCE });
}

function build(names: string[], flags: string[], variables: NodeJS.ProcessEnv): void {
  const targets = selected(names);
  const { lockFolders } = facts();
  [...new Set(targets.flatMap(({ name }) => lockFolders?.[name] ?? []))].forEach(folder => requireLocks(folder));
  succeed('docker', ['buildx', 'bake', `--file=${BAKE_FILE}`, ...allowed(targets), ...withoutFilter(flags), ...names], { env: { ...process.env, ...variables } });
}

/** The targets that bake builds. */
function selected(names: string[]): (BakeTarget & { readonly name: string })[] {
  const file = readBakeFile();
  return targetsOf(file, names.length ? names : ['default']).map(name => ({ name, ...file.target[name] }));
}

/** Bake asks before it reads files outside of the folder, or uses the SSH agent. */
function allowed(targets: BakeTarget[]): string[] {
  const files = targets.flatMap(({ secret = [] }) => secret.flatMap(text => secretFile(plainText(text)) ?? []));
  return [
    ...[...new Set(files)].filter(file => isAbsolute(file) || file.startsWith('../')).sort().map(file => `--allow=fs.read=${file}`),
    ...targets.some(({ ssh = [] }) => ssh.length) ? ['--allow=ssh'] : [],
  ];
}

/** The file of a secret, if it comes from a file. */
export function secretFile(secret: string): string | undefined {
  const [, quoted, plain] = /(?:^|,)(?:"src=((?:[^"]|"")*)"|src=([^,]*))/.exec(secret) ?? [];
  return quoted?.replace(/""/g, '"') ?? plain;
}

/** Bake refuses --no-cache together with stages that are built without cache, so it gets no such stages. */
function withoutFilter(flags: string[]): string[] {
  return flags.some(flag => /^--no-cache(=true)?$/.test(flag)) ? [...flags, '--set=*.no-cache-filter='] : flags;
}
