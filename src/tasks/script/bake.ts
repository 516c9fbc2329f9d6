import { isAbsolute } from 'node:path';
import { affectedTargets } from './affected';
import { BAKE_FILE, BakeFile, BakeTarget, DEVELOPMENT_BAKE_FILE, plainText, readBakeFiles, secretFile, targetsOf } from './bake-file';
import { facts } from './facts';
import { requireLocks } from './locks';
import { Problem } from './problem';
import { succeed } from './processes';
import { annotations } from './push';
import { namesAndFlags } from './words';

const AFFECTED = '--affected';
const BASE = '--base=';

/** Builds all images of docker-bake.json at once, or the given targets: `bake TARGET… FLAG…`. */
export function bake(...argv: string[]): void {
  const { names, flags } = namesAndFlags(argv);
  build(readBakeFiles(), names, flags, {});
}

/** Builds and pushes all images, or the given targets. The cache is written to where it is read from. */
export function bakePush(...argv: string[]): void {
  const { names, flags } = namesAndFlags(argv);
  const { REGISTRY, CACHE = '', CACHE_TO = CACHE, PROVENANCE = 'min', TAG = 'latest' } = process.env;
  const file = readBakeFiles();
  const usesRegistry = selected(file, names).some(({ tags }) => tags.some(tag => tag.startsWith('${repository}')));
  if (!REGISTRY && usesRegistry && !flags.some(flag => /^--(set|var)\b/.test(flag))) {
    throw new Problem('Set the environment variable REGISTRY to the registry of the images, such as registry.example.com/shop: without it, Docker would push them to Docker Hub.');
  }
  build(file, names, ['--push', ...annotations(TAG).map(annotation => `--set=*.annotations=${annotation}`), ...flags], { CACHE_TO, PROVENANCE });
}

function build(file: BakeFile, names: string[], argv: string[], variables: NodeJS.ProcessEnv): void {
  const flags = argv.filter(flag => flag !== AFFECTED && !flag.startsWith(BASE));
  const base = argv.find(flag => flag.startsWith(BASE))?.slice(BASE.length);
  const words = argv.includes(AFFECTED) ? affectedNames(file, names, base) : names;
  if (words.length === 0 && argv.includes(AFFECTED)) {
    console.log(`No image differs from ${base}, so there is nothing to build.`);
    return;
  }
  const targets = selected(file, words);
  if (!flags.includes('--print')) {
    const { lockFolders } = facts();
    [...new Set(targets.flatMap(({ name }) => lockFolders?.[name] ?? []))].forEach(folder => requireLocks(folder));
  }
  const files = [BAKE_FILE, ...targets.some(({ target }) => target !== undefined) ? [DEVELOPMENT_BAKE_FILE] : []];
  succeed('docker', ['buildx', 'bake', ...files.map(name => `--file=${name}`), ...allowed(targets), ...withoutFilter(flags), ...words], { env: { ...process.env, ...variables } });
}

/** The targets with these names whose images can differ. */
function affectedNames(file: BakeFile, names: string[], base?: string): string[] {
  if (!base) {
    throw new Problem(`${AFFECTED} needs ${BASE}REF, the commit to compare with.`);
  }
  const all = new Set(affectedTargets(base, file));
  return selected(file, names).map(({ name }) => name).filter(name => all.has(name));
}

/** The targets that bake builds. */
function selected(file: BakeFile, names: string[]): (BakeTarget & { readonly name: string })[] {
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

/** Bake refuses --no-cache together with stages that are built without cache, so it gets no such stages. */
function withoutFilter(flags: string[]): string[] {
  return flags.some(flag => /^--no-cache(=true)?$/.test(flag)) ? [...flags, '--set=*.no-cache-filter='] : flags;
}
