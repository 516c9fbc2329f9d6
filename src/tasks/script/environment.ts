import { toolPython } from './tools';
import { LockPlan, WorkspacePlan } from '../../package-managers/plans';

/** What the programs of a plan need to know. A lock that any Python can make is made with uv's. */
export function environment({ environment: { variables, machine, secrets }, pythonVersion }: LockPlan | WorkspacePlan): NodeJS.ProcessEnv {
  const given = Object.entries(secrets).filter(([, source]) => process.env[source] !== undefined).map(([name, source]) => [name, process.env[source]]);
  const anyPython = pythonVersion ? {} : { UV_PYTHON_DOWNLOADS: 'never', UV_PYTHON: toolPython('uv') };
  return { ...process.env, ...variables, ...machine, ...Object.fromEntries(given), ...anyPython };
}
