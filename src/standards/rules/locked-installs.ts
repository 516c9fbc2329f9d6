import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { commandsOf } from '../shell-commands';

/** What may stand between a program and its command: `--no-cache-dir`, `--python /x`. */
const OPTIONS = '( --(python|proxy|cache-dir|log|directory|project|config-file) [^- ]\\S*| -\\S+)*';
const INSTALL = new RegExp(`^((python[0-9.]* (-\\S+ )*-m )?pip[0-9.]*${OPTIONS} install|uv${OPTIONS} (pip${OPTIONS} install|add))(?= |$)`);

/** hadolint, DL3013. */
export class LockedInstalls extends Rule {
  public constructor() {
    super({
      id: 'locked-installs',
      severity: Severity.ERROR,
      summary: 'What production holds is installed from locks.',
      source: 'https://github.com/hadolint/hadolint/wiki/DL3013',
    });
  }

  public check({ builder, dockerfile, production }: CheckedContainer): string[] {
    const stages = new Set([...production.lineage, ...dockerfile.tryFindStage('app')?.lineage ?? [], ...builder.lineage]);
    return [...stages].flatMap(({ name, instructions }) => instructions.flatMap(commandsOf)
      .filter(words => INSTALL.test(words.join(' ')) && !isLocked(words))
      .map(words => `${words.join(' ')} in ${name} installs whatever is new. Name the package in requirements, and lock it.`));
  }
}

/** Whether what is installed has hashes, or is a local path, which brings nothing else. */
function isLocked(words: string[]): boolean {
  const packages = words.slice(words.indexOf('install') + 1).map(word => word.replace(/^--editable=/, ''))
    .filter(word => !word.startsWith('-') || /^-(r|-requirement)/.test(word));
  return words.includes('--require-hashes') || words.includes('--no-deps') && packages.every(word => /^[./]/.test(word));
}
