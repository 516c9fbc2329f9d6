import { spawnSync } from 'child_process';
import { relative } from 'path';
import { Component, Project } from 'projen';
import { ContainerScript } from './container-script';
import { outdatedLocks } from '../package-managers/lock-record';
import { LockPlan } from '../package-managers/plans';
import { isFollowedUp, isNew } from '../standards/post-synthesis';
import { Standards } from '../standards/standards';

const ID = 'AutoLock';

/** Lock files that are made after synth. */
export interface AutomaticLock {
  /** The project whose task makes them. */
  readonly owner: Project;
  readonly plan: () => LockPlan;
  readonly isAutomatic: boolean;
}

/**
 * Adds missing digests and makes missing or outdated lock files after synth: digests first, because lock files can be made in the pinned images. It is a component of the root project,
 * so that all files of the tree are written. If it fails, later checks report which command to run, and synth succeeds.
 */
export class AutoLock extends Component {
  /** Adds it to the tree that a project belongs to, if it does not exist yet. */
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

  /** Adds digests only to images that have none: existing digests are updated on request only. */
  private pin(): void {
    const files = Standards.of(this.project).pinnedImages.incomplete;
    if (files.length) {
      const { logger, outdir } = this.project;
      logger.info(`Fetching the digests of ${[...new Set(files.flatMap(({ unpinnedImages }) => unpinnedImages))].join(', ')} …`);
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
        // the task has printed why it failed
      }
    }
  }
}
