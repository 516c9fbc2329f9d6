interface WheelTags {
  readonly pythons: string[];
  readonly abis: string[];
  readonly platforms: string[];
}

/** @see https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/ */
function tagsOf(file: string): WheelTags | undefined {
  const [, pythons, abis, platforms] = /-([^-]+)-([^-]+)-([^-]+)\.whl$/.exec(file) ?? [];
  return pythons === undefined ? undefined : { pythons: pythons.split('.'), abis: abis.split('.'), platforms: platforms.split('.') };
}

/** Whether a file is a wheel that this Python can have. */
export function isForPython(file: string, pythonVersion: string): boolean {
  const { pythons = [], abis = [] } = tagsOf(file) ?? {};
  const minor = Number(pythonVersion.split('.')[1]);
  const isThreaded = abis.every(abi => /\dt$/.test(abi)); // for a Python without the global lock
  return pythons.some((tag) => {
    const [, kind, text] = /^(py|cp)3(\d*)$/.exec(tag) ?? [];
    const own = text ? Number(text) : 0;
    return kind === 'py' ? own <= minor : kind === 'cp' && !isThreaded && (own === minor || own <= minor && (abis.includes('abi3') || abis.includes('none')));
  });
}

/** Whether a file is a wheel for Linux, or for every system. */
export function isForLinux(file: string, machine?: string): boolean {
  const { platforms = [] } = tagsOf(file) ?? {};
  return platforms.some(platform => platform === 'any' || /^(many|musl)?linux/.test(platform) && (machine === undefined || platform.endsWith(`_${machine}`)));
}
