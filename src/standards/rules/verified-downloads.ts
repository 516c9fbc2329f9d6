import { CheckedContainer } from '../checked-container';
import { unverifiedRuns } from '../downloads';
import { Rule, Severity } from '../rule';
import { commandsOf } from '../shell-commands';

const UNVERIFIED = [
  // into a shell or Python, with what may stand in front of it
  /\b(curl|wget)\b[^;&|]*\|\s*((sudo|env|exec|-u\s+\S+|-(?!u\s)\S+|\w+=\S*)\s+)*([\w./-]*\/)?((ba|da|a)?sh|python[\d.]*)\b/,
  // as an argument of one: sh -c "$(curl …)", bash <(curl …)
  /(?<![\w.-])((ba|da|a)?sh|python[\d.]*|eval|source|\.)(["',\s]+(-\w+|pipefail))*["',\s]+([$<]\(|`)\s*(curl|wget)\b/,
  /\bcurl\b[^;&|]*\s(-[0-9aBfgGiIjJlLMnNOpqRsSvZ#]*k[\w#]*|--insecure)(?=\s|$)/,
  /(?<=\s)(--no-check-certificate|--trusted-host|--allow-unauthenticated|--allow-untrusted|--allow-insecure-host)\b/,
];

/** CIS Docker Benchmark, 4.11. */
export class VerifiedDownloads extends Rule {
  public constructor() {
    super({
      id: 'verified-downloads',
      severity: Severity.ERROR,
      summary: 'What is downloaded is verified before it runs.',
      source: 'https://github.com/docker/docker-bench-security/blob/master/tests/4_container_images.sh',
    });
  }

  public check({ dockerfile }: CheckedContainer): string[] {
    return dockerfile.stages.flatMap(({ name, instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN')
      .flatMap(instruction => [...unverified(instruction.operands), ...unverifiedRuns(commandsOf(instruction))])
      .map(text => `${text} in ${name}: nobody checks what arrives. Install a package, or compare a checksum first.`));
  }
}

function unverified(command: string): string[] {
  return UNVERIFIED.flatMap(pattern => pattern.exec(command)?.[0].trim() ?? []);
}
