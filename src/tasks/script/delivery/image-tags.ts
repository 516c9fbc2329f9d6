import { Commit } from './commit';

/** A release: `v1.2.3`, or `1.2.3-rc.1` before it. */
const VERSION = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z.-]{1,64}))?$/;

/** The tags that only releases and commits have: a branch could pretend to be one. */
const RESERVED = /^(latest|v?\d+(\.\d+)*([.-].*)?|sha-.*)$/i;

/**
 * The tags of the image of a commit, without duplicates: the commit, and the name of the branch; or for a release the version and what
 * it stands for: `1.2.3`, `1.2`, `1` and `latest`, unless another release is later.
 *
 * @param gitTags all git tags of the repository
 */
export function imageTags({ sha, branch, tag }: Commit, gitTags: readonly string[]): string[] {
  const own = `sha-${sha.slice(0, 12)}`;
  return [...new Set([own, ...tag ? releaseTags(tag, gitTags) : branch ? [branchTag(branch)] : []])];
}

function branchTag(branch: string): string {
  const text = legal(branch);
  return RESERVED.test(text) ? `branch-${text}`.slice(0, 128) : text;
}

function releaseTags(tag: string, gitTags: readonly string[]): string[] {
  const version = parsed(tag);
  if (!version) {
    const text = legal(tag);
    return [RESERVED.test(text) ? `tag-${text}`.slice(0, 128) : text];
  }
  const [major, minor] = version;
  const whole = tag.replace(/^v/, '');
  const others = gitTags.map(parsed).filter((other): other is Version => other !== undefined && other[3] === undefined);
  const isLast = (length: number) => !others.some(other =>
    other.slice(0, length).join() === version.slice(0, length).join() && isLater(other, version));
  return version[3] !== undefined ? [whole] : [
    whole,
    ...isLast(2) ? [`${major}.${minor}`] : [],
    ...isLast(1) && major > 0 ? [String(major)] : [], // before 1.0.0, each minor version can break others
    ...isLast(0) ? ['latest'] : [],
  ];
}

type Version = readonly [number, number, number, string | undefined];

function parsed(tag: string): Version | undefined {
  const [, major, minor, patch, prerelease] = VERSION.exec(tag) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch), prerelease];
}

function isLater(one: Version, other: Version): boolean {
  const difference = [0, 1, 2].map(index => Number(one[index]) - Number(other[index])).find(each => each !== 0);
  return difference !== undefined && difference > 0;
}

/** Names of branches may have characters that tags of images cannot. */
function legal(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]/g, '-').replace(/^[.-]+/, '').slice(0, 128) || 'branch';
}
