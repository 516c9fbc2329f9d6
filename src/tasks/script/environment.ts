import { toolPython } from './tools';
import { LockPlan, WorkspacePlan } from '../../package-managers/plans';

/** What the programs of a plan need to know. Where any Python will do, it is the one that the tool was installed with. */
export function environment({ environment: { variables, machine, secrets }, pythonVersion, commands }: LockPlan | WorkspacePlan): NodeJS.ProcessEnv {
  const given = Object.entries(secrets)
    .filter(([, source]) => process.env[source] !== undefined)
    .map(([name, source]) => [name, process.env[source]]);
  const anyPython = pythonVersion ? {} : { UV_PYTHON_DOWNLOADS: 'never', UV_PYTHON: toolPython(commands[0][0]) };
  return { ...process.env, ...variables, ...machine, ...Object.fromEntries(given), ...anyPython };
}
