/**
 * The packages in a lock file that have wheels for glibc but none for musl, if the lock file lists its files: those of uv and
 * Poetry do, requirements.txt does not.
 *
 * @see https://peps.python.org/pep-0656/
 */
export function withoutMuslWheels(lock: string): string[] {
  return lock.split('[[package]]').slice(1).flatMap((entry) => {
    const name = /^name = "([^"]+)"/m.exec(entry)?.[1];
    const wheels = entry.match(/[^"/]{1,255}\.whl(?=")/g) ?? [];
    const lacksMusl = wheels.some(wheel => wheel.includes('manylinux')) && !wheels.some(wheel => /musllinux|-none-any\.whl$/.test(wheel));
    return name && lacksMusl ? [name] : [];
  });
}
