import { succeed } from './processes';

/** Builds an image: `build -- docker build …`. */
export function build(_end: string, ...argv: string[]): void {
  const [program, ...command] = withoutFilter(argv);
  succeed(program, command);
}

/** docker build refuses --no-cache together with --no-cache-filter, so the filter is removed. */
export function withoutFilter(command: string[]): string[] {
  return command.some(word => /^--no-cache(=true)?$/.test(word)) ? command.filter(word => !word.startsWith('--no-cache-filter=')) : command;
}
