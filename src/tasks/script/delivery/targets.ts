import { BAKE_FILE } from '../bake-file';
import { Problem } from '../problem';
import { output } from '../processes';

/** A target of docker-bake.json, as bake reads it. */
export interface Target {
  readonly name: string;
  /** The name of its image in the registry, without a tag. */
  readonly repository: string;
  /** Whether its image is a single manifest, because its registry or platform accepts no other. */
  readonly isPlain: boolean;
}

/** A variable of the environment that a job must set. */
export function required(name: string): string {
  const text = process.env[name];
  if (!text) {
    throw new Problem(`The environment variable ${name} is missing: the workflow of the delivery sets it.`);
  }
  return text;
}

/** The names in TARGETS. */
export function targetNames(): string[] {
  return required('TARGETS').split(/\s+/).filter(name => name !== '');
}

/** The targets in TARGETS, with the names of their images in REGISTRY. */
export function targets(): Target[] {
  const names = targetNames();
  required('REGISTRY');
  const text = output('docker', ['buildx', 'bake', `--file=${BAKE_FILE}`, '--print', ...names], { env: { ...process.env, TAG: 'latest', PROVENANCE: 'min' } });
  if (text === undefined) {
    throw new Problem(`${BAKE_FILE} has no targets ${names.join(', ')}, or bake cannot read it: run docker buildx bake --print.`);
  }
  const { target } = JSON.parse(text) as { target: { [name: string]: { tags: string[]; attest?: { type: string; disabled?: string }[] } } };
  return names.map(name => ({
    name,
    repository: target[name].tags[0].replace(/:latest$/, ''),
    isPlain: target[name].attest?.some(({ type, disabled }) => type === 'provenance' && disabled === 'true') ?? true,
  }));
}

/** A platform in names of files and tags. */
export function platformName(platform: string): string {
  return platform.replace(/\//g, '-');
}
