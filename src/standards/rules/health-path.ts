import { posix } from 'path';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { SourceEntry, SourceFiles, SourceKind } from '../source-files';
import { startedCommands } from '../started-commands';
import { startedPrograms } from '../started-program';

/** What serves the application's own code, so that this answers. Others have paths that no code of a project names: Streamlit's `/_stcore/health`. */
const SERVERS = ['daphne', 'fastapi', 'flask', 'granian', 'gunicorn', 'hypercorn', 'uvicorn', 'uwsgi', 'waitress-serve'];
/** Where routes are written: code, and the settings of frameworks. */
const TEXT = /\.(py|pyx|ya?ml|json|toml|cfg|ini)$/;
/** FastAPI answers these by itself. */
const OF_FRAMEWORKS = ['docs', 'redoc', 'openapi.json', 'static'];
/** More is searched by nobody: then it is not certain that a path is nowhere. */
const MOST_FILES = 2_000;
const MOST_BYTES = 500_000;

export class HealthPath extends Rule {
  public constructor() {
    super({
      id: 'health-path',
      severity: Severity.WARNING,
      summary: 'The path of the health check is one that the application has.',
      source: 'https://docs.docker.com/reference/dockerfile/#healthcheck',
    });
  }

  public check(container: CheckedContainer): string[] {
    const { production, sourceFiles } = container;
    const path = /'GET', '(\/[^']*)'/.exec(production.imageConfig.healthCheck?.join(' ') ?? '')?.[1];
    const name = path?.replace(/[?#].*/, '').split('/').filter(part => part !== '').pop();
    const isOwn = startedCommands(startedPrograms(container)[0]?.words ?? []).some(([program]) => SERVERS.includes(program));
    return name === undefined || !isOwn || OF_FRAMEWORKS.includes(name) || mayHave(sourceFiles, name) ? []
      : [`healthCheckPath: no file of the sources has "${name}" in it, so that nothing may answer ${path}. Add it to the application, or set healthCheckPath to a path that answers with status 200.`];
  }
}

/** Whether any text of the sources has a word, or what they hold is not known. */
function mayHave(files: SourceFiles, word: string): boolean {
  const texts = files.admitted.filter(({ kind, path }) => kind === SourceKind.FILE && TEXT.test(path));
  const isWritten = texts.some(entry => posix.extname(entry.path) === '.py' && files.start(entry, 100).trim() !== '');
  const size = (entry: SourceEntry) => files.sizeOf(entry) ?? 0;
  return !isWritten || texts.length > MOST_FILES || texts.some(entry => size(entry) > MOST_BYTES || files.start(entry, size(entry)).includes(word));
}
