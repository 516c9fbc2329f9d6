import { posix } from 'path';
import { refuseWindowsPath } from './context-path';
import { invalidOption } from './invalid-option';
import { BOOLEAN, Checks, oneOf, STRING, struct } from './option-checks';
import { lineLength } from './quoting';

/** How builds that run at the same time share a cache. */
export enum CacheSharing {
  /** They use the cache at the same time. */
  SHARED = 'shared',
  /** Each build gets its own cache. */
  PRIVATE = 'private',
  /** They wait for each other. apt needs this. */
  LOCKED = 'locked',
}

/** Options of a cache mount. */
export interface CacheMountOptions {
  /**
   * The ID of the cache. Mounts with the same ID share a cache. It may use build arguments of its stage: `apt-$TARGETARCH`.
   *
   * @default - the target
   */
  readonly id?: string;
  /**
   * How builds that run at the same time share the cache.
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
   * Whether the command may write to the mount. Changes are discarded.
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
   * @default - `/run/secrets/<id>`, or no file if `environmentVariable` is set
   */
  readonly target?: string;
  /**
   * The environment variable that holds the secret while the command runs.
   *
   * @default - a file
   */
  readonly environmentVariable?: string;
  /**
   * Whether the build fails if the secret is not passed.
   *
   * @default true
   */
  readonly required?: boolean;
}

const CACHE: Checks<CacheMountOptions> = { id: STRING, sharing: oneOf(CacheSharing) };
const BIND: Checks<BindMountOptions> = { fromStage: STRING, readWrite: BOOLEAN };
const SECRET: Checks<SecretMountOptions> = { target: STRING, environmentVariable: STRING, required: BOOLEAN };

/**
 * A mount of a RUN instruction: files that the command can use while it runs, and that are not stored in the layer.
 *
 * @see https://docs.docker.com/reference/dockerfile/#run---mount
 */
export class Mount {
  /** A folder that is kept between builds, such as a package manager's cache. */
  public static cache(target: string, options: CacheMountOptions = {}): Mount {
    struct(CACHE)('cache mount', options);
    return new Mount({ type: 'cache', target, id: options.id, sharing: options.sharing });
  }

  /** A file or folder of the build context, or of another stage. */
  public static bind(source: string, target: string, options: BindMountOptions = {}): Mount {
    struct(BIND)('bind mount', options);
    return new Mount({ type: 'bind', from: options.fromStage, source, target, rw: options.readWrite ? 'true' : undefined });
  }

  /** A secret that is passed with `docker build --secret id=…`. */
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

  /** The SSH agent that is passed with `docker build --ssh default`. The build fails without it. */
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
        throw invalidOption('mount target', text, 'a mount cannot replace the whole file system');
      }
      // the flag is CSV inside a word that expands variables: characters that would need quoting are refused
      const isPossible = name === 'id' ? /^([A-Za-z0-9_@%+:./-]|\$[A-Za-z_]|\$\{[A-Za-z_]\w*\})+$/ : /^[A-Za-z0-9_@%+:./-]+$/;
      if (text !== undefined && (typeof text !== 'string' || !isPossible.test(text))) {
        throw invalidOption(`mount ${name}`, text, 'it can have letters, digits and _ @ % + : . / -, and an id can have a build argument, as in apt-$TARGETARCH');
      }
    }
    lineLength('mount', String(this), fields);
  }

  /** `cache`, `bind`, `secret`, `ssh` or `tmpfs`. */
  public get type(): string {
    return this.fields.type!;
  }

  /** The stage that a bind mount reads from. Undefined if it reads from the build context. */
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
