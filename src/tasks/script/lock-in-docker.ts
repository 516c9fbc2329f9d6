import { join, relative, resolve } from 'node:path';
import { conflict } from './conflict';
import { environment } from './environment';
import { DockerLock, facts } from './facts';
import { Problem } from './problem';
import { BRIEFLY, succeeds, succeedShown } from './processes';
import { canMakeVenv, findPython } from './python';
import { installedTool, tool } from './tools';
import { imagePlaces } from '../../dockerfile/image-places';
import { shellWord } from '../../dockerfile/quoting';
import { readText } from '../../files/text';
import { LockPlan } from '../../package-managers/plans';

/**
 * Whether this machine can make a lock file: it has a Python for the tools, and the version that the project needs. If Docker is
 * missing too, the tools are run anyway: they report what is missing, or download it.
 */
export function canLockHere(plan: LockPlan): boolean {
  if (!succeeds('docker', ['version'], BRIEFLY)) {
    return true;
  }
  const programs = [...new Set([plan.commands[0][0], ...plan.pythonVersion ? ['uv'] : []])];
  if (!programs.every(name => installedTool(name)) && !canMakeVenv(findPython() ?? 'python3')) {
    return false;
  }
  return !plan.pythonVersion || succeeds(tool('uv'), ['python', 'find', '--no-project', `>=${plan.pythonVersion}`], { env: environment(plan) });
}

/** Makes the lock files of a plan in Docker, with the images of the project's Dockerfile, in a folder with the inputs. */
export async function lockInDocker(plan: LockPlan & { readonly docker: DockerLock }, commands: string[][], folder: string): Promise<void> {
  const { docker, inputs, outputs, pythonVersion } = plan;
  console.error(`Python ${pythonVersion ?? '3'} is not installed on this machine, so Docker makes ${outputs.join(' and ')}.`);
  // the value of --output is CSV, and these relative paths do not contain commas and quotes of the checkout's path
  const here = (path: string) => relative(docker.folder, path) || '.';
  await succeedShown('docker', [
    'build', '--no-cache-filter=certificates,resolver', `--output=type=local,dest=${here(folder)}`,
    `--build-arg=COMMAND=${commands.map(inShell).join(' && ')}${plan.fileList ? ` && { ${inShell(plan.fileList.command)} || true; }` : ''}`,
    ...imageArguments(docker), ...docker.flags, `--file=${here(docker.lockDockerfile)}`, here(folder),
  ], { cwd: resolve(docker.folder), isSilent: true }, lines => conflict(lines, { folder, inputs, argv: commands.flat() }));
}

function inShell(command: string[]): string {
  return command.map(shellWord).join(' ');
}

/** The images from the project's Dockerfile, with their digests, which are updated there. */
function imageArguments({ folder, dockerfile, images }: DockerLock): string[] {
  const { frontend, stages } = imagePlaces(readText(join(folder, dockerfile)));
  const found = Object.entries(images).map(([argument, stage]) => {
    const place = stages.find(other => other.stage === stage);
    if (!place) {
      throw new Problem(`${join(folder, dockerfile)} has no stage ${stage} that starts from an image. Run: ${facts().projenCommand}`);
    }
    return `--build-arg=${argument}=${place.text}`;
  });
  return [...frontend ? [`--build-arg=BUILDKIT_SYNTAX=${frontend.text}`] : [], ...found];
}
