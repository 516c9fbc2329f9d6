import { Instruction, Stage } from '../../dockerfile';
import { CheckedContainer } from '../checked-container';
import { Downloads } from '../downloads';
import { ImageCommands } from '../image-commands';
import { Rule, Severity } from '../rule';

/** Programs that only print their arguments. */
const SHOWS = /^(echo|printf|grep|sed|awk|cat|test|\[)$/;
const UNCHECKED = /^--(no-check-certificate|trusted-host|allow-unauthenticated|allow-untrusted|allow-insecure-(host|repositories)|force-yes|no-gpg-check|nogpgcheck)(=|$)|^http\.sslVerify=(false|0)$|^(--option=|-o)?(Acquire::AllowInsecureRepositories|APT::Get::AllowUnauthenticated)=(true|yes|1)$/i;
const UNCHECKED_BY_CURL = /^(-[0-9aBfgGiIjJlLMnNOpqRsSvZ#]*k[\w#]*|--insecure)$/;

/** CIS Docker Benchmark, 4.11. */
export class VerifiedDownloads extends Rule {
  public constructor() {
    super({
      id: 'verified-downloads',
      severity: Severity.ERROR,
      summary: 'Downloads are verified before they run.',
      source: 'https://github.com/docker/docker-bench-security/blob/master/tests/4_container_images.sh',
    });
  }

  public check(container: CheckedContainer): string[] {
    const { dockerfile } = container;
    const commands = ImageCommands.ofContainer(container);
    const known = new Map<Stage, Downloads>();
    return dockerfile.stages.flatMap((stage) => {
      // downloads of one stage can run in another that starts or copies from it
      const parent = dockerfile.tryFindStage(stage.origin);
      const downloads = new Downloads(parent && known.get(parent));
      const add = (other?: Stage) => other && downloads.copyFrom(known.get(other) ?? new Downloads());
      const found = stage.instructions.flatMap((instruction) => {
        instruction.origins.forEach(origin => add(dockerfile.stageOf(origin)));
        addedFiles(instruction).forEach(file => downloads.addFile(file));
        const list = commands.of(instruction);
        // a health check may ask a server whose certificate it cannot check
        const ofBuild = instruction.keyword === 'RUN' ? list : [];
        return [...ofBuild.flatMap(({ words }) => unchecked(words)), ...downloads.unverifiedRuns(list)];
      });
      known.set(stage, downloads);
      return [...new Set(found)].map(text => `${text} in ${stage.name}: the download is not verified. Install a package, or compare a checksum first.`);
    });
  }
}

/** The files that ADD downloads without a checksum. */
function addedFiles({ flags, keyword, paths }: Instruction): string[] {
  const isDownload = keyword === 'ADD' && paths.some(path => /^https?:\/\//.test(path)) && !flags.some(flag => flag.startsWith('--checksum='));
  return isDownload ? paths.map(path => path.replace(/[?#].*/, '')) : [];
}

function unchecked([program, ...rest]: string[]): string[] {
  const option = SHOWS.test(program) ? undefined : rest.find(word => UNCHECKED.test(word) || program === 'curl' && UNCHECKED_BY_CURL.test(word));
  return option === undefined ? [] : [`${program} ${option}`];
}
