import { toolPython } from './tools';
import { LockPlan, WorkspacePlan } from '../../package-managers/plans';

/** The environment of a plan's programs. If the version of Python does not matter, it is the Python with which the tool was installed. */
export function environment({ environment: { variables, machine, secrets }, pythonVersion, commands }: LockPlan | WorkspacePlan): NodeJS.ProcessEnv {
  const given = Object.entries(secrets)
    .filter(([, source]) => process.env[source] !== undefined)
    .map(([name, source]) => [name, process.env[source]]);
  const anyPython = pythonVersion ? {} : { UV_PYTHON_DOWNLOADS: 'never', UV_PYTHON: toolPython(commands[0][0]) };
  return { ...process.env, ...variables, ...machine, ...Object.fromEntries(given), ...anyPython };
}
