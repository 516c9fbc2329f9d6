import { run } from './shell';

/** Runs git with an author, in a folder that is a repository of its own. */
export function git(folder: string, ...argv: string[]): void {
  run(['git', '-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...argv], { cwd: folder });
}
