import { CheckedContainer } from '../checked-container';
import { Downloads } from '../downloads';
import { Rule, Severity } from '../rule';
import { shellCommandsOf } from '../shell-commands';

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

  public check({ dockerfile }: CheckedContainer): string[] {
    return dockerfile.stages.flatMap((stage) => {
      const downloads = new Downloads();
      // downloads of a base stage can run in this stage; those are reported for the base stage
      stage.lineage.slice(0, -1).forEach(({ instructions }) => instructions.forEach(line => downloads.unverifiedRuns(shellCommandsOf(line))));
      const found = stage.instructions.map(shellCommandsOf).flatMap(commands =>
        [...commands.flatMap(({ words }) => unchecked(words)), ...downloads.unverifiedRuns(commands)]);
      return [...new Set(found)].map(text => `${text} in ${stage.name}: the download is not verified. Install a package, or compare a checksum first.`);
    });
  }
}

function unchecked([program, ...rest]: string[]): string[] {
  const option = SHOWS.test(program) ? undefined : rest.find(word => UNCHECKED.test(word) || program === 'curl' && UNCHECKED_BY_CURL.test(word));
  return option === undefined ? [] : [`${program} ${option}`];
}
