import { environment } from './environment';
import { succeed } from './processes';
import { tool } from './tools';
import { LockPlan } from '../../package-managers/plans';

/** Makes the locks of a plan with this machine's tools, in a folder that holds the inputs. */
export function lockHere(plan: LockPlan, commands: string[][], folder: string): void {
  const env = environment(plan);
  for (const [program, ...argv] of commands) {
    succeed(tool(program), argv, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}
