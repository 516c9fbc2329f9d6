import { Adoption } from './adoption';
import { serverOf } from './command-line';
import { flaskTarget } from '../frameworks/flask-target';
import { Framework } from '../frameworks/framework';
import { isOldGunicorn } from '../frameworks/gunicorn';

/** The framework of a repository, and which of its defaults apply. */
export interface FoundFramework {
  readonly framework: Framework;
  /** The package whose command is the framework's default. */
  readonly module?: string;
  readonly port: number;
  readonly healthCheckPath: string;
}

const FASTAPI = { framework: Framework.FASTAPI, port: 8000, healthCheckPath: '/health' };
const FLASK = { framework: Framework.FLASK, port: 8000, healthCheckPath: '/health' };
const STREAMLIT = { framework: Framework.STREAMLIT, port: 8501, healthCheckPath: '/_stcore/health' };

/**
 * The framework of a repository, if its defaults apply: an existing command is kept. Not Django, because its
 * static files and migrations would be added, which the repository may handle elsewhere.
 */
export function frameworkOf(adoption: Adoption): FoundFramework | undefined {
  const { command = [], sources, source, decisions, root } = adoption;
  const hasHealthCheck = decisions.get('healthCheckPath') !== undefined;
  if (root === '.' && hasHealthCheck && isDefaultFastapi(adoption)) {
    return { ...FASTAPI, module: sources.paths[0] };
  }
  const module = root === '.' && hasHealthCheck && source.names.includes('flask') ? flaskModule(adoption) : undefined;
  return module !== undefined ? { ...FLASK, module } : serverOf(command) === 'streamlit' ? STREAMLIT : undefined;
}

/** Whether the application runs with FastAPI's defaults, in the only package that is copied. */
function isDefaultFastapi({ command = [], decisions, source, sources }: Adoption): boolean {
  const [program, target, ...flags] = command;
  const others = ` ${flags.join(' ').replace(/=/g, ' ')} `.replace(' --host 0.0.0.0', '').replace(` --port ${decisions.get('port')} `, ' ').trim();
  return program === 'uvicorn' && sources.paths.length === 1 && target === `${sources.paths[0]}.main:app` && others === '' && source.names.includes('fastapi');
}

/** The package whose application was found in the code, is served by a gunicorn that knows all flags, and would be found at synth too. */
function flaskModule({ command = [], isCommandSaid, repository, source, sources }: Adoption): string | undefined {
  const target = command.find(word => /^[\w.]+:[\w()]+$/.test(word));
  const versions = source.versions.get('gunicorn') ?? [];
  const isOld = versions.some(version => isOldGunicorn(`gunicorn==${version}`));
  if (isCommandSaid || target === undefined || command[0] !== 'gunicorn' || repository.has('gunicorn.conf.py') || isOld) {
    return undefined;
  }
  const [moduleName] = target.split(/[.:]/);
  const application = { name: '', moduleName, folder: repository.folder, sourceFolder: '.', isInstalled: false, requirements: () => [] };
  return sources.paths.includes(moduleName) && target === flaskTarget(application) ? moduleName : undefined;
}
