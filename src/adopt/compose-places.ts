import { posix } from 'path';
import { isMap, isScalar, isSeq, Scalar, YAMLMap } from 'yaml';
import { withDefaults } from './compose-services';
import { Note } from './fact';
import { ContextCopy, isMoved, localPath, OldPlaces } from './old-copies';
import { Repository } from './repository';

/** A volume of a service. */
interface Mount {
  /** The path in the repository, if it is mounted. */
  readonly source?: string;
  readonly target: string;
  readonly evidence: string;
}

/** The folders of a service, which may be those of the old image. */
export interface ComposePlace {
  readonly mounts: readonly Mount[];
  readonly workdir?: string;
  readonly evidence: string;
}

/** @param context the folder of the repository, relative to the file */
export function placeOf(service: YAMLMap, context: string, at: (node: unknown) => string): ComposePlace {
  const volumes = service.get('volumes', true);
  const mounts = (isSeq(volumes) ? volumes.items : []).flatMap((item): Mount[] => {
    const [source, target] = isMap(item) ? [item.get('source'), item.get('target')] : withDefaults(String((item as Scalar).value)).split(':');
    const own = typeof source === 'string' && /^\.{1,2}(\/|$)/.test(source) ? posix.relative(posix.join('/', context), posix.join('/', source)) || '.' : undefined;
    return typeof target === 'string' && target.startsWith('/') ? [{ source: own?.startsWith('..') ? undefined : own, target: posix.normalize(target).replace(/(.)\/$/, '$1'), evidence: at(item) }] : [];
  });
  const workdir = service.get('working_dir', true);
  return { mounts, workdir: isScalar(workdir) ? posix.resolve('/', withDefaults(String(workdir.value))) : undefined, evidence: at(workdir) };
}

/** The folders of a service in the old image: those of the Dockerfile, and its own. */
export function placesOf({ mounts, workdir }: ComposePlace, image: OldPlaces): OldPlaces {
  const isMounted = ({ source }: Mount) => source !== undefined;
  const copies: ContextCopy[] = mounts.filter(isMounted).map(({ source, target }) => ({ sources: [source!], destination: target, line: 0 }));
  return { copies: [...copies, ...image.copies], workdir: workdir ?? image.workdir };
}

/** Lines of the compose file that name folders of the old image. The file itself is not changed. */
export function placeNotes({ mounts, workdir, evidence }: ComposePlace, repository: Repository, image: OldPlaces): Note[] {
  const places = placesOf({ mounts, workdir, evidence }, image);
  const next = (path: string) => localPath(path, repository, places, false);
  return [
    ...mounts.filter(({ target }) => isMoved(target, places)).map(({ target, evidence: at }) => ({ evidence: at, text: `${target} is a folder of the old image, which is ${next(target)} in the new one: change it here` })),
    ...workdir !== undefined && isMoved(workdir, places) ? [{ evidence, text: `working_dir ${workdir} is a folder of the old image, which is ${next(workdir)} in the new one: change it here` }] : [],
  ];
}
