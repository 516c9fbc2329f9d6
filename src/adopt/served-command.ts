import { argvOf, listening, portOf, serverOf } from './command-line';
import { Repository } from './repository';
import { StartProgram, startProgram } from './start-program';
import { migrationIn, scriptOf, servingScript, withoutCommands } from './start-script';

/** The situation in which a command runs. */
export interface Place {
  readonly repository: Repository;
  /** The folder in which it runs. */
  readonly root: string;
  readonly port?: number;
  readonly evidence: string;
  /** The command of the application in the code, for a script that runs its arguments. */
  readonly found?: string[];
  /** Whether the image is built with the static files of a Django project. */
  readonly hasStaticFiles: boolean;
}

/** A flag with a file that a server writes, except for devices and temporary files. */
const WRITTEN_FILE = /(?:^| )(--(?:log-?file|access-logfile|error-logfile|pid-?file|pid)[ =](?!-(?: |$)|\/dev\/|\/tmp\/|\/proc\/)[^\s"';&|]+)/g;

/** A command that the new image can start. */
export function startedCommand(argv: string[], place: Place): StartProgram {
  const { command, notes } = startProgram(withoutCollecting(argv, place), place.repository, place.root, place.found);
  const written = [...command.join(' ').matchAll(WRITTEN_FILE)].map(([, flag]) => ({
    evidence: place.evidence,
    text: `${flag} is a file that the container cannot write, because its file system is read-only: remove it, so that logs go to the standard output, or use /tmp`,
  }));
  return { command, notes: [...notes, ...written] };
}

/** The command for production: without flags for development, and listening on all interfaces. */
export function servedCommand(argv: string[], place: Place): StartProgram {
  const { repository, evidence } = place;
  const { command, notes } = startedCommand(argv, place);
  const plain = command.filter(word => !/^--(reload|debug)$/.test(word));
  const port = place.port ?? portOf(plain) ?? (serverOf(plain) === 'streamlit' ? 8501 : 8000);
  const hasConfig = serverOf(plain) === 'gunicorn' && repository.has('gunicorn.conf.py');
  const script = scriptOf(plain);
  const migration = migrationIn(plain);
  return {
    command: script !== undefined ? [plain[0], '-c', servingScript(script, port, hasConfig)]
      : listening(plain.map(word => /^--listen=0\.0\.0\.0:8000$/.test(word) ? `--listen=0.0.0.0:${port}` : word), port, hasConfig),
    notes: migration === undefined ? notes
      : [...notes, { evidence, text: `"${migration}" still runs whenever a container starts: if there are several, make it a process of its own, with job: true` }],
  };
}

/** The files of the image cannot be written when it runs, so the static files are collected when it is built. */
function withoutCollecting(argv: string[], { hasStaticFiles }: Place): string[] {
  const script = hasStaticFiles ? scriptOf(argv) : undefined;
  const rest = script === undefined ? undefined : withoutCommands(script, /manage\.py\s+collectstatic\b/);
  return rest?.removed.length ? argvOf(rest.script, {}) : argv;
}
