import { ComposeFile } from './compose-file';
import { placeNotes, placesOf } from './compose-places';
import { Fact, Note } from './fact';
import { isMoved, localPath, OldPlaces, pathsIn, rootOf } from './old-copies';
import { OldDockerfile } from './old-dockerfile';
import { Repository } from './repository';

/** The most lines of a file that are reported. */
const MOST_LINES = 3;
const MOST_CHARACTERS = 500;

/** What the old image started: its Dockerfile, and the compose file that may replace parts of it. */
export class OldImage {
  /** The folders of the Dockerfile; unknown without one. */
  private readonly places: OldPlaces;

  public constructor(
    private readonly repository: Repository,
    private readonly dockerfile: OldDockerfile | undefined,
    private readonly compose: ComposeFile,
  ) {
    this.places = dockerfile?.places ?? { copies: [], workdir: '/' };
  }

  /** The commands of the image. A command of a compose file is the arguments of the ENTRYPOINT; in one for production it replaces CMD. */
  public commandsOf(commands: Fact[]): Fact[] {
    const { entrypoint, path = '' } = this.dockerfile ?? {};
    const own = commands.filter(({ evidence }) => path !== '' && evidence.startsWith(`${path}:`));
    const composed = commands.filter(fact => this.isComposed(fact));
    if (!composed.length) {
      return commands;
    }
    const isProduction = (name: string) => /\.prod(uction)?(\.|$)/.test(name);
    if (own.length && isProduction(path) && this.compose.dockerfile !== path) {
      return commands.filter(fact => !composed.includes(fact));
    }
    const isReplaced = entrypoint?.hasArguments === false || this.compose.entrypoints.has('command') || isProduction(this.compose.path!);
    return commands.filter(fact => !isReplaced || !own.includes(fact)).map(fact => this.started(fact));
  }

  /** A command of a compose file is the arguments of the service's entrypoint, or else of the image's. Its paths are those of the old image. */
  public started(fact: Fact): Fact {
    if (!this.isComposed(fact)) {
      return fact;
    }
    const { option, value } = fact;
    const places = this.placesOf(option);
    const local = (words: string[], isProgram: boolean) =>
      words.map((word, index) => localPath(word, this.repository, places, isProgram && index === 0));
    const own = this.compose.entrypoints.get(option);
    const entrypoint = own ? local(own, true) : this.dockerfile?.entrypoint?.argv ?? [];
    return { ...fact, value: [...entrypoint, ...local(value as string[], entrypoint.length === 0)] };
  }

  /** The folder of the repository in which the old image ran the command. */
  public rootOf(evidence: string): string {
    if (this.isComposed({ option: 'command', evidence })) {
      const { copies, workdir } = this.placesOf('command');
      return rootOf(this.repository, copies, workdir);
    }
    return evidence.startsWith('Procfile:') ? '.' : this.dockerfile?.root ?? '.';
  }

  /** The lines of the compose file that name folders of the old image. */
  public get notes(): Note[] {
    return [...this.compose.places.values()].flatMap(place => placeNotes(place, this.repository, this.places));
  }

  /** The lines of configuration files and scripts that name folders of the old image. The files themselves are not changed. */
  public notesOn(files: readonly string[]): Note[] {
    return files.flatMap(file => this.repository.lines(file).flatMap((line, index): Note[] => {
      const old = pathsIn(line.slice(0, MOST_CHARACTERS)).find(path => isMoved(path, this.places));
      return old === undefined ? [] : [{ evidence: `${file}:${index + 1}`, text: `${old} is a path of the old image, which is ${localPath(old, this.repository, this.places, false)} in the new one: change it here` }];
    }).slice(0, MOST_LINES));
  }

  private placesOf(option: string): OldPlaces {
    const place = this.compose.places.get(option);
    return place ? placesOf(place, this.places) : this.places;
  }

  private isComposed({ option, evidence }: Pick<Fact, 'option' | 'evidence'>): boolean {
    const { path } = this.compose;
    return path !== undefined && evidence.startsWith(`${path}:`) && /^(command|processes\..*)$/.test(option);
  }
}
