import { Note } from './fact';
import { Repository } from './repository';
import { isPypi, WrittenIndex } from './requirement-files';
import { readToml, Tables } from './toml';

/** The requirements in a file of another tool. */
export interface Converted {
  readonly requirements: { readonly text: string; readonly evidence: string }[];
  readonly devRequirements: { readonly text: string; readonly evidence: string }[];
  readonly unlockable: { readonly text: string; readonly evidence: string }[];
  readonly indexes: WrittenIndex[];
  readonly notes: Note[];
}

/** @see https://pipenv.pypa.io/en/stable/pipfile.html */
export function readPipfile(repository: Repository): Converted {
  const tables = readToml(repository, 'Pipfile') ?? {};
  const unlockable: { text: string; evidence: string }[] = [];
  const notes: Note[] = [];
  const convert = (section: Tables = {}) => Object.entries(section).flatMap(([name, value]) => {
    const evidence = repository.evidence('Pipfile', new RegExp(`^\\s*["']?${name.replace(/\W/g, '\\$&')}["']?\\s*=`));
    if (value.path === '.') {
      return [];
    }
    if (value.git || value.path || value.file) {
      unlockable.push({ text: name, evidence });
      return [];
    }
    return [{ text: requirementOf(name, value), evidence }];
  });
  const categories = Object.keys(tables).filter(name => !['source', 'packages', 'dev-packages', 'requires', 'scripts', 'pipenv', 'pipfile'].includes(name));
  categories.forEach(name => notes.push({ evidence: repository.evidence('Pipfile', `[${name}]`), text: `the packages of ${name} were not copied` }));
  return {
    requirements: convert(tables.packages),
    devRequirements: convert(tables['dev-packages']),
    unlockable,
    indexes: (tables.source ?? []).flatMap((source: Tables, index: number) => indexOf(source, index === 0, repository)),
    notes,
  };
}

function requirementOf(name: string, value: string | Tables): string {
  const { version = '*', extras = [], markers, ...rest } = typeof value === 'string' ? { version: value } as Tables : value;
  const conditions = [
    ...markers ? [`(${markers})`] : [],
    ...['sys_platform', 'platform_system', 'platform_machine', 'python_version', 'os_name', 'implementation_name'].filter(key => rest[key])
      .map(key => `${key} ${/^[=<>!]/.test(rest[key]) ? rest[key] : `== ${rest[key]}`}`),
  ];
  const marker = conditions.length === 1 ? conditions[0].replace(/^\((.*)\)$/, '$1') : conditions.join(' and ');
  return `${name}${extras.length ? `[${extras.join(',')}]` : ''}${version === '*' ? '' : /^\d/.test(version) ? `==${version}` : version.replace(/\s/g, '')}${marker ? ` ; ${marker}` : ''}`;
}

function indexOf({ url }: Tables, isDefault: boolean, repository: Repository): WrittenIndex[] {
  try {
    const address = new URL(url);
    const hasCredentials = address.username !== '' || /\$\{?\w+/.test(url);
    address.username = address.password = '';
    return isPypi(address) ? [] : [{ url: address.href, isDefault, hasCredentials, evidence: repository.evidence('Pipfile', /^\s*url\s*=/) }];
  } catch {
    return [];
  }
}
