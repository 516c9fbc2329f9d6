import { existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { IConstruct } from 'constructs';
import { Component, FileBase, IResolver, Project } from 'projen';
import { ConfigurationError } from './configuration-error';
import { DRAFT } from '../files/drafts';
import { MARKER } from '../files/marker';

const ID = 'ForeignFiles';
const FOLDER = '.projen';
const MANIFEST = `${FOLDER}/files.json`;

/** The protected member of a file that is called here. */
interface Writer {
  synthesizeContent(resolver: IResolver): string | undefined;
}

interface Manifest {
  readonly files?: string[];
}

/**
 * Keeps files that are a project's by name alone: a file without projen's marker was not generated, so it is neither replaced nor
 * deleted. One on the root project, because there an error leaves the whole tree as it was.
 *
 * Seen in projen 0.103.25. Upstream, `FileBase.synthesize` would refuse to replace a file without the marker that `.projen/files.json` does not
 * name, before anything is written, and `cleanup` would keep files from which the marker was taken away.
 */
export class ForeignFiles extends Component {
  /** Adds it to the tree that a project belongs to, if it is not there yet. */
  public static addTo({ root }: Project): void {
    if (!root.node.tryFindChild(ID)) {
      new ForeignFiles(root);
    }
  }

  private constructor(root: Project) {
    super(root, ID);
  }

  /** @throws when files of people stand where generated ones would be written: all are named at once */
  public preSynthesize(): void {
    const constructs = this.project.node.findAll();
    if (this.project.ejected || !isAsSeen(constructs)) {
      return;
    }
    const projects = constructs.filter((construct): construct is Project => construct instanceof Project);
    const foreign = projects.flatMap((project) => {
      const known = new Set(manifestOf(project).files ?? []);
      return filesOf(project).filter(file => isForeign(file, known));
    });
    if (foreign.length) {
      const lines = foreign.map(({ absolutePath }) => `${relativeTo(this.project, absolutePath)}: the file is there and was not generated, so it is not replaced.`);
      throw new ConfigurationError(`${lines.join('\n')}\nRename or remove ${foreign.length === 1 ? 'it' : 'them'}, or let "npx projen-python-container adopt" keep copies.`);
    }
    projects.forEach(leaveTakenOver);
  }
}

/** Whether projen's list of the last synth has a file: some generated files have no marker. */
export function wasGenerated(project: Project, path: string): boolean {
  return manifestOf(project).files?.includes(path) ?? false;
}

function filesOf(project: Project): FileBase[] {
  return project.components.filter((component): component is FileBase => component instanceof FileBase);
}

/** Whether projen marks its files as it did, and makes their content in a method of this name: else every file would pass for somebody else's. */
function isAsSeen(constructs: IConstruct[]): boolean {
  const file = constructs.find((construct): construct is FileBase => construct instanceof FileBase && construct.marker !== undefined);
  return file === undefined || file.marker!.includes(MARKER) && typeof (file as unknown as Writer).synthesizeContent === 'function';
}

/**
 * Whether a file was written by somebody else. Some generated files have no marker: those were there at the last synth too. Files in
 * projen's own folder, those that git ignores, of which there is no list, and package.json, which is merged, are replaced in any case.
 */
function isForeign(file: FileBase, known: ReadonlySet<string>): boolean {
  const { absolutePath, committed, path } = file;
  if (path.startsWith(`${FOLDER}/`) || path === 'package.json' || !committed || !isTheirs(absolutePath)) {
    return false;
  }
  const content = (file as unknown as Writer).synthesizeContent({ resolve: value => value });
  return content?.includes(MARKER) || !known.has(path) && content !== readFileSync(absolutePath, 'utf8');
}

/** Whether there is a file without a marker. An empty one holds nothing that could be lost. */
export function isTheirs(file: string): boolean {
  try {
    const text = lstatSync(file).isFile() ? readFileSync(file, 'utf8') : '';
    return text.trim() !== '' && !text.includes(MARKER);
  } catch {
    return false; // nothing is there, or nothing can be
  }
}

/** projen deletes what it made once and makes no more. Where somebody has taken the marker away, it is theirs. */
function leaveTakenOver(project: Project): void {
  const manifest = manifestOf(project);
  const paths = new Set(filesOf(project).map(({ path }) => path));
  const left = (manifest.files ?? []).filter(path => typeof path !== 'string' || paths.has(path) || path.startsWith(`${FOLDER}/`) || !isTheirs(join(project.outdir, path)));
  if (left.length < (manifest.files ?? []).length) {
    const folder = mkdtempSync(join(project.outdir, FOLDER, DRAFT));
    try {
      const draft = join(folder, 'files.json');
      writeFileSync(draft, JSON.stringify({ ...manifest, files: left }, null, 2) + '\n');
      renameSync(draft, join(project.outdir, MANIFEST));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function manifestOf(project: Project): Manifest {
  const file = join(project.outdir, MANIFEST);
  try {
    const manifest = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    return Array.isArray(manifest.files) ? manifest : {};
  } catch {
    return {};
  }
}

function relativeTo(project: Project, path: string): string {
  return path.startsWith(`${project.outdir}/`) ? path.slice(project.outdir.length + 1) : path;
}
