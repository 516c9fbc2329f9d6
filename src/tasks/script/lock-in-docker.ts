import { join, relative, resolve } from 'node:path';
import { conflict } from './conflict';
import { environment } from './environment';
import { DockerLock, facts } from './facts';
import { Problem } from './problem';
import { succeeds, succeedShown } from './processes';
import { canMakeVenv, findPython } from './python';
import { installedTool, tool } from './tools';
import { imagePlaces } from '../../dockerfile/image-places';
import { shellWord } from '../../dockerfile/quoting';
import { readText } from '../../files/text';
import { LockPlan } from '../../package-managers/plans';

/**
 * Whether this machine can make a lock: it has a Python for the tools, and the one that the project needs. Where Docker is
 * missing too, the tools are asked all the same: they say what they miss, or get it.
 */
export function canLockHere(plan: LockPlan): boolean {
  if (!succeeds('docker', ['version'])) {
    return true;
  }
  const programs = [...new Set([plan.commands[0][0], ...plan.pythonVersion ? ['uv'] : []])];
  if (!programs.every(name => installedTool(name)) && !canMakeVenv(findPython() ?? 'python3')) {
    return false;
  }
  return !plan.pythonVersion || succeeds(tool('uv'), ['python', 'find', '--no-project', `>=${plan.pythonVersion}`], { env: environment(plan) });
}

/** Lets Docker make the locks of a plan, with the images of the project's own Dockerfile, in a folder that holds the inputs. */
export async function lockInDocker(plan: LockPlan & { readonly docker: DockerLock }, commands: string[][], folder: string): Promise<void> {
  const { docker, inputs, outputs, pythonVersion } = plan;
  console.error(`Python ${pythonVersion ?? '3'} is not on this machine: Docker makes ${outputs.join(' and ')}.`);
  // the value of --output is CSV, and these paths, from folder to folder, have no commas and quotes of the checkout's own
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

/** The images as they stand in the project's Dockerfile, with their digests: there bots and people raise them. */
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
