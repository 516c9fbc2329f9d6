import { conflict } from './conflict';
import { environment } from './environment';
import { succeeds, succeedShown } from './processes';
import { tool } from './tools';
import { LockPlan } from '../../package-managers/plans';

/** Makes the lock files of a plan with this machine's tools, in a folder with the inputs. */
export async function lockHere(plan: LockPlan, commands: string[][], folder: string): Promise<void> {
  const env = environment(plan);
  for (const [program, ...argv] of commands) {
    const inputs = plan.inputs.filter(input => argv.includes(input));
    await succeedShown(tool(program), argv, { cwd: folder, env, isSilent: printsLock(argv) },
      lines => conflict(lines, { folder, inputs: inputs.length ? inputs : plan.inputs, argv }));
  }
  if (plan.fileList) {
    const [program, ...argv] = plan.fileList.command;
    succeeds(tool(program), argv, { cwd: folder, env }); // the locks are good without it
  }
}

/** uv writes this lock file, and prints it too. */
function printsLock(argv: string[]): boolean {
  return argv.some(argument => argument.startsWith('--output-file='));
}
