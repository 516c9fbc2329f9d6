import { totalmem, cpus, arch, loadavg, platform } from 'os';
import { resolve } from 'path';
import { Bench } from './bench';
import { docker, run } from './shell';

/** What it was measured on, in words. */
export function machine(bench: Bench): string {
  return [
    `The last figures were taken on ${new Date().toISOString().slice(0, 10)} at ${revision()}; of parts that were not measured again, those of an earlier run stand.`,
    `${cpus().length} cores, ${gigabytes(totalmem())} of memory, ${platform()} on ${arch()}, Node.js ${process.versions.node}; at the end the load average of 15 minutes was ${loadavg()[2].toFixed(1)}.`,
    engine(bench),
  ].join('\n');
}

function engine(bench: Bench): string {
  try {
    const { NCPU, MemTotal, ServerVersion, OperatingSystem } = JSON.parse(docker('info', '--format={{json .}}'));
    return `Docker Engine ${ServerVersion} with ${NCPU} cores and ${gigabytes(MemTotal)} of memory, ${OperatingSystem}; ` +
      `BuildKit ${bench.builder.version()} in a builder of its own.`;
  } catch {
    return 'No container engine.';
  }
}

/** The commit, as far as it says what was measured. */
function revision(): string {
  const cwd = resolve(__dirname, '..');
  try {
    const commit = run(['git', 'rev-parse', '--short', 'HEAD'], { cwd }).stdout.trim();
    const isChanged = run(['git', 'status', '--porcelain', '--', 'src', 'bench'], { cwd }).stdout !== '';
    return `commit ${commit}${isChanged ? ' with changes that are not committed' : ''}`;
  } catch {
    return 'no commit';
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(0)} GiB`;
}
