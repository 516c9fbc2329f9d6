import { partedArguments, Receiver } from './arguments';
import { succeed } from './processes';

/** The command that runs an image, and the receiver of the task's arguments. */
export interface ContainerCommand {
  /** `docker run` with its flags. */
  readonly run: string[];
  /** The image and the words after it. */
  readonly image: string[];
}

/** Runs a container: `run RECEIVER -- ARGUMENT… docker run FLAG… -- IMAGE COMMAND…`. Before a `--`, Node.js would take an --env-file for its own. */
export function runContainer(receiver: string, _end: string, ...argv: string[]): void {
  const { run: [program, ...flags], image } = containerCommand(receiver as Receiver, argv);
  succeed(program, [...flags, ...image]);
}

/** Inserts the arguments into the command. The input has the arguments first, so that the boundaries of the command are clear. */
export function containerCommand(receiver: Receiver, argv: string[]): ContainerCommand {
  const start = argv.map((word, index) => word === 'docker' && argv[index + 1] === 'run').lastIndexOf(true);
  const { docker, program } = partedArguments(receiver, argv.slice(0, start));
  const command = argv.slice(start);
  const end = command.indexOf('--');
  return { run: [...command.slice(0, end), ...docker], image: [...command.slice(end + 1), ...program] };
}
