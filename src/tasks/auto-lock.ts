import { spawnSync } from 'child_process';
import { relative } from 'path';
import { Component, Project } from 'projen';
import { ContainerScript } from './container-script';
import { outdatedLocks } from '../package-managers/lock-record';
import { LockPlan } from '../package-managers/plans';
import { isFollowedUp, isNew } from '../standards/post-synthesis';
import { Standards } from '../standards/standards';

const ID = 'AutoLock';

/** Locks that are made after synth. */
export interface AutomaticLock {
  /** The project whose task makes them. */
  readonly owner: Project;
  readonly plan: () => LockPlan;
  readonly isAutomatic: boolean;
}

/**
 * Makes what a synth has left stale or missing: digests first, because locks can be made in the pinned images. One on the root project,
 * when all files of the tree are written. Where it fails, the checks that come after it say what to run, and synth has succeeded.
 */
export class AutoLock extends Component {
  /** Adds it to the tree that a project belongs to, if it is not there yet. */
  public static addTo({ root }: Project): AutoLock {
    return root.node.tryFindChild(ID) as AutoLock | undefined ?? new AutoLock(root);
  }

  private readonly locks: AutomaticLock[] = [];

  private constructor(root: Project) {
    super(root, ID);
  }

  public addLock(lock: AutomaticLock): void {
    this.locks.push(lock);
  }

  public postSynthesize(): void {
    if (isFollowedUp()) {
      this.pin();
      this.lock();
    }
  }

  /** Gives digests to those images alone that have none: raising the others is for those who ask for it. */
  private pin(): void {
    const files = Standards.of(this.project).pinnedImages.incomplete;
    if (files.length) {
      const { logger, outdir } = this.project;
      logger.info(`Asking for the digests of ${[...new Set(files.flatMap(({ unpinnedImages }) => unpinnedImages))].join(', ')} …`);
      const [program, ...argv] = ContainerScript.of(this.project).step('pin-missing', ...files.map(({ absolutePath }) => relative(outdir, absolutePath)));
      spawnSync(program, argv, { cwd: outdir, stdio: ['ignore', 'inherit', 'inherit'] });
      files.forEach(file => file._readPins());
    }
  }

  private lock(): void {
    const outdated = this.locks.flatMap(({ owner, plan, isAutomatic }) => {
      const { missing, stale } = isAutomatic || isNew() ? outdatedLocks(owner.outdir, plan()) : { missing: [], stale: [] };
      return missing.length + stale.length ? [owner] : [];
    });
    for (const owner of new Set(outdated)) {
      try {
        owner.tasks.runTask('lock');
      } catch {
        // the task has said why it failed
      }
    }
  }
}
