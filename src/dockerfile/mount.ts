import { posix } from 'path';
import { refuseWindowsPath } from './context-path';
import { invalidOption } from './invalid-option';
import { BOOLEAN, Checks, oneOf, STRING, struct } from './option-checks';
import { lineLength } from './quoting';

/** How builds that run side by side share a cache. */
export enum CacheSharing {
  /** They use it together. */
  SHARED = 'shared',
  /** Each gets its own. */
  PRIVATE = 'private',
  /** They wait for each other, as apt needs it. */
  LOCKED = 'locked',
}

/** Options of a cache mount. */
export interface CacheMountOptions {
  /**
   * Caches of one id are one cache. May use the build arguments of its stage: `apt-$TARGETARCH`.
   *
   * @default - the target
   */
  readonly id?: string;
  /**
   * How builds that run side by side share it.
   *
   * @default CacheSharing.SHARED
   */
  readonly sharing?: CacheSharing;
}

/** Options of a bind mount. */
export interface BindMountOptions {
  /**
   * The stage to mount from.
   *
   * @default - the build context
   */
  readonly fromStage?: string;
  /**
   * Whether the command may write to it. What it writes is thrown away.
   *
   * @default false
   */
  readonly readWrite?: boolean;
}

/** Options of a secret mount. */
export interface SecretMountOptions {
  /**
   * The file that holds the secret while the command runs.
   *
   * @default - `/run/secrets/<id>`, or none where `environmentVariable` is set
   */
  readonly target?: string;
  /**
   * The environment variable that holds the secret while the command runs.
   *
   * @default - a file
   */
  readonly environmentVariable?: string;
  /**
   * Whether the build fails without it.
   *
   * @default true
   */
  readonly required?: boolean;
}

const CACHE: Checks<CacheMountOptions> = { id: STRING, sharing: oneOf(CacheSharing) };
const BIND: Checks<BindMountOptions> = { fromStage: STRING, readWrite: BOOLEAN };
const SECRET: Checks<SecretMountOptions> = { target: STRING, environmentVariable: STRING, required: BOOLEAN };

/**
 * What a RUN instruction sees while it runs and no layer keeps.
 *
 * @see https://docs.docker.com/reference/dockerfile/#run---mount
 */
export class Mount {
  /** A folder that outlives the build: a package manager's downloads. */
  public static cache(target: string, options: CacheMountOptions = {}): Mount {
    struct(CACHE)('cache mount', options);
    return new Mount({ type: 'cache', target, id: options.id, sharing: options.sharing });
  }

  /** A file or folder of the build context, or of another stage. */
  public static bind(source: string, target: string, options: BindMountOptions = {}): Mount {
    struct(BIND)('bind mount', options);
    return new Mount({ type: 'bind', from: options.fromStage, source, target, rw: options.readWrite ? 'true' : undefined });
  }

  /** A secret of the build, given as `docker build --secret id=…`. */
  public static secret(id: string, options: SecretMountOptions = {}): Mount {
    struct(SECRET)('secret mount', options);
    return new Mount({
      type: 'secret',
      id,
      target: options.target,
      env: options.environmentVariable,
      required: (options.required ?? true) ? 'true' : undefined,
    });
  }

  /** The SSH agent of the build, given as `docker build --ssh default`. The build fails without it. */
  public static ssh(id?: string): Mount {
    return new Mount({ type: 'ssh', id, required: 'true' });
  }

  /** An empty folder in memory. */
  public static tmpfs(target: string): Mount {
    return new Mount({ type: 'tmpfs', target });
  }

  private constructor(private readonly fields: { readonly [name: string]: string | undefined }) {
    for (const [name, text] of Object.entries(fields)) {
      if (typeof text === 'string' && ['source', 'target'].includes(name)) {
        refuseWindowsPath(`mount ${name}`, text);
      }
      if (typeof text === 'string' && name === 'target' && /^\/*$/.test(posix.normalize(text))) {
        throw invalidOption('mount target', text, 'nothing can be mounted over the whole file system');
      }
      // the flag is CSV inside a word that expands variables: what would need quoting there is refused
      const isPossible = name === 'id' ? /^([A-Za-z0-9_@%+:./-]|\$[A-Za-z_]|\$\{[A-Za-z_]\w*\})+$/ : /^[A-Za-z0-9_@%+:./-]+$/;
      if (text !== undefined && (typeof text !== 'string' || !isPossible.test(text))) {
        throw invalidOption(`mount ${name}`, text, 'it has letters, digits and _ @ % + : . / -, and an id may have a build argument, as in apt-$TARGETARCH');
      }
    }
    lineLength('mount', String(this), fields);
  }

  /** `cache`, `bind`, `secret`, `ssh` or `tmpfs`. */
  public get type(): string {
    return this.fields.type!;
  }

  /** The stage that a bind mount reads from, if it is not the build context. */
  public get fromStage(): string | undefined {
    return this.fields.from;
  }

  /** The path that a bind mount reads. */
  public get source(): string | undefined {
    return this.fields.source;
  }

  /** The flag of RUN. */
  public toString(): string {
    const fields = Object.entries(this.fields).filter(([, text]) => text !== undefined);
    return `--mount=${fields.map(([name, text]) => `${name}=${text}`).join(',')}`;
  }
}
