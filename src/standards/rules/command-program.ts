import { join, posix } from 'path';
import { Stage } from '../../dockerfile';
import { readTextFile } from '../../dockerfile/text-file';
import { lockedNames } from '../../package-managers/locked-names';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { startedCommands } from '../started-commands';
import { startedProgram } from '../started-program';
import { packageName } from '../system-packages';

/** Programs, and the packages that bring them: their `console_scripts`. No slim image has one of them. */
const PROVIDERS = new Map<string, string[]>(Object.entries({
  'airflow': ['apache-airflow', 'apache-airflow-core'],
  'alembic': ['alembic'],
  'arq': ['arq'],
  'celery': ['celery'],
  'chainlit': ['chainlit'],
  'daphne': ['daphne'],
  'ddtrace-run': ['ddtrace'],
  'django-admin': ['django'],
  'dramatiq': ['dramatiq'],
  'dumb-init': ['dumb-init'],
  'fastapi': ['fastapi-cli'],
  'flask': ['flask'],
  'gosu': [],
  'granian': ['granian'],
  'gunicorn': ['gunicorn'],
  'huey_consumer': ['huey'],
  'huey_consumer.py': ['huey'],
  'hypercorn': ['hypercorn'],
  'mlflow': ['mlflow', 'mlflow-skinny'],
  'newrelic-admin': ['newrelic'],
  'opentelemetry-instrument': ['opentelemetry-instrumentation'],
  'pdm': ['pdm'],
  'pipenv': ['pipenv'],
  'poetry': ['poetry'],
  'prefect': ['prefect', 'prefect-client'],
  'pserve': ['pyramid'],
  'rq': ['rq'],
  'streamlit': ['streamlit'],
  'su-exec': [],
  'supervisord': ['supervisor'],
  'taskiq': ['taskiq'],
  'tini': [],
  'uv': ['uv'],
  'uvicorn': ['uvicorn'],
  'uwsgi': ['uwsgi', 'pyuwsgi'],
  'waitress-serve': ['waitress'],
}));

/** What runs programs in an environment of its own: the image has one environment, and none of these. */
const RUNNERS = ['pdm', 'pipenv', 'poetry', 'uv'];

export class CommandProgram extends Rule {
  public constructor() {
    super({
      id: 'command-program',
      severity: Severity.WARNING,
      summary: 'The program of the command is in the lock or in the image.',
      source: 'https://packaging.python.org/en/latest/specifications/entry-points/',
      late: true, // the lock is made when the files are written
    });
  }

  public check(container: CheckedContainer): string[] {
    const { baseImage, locks, production, project, pythonVersion } = container;
    const [lock] = locks;
    const text = lock === undefined ? '' : readTextFile(lock, join(project.outdir, lock)) ?? '';
    if (text === '' || !/^python:/.test(baseImage.reference(pythonVersion))) {
      return []; // what is in another image is not known
    }
    const names = lockedNames(text);
    const scripts = startedProgram(production).filter(word => /\s/.test(word));
    const inScripts = RUNNERS.filter(runner => scripts.some(script => new RegExp(`(^|[\\s;&|(])${runner} run\\s`).test(script)));
    const programs = new Set([...startedCommands(production).map(([program]) => program), ...inScripts]);
    return [...programs].flatMap((program) => {
      const providers = PROVIDERS.get(program);
      if (!providers || providers.some(name => names.has(name)) || isElsewhere(program, production)) {
        return [];
      }
      return isInImage(container, [program, ...providers]) ? []
        : [`command: ${program} is neither in ${lock} nor in the image, so the container does not start. ${fix(program, providers)}`];
    });
  }
}

function fix(program: string, [provider]: string[]): string {
  return RUNNERS.includes(program) ? `Leave ${program} run out: what is installed is on the PATH.`
    : provider === undefined ? `Name ${program} in runtimePackages, or leave it out.` : `Require ${provider}, or set command to what is there.`;
}

/** Whether the command names a folder that is not one of those that programs are installed into. */
function isElsewhere(program: string, production: Stage): boolean {
  return startedProgram(production).some(word => word.includes('/') && posix.basename(word) === program && !/^\/(opt\/venv|usr(\/local)?)\/bin\//.test(word));
}

/** Whether system packages, or lines that somebody has added, may bring a program. */
function isInImage(container: CheckedContainer, names: string[]): boolean {
  const isNamed = (word: string) => names.some(name => posix.basename(word).replace(/[=<>~![;@ ].*$/, '').toLowerCase() === name);
  const lines = container.heldStages(container.production).flatMap(({ instructions }) => instructions);
  return container.runtimePackages.map(packageName).some(isNamed) || lines.some(line => line.keyword === 'COPY' || line.keyword === 'ADD' ? line.paths.some(isNamed)
    : container.commandsOf(line).some(([, ...words]) => words.some(isNamed)));
}
