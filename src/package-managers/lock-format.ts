/** Why a lock has to be made anew before anything is installed from it. */
export interface FormatProblem {
  /** Completes a sentence that starts with the lock. */
  readonly problem: string;
  /** The task that makes it anew. */
  readonly task: 'lock' | 'lock:upgrade';
}

/** The formats that the tools of today read: of uv https://github.com/astral-sh/uv/blob/main/crates/uv-resolver/src/lock/mod.rs */
const UV = 1;
/** Of Poetry, whose format 2.0 was the first to name the files with the packages: https://github.com/python-poetry/poetry/blob/main/src/poetry/packages/locker.py */
const POETRY = { first: 2, next: 3 };

/** What keeps a lock from being read, by its format: that of an older or of a newer tool, or of a merge that nobody has finished. */
export function formatProblem(path: string, lock: string): FormatProblem | undefined {
  if (/^(<{7}|>{7}) /m.test(lock)) {
    return { problem: 'holds both sides of a merge: take one of them first, for example with "git checkout --ours"', task: 'lock' };
  }
  return path.endsWith('uv.lock') ? ofUv(lock) : path.endsWith('poetry.lock') ? ofPoetry(lock) : undefined;
}

function ofUv(lock: string): FormatProblem | undefined {
  const [, format] = /^version = (\d+)/m.exec(lock) ?? [];
  if (format !== undefined && Number(format) !== UV) {
    return { problem: `has the format ${format} of a newer uv, and the one here reads ${UV}: upgrade projen-python-container, or make it anew`, task: 'lock:upgrade' };
  }
  return /^\[\[distribution\]\]/m.test(lock) ? { problem: 'has the format of uv before 0.3', task: 'lock' } : undefined;
}

function ofPoetry(lock: string): FormatProblem | undefined {
  const [, metadata = ''] = /^\[metadata\]$([^]*)/m.exec(lock) ?? [];
  if (metadata === '') {
    return undefined; // it is empty, or none at all
  }
  const [, format] = /^lock-version = "(\d+(?:\.\d+)*)"/m.exec(metadata) ?? [];
  const main = Number(format?.split('.')[0]);
  if (format === undefined) {
    return { problem: 'has the format of Poetry 1.0, which Poetry 2 does not read: make it anew, or with a Poetry 1 first to keep its versions', task: 'lock:upgrade' };
  }
  return main >= POETRY.next ? { problem: `has the format ${format} of a newer Poetry than the one here: upgrade projen-python-container, or make it anew`, task: 'lock:upgrade' }
    : main < POETRY.first ? { problem: `has the format ${format} of Poetry before 1.3, in which packages do not say their files. Its versions stay when it is made anew`, task: 'lock' } : undefined;
}
