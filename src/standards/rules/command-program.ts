import { join, posix } from 'path';
import { readTextFile } from '../../dockerfile/text-file';
import { lockedNames } from '../../package-managers/locked-names';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { startedCommands } from '../started-commands';
import { StartedProgram, startedPrograms } from '../started-program';
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
    const { baseImage, locks, project, pythonVersion } = container;
    const [lock] = locks;
    const text = lock === undefined ? '' : readTextFile(lock, join(project.outdir, lock)) ?? '';
    if (text === '' || !/^python:/.test(baseImage.reference(pythonVersion))) {
      return []; // the programs of other images are unknown
    }
    const names = lockedNames(text);
    return startedPrograms(container).flatMap(started => programsOf(started).flatMap((program) => {
      const providers = PROVIDERS.get(program);
      const isFine = !providers || providers.some(name => names.has(name)) || isElsewhere(program, started) || isInImage(container, [program, ...providers]);
      return isFine ? [] : [`${started.option}: ${program} is neither in ${lock} nor in the image, so the container does not start. ${fix(program, providers)}`];
    }));
  }
}

function programsOf({ words }: StartedProgram): string[] {
  const scripts = words.filter(word => /\s/.test(word));
  const inScripts = RUNNERS.filter(runner => scripts.some(script => new RegExp(`(^|[\\s;&|(])${runner} run\\s`).test(script)));
  return [...new Set([...startedCommands(words).map(([program]) => program), ...inScripts])];
}

function fix(program: string, [provider]: string[]): string {
  return RUNNERS.includes(program) ? `Remove ${program} run: the installed programs are on the PATH.`
    : provider === undefined ? `Add ${program} to runtimePackages, or remove it.` : `Add ${provider} to the requirements, or change the command.`;
}

/** Whether the command contains the program's folder, and programs are not installed into that folder. */
function isElsewhere(program: string, { words }: StartedProgram): boolean {
  return words.some(word => word.includes('/') && posix.basename(word) === program && !/^\/(opt\/venv|usr(\/local)?)\/bin\//.test(word));
}

/** Whether system packages, or lines that somebody has added, may bring a program. */
function isInImage(container: CheckedContainer, names: string[]): boolean {
  const isNamed = (word: string) => names.some(name => posix.basename(word).replace(/[=<>~![;@ ].*$/, '').toLowerCase() === name);
  const lines = container.heldStages(container.production).flatMap(({ instructions }) => instructions);
  return container.runtimePackages.map(packageName).some(isNamed) || lines.some(line => line.keyword === 'COPY' || line.keyword === 'ADD' ? line.paths.some(isNamed)
    : container.commandsOf(line).some(([, ...words]) => words.some(isNamed)));
}
