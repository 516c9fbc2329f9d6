import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** CIS Docker Benchmark, 4.8; Kubernetes, allowPrivilegeEscalation and capabilities. */
export class PrivilegedFiles extends Rule {
  public constructor() {
    super({
      id: 'privileged-files',
      severity: Severity.ERROR,
      summary: 'No program has the setuid or setgid bit or capabilities.',
      source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
    });
  }

  public check(container: CheckedContainer): string[] {
    return container.dockerfile.stages.flatMap(({ name, instructions }) => instructions.flatMap(instruction => [
      ...container.commandsOf(instruction).filter(isPrivileging).map(words => words.join(' ')),
      ...isSetId(instruction.flagValue('chmod') ?? '') ? [`--chmod=${instruction.flagValue('chmod')}`] : [],
    ]).map(problem => `${problem} in ${name}: it has no effect in a container with no-new-privileges, and is unsafe in others. Remove it.`));
  }
}

function isPrivileging([program, ...words]: string[]): boolean {
  switch (program) {
    case 'setcap':
    case 'filecap':
      return true;
    case 'setfattr':
      return words.some(word => word.includes('security.capability'));
    case 'chmod':
    case 'dpkg-statoverride':
      return words.some(isSetId);
    case 'install':
      return modes(words, /^(?:-[A-Za-z]*m|--mode=?)(.*)$/).some(isSetId);
    case 'rsync':
      return modes(words, /^--chmod=?(.*)$/).some(isSetId);
    default:
      return false;
  }
}

/** `-m 4755`, `-Dm4755`, `--mode=4755`. */
function modes(words: string[], option: RegExp): string[] {
  return words.flatMap((word, index) => {
    const [, mode] = option.exec(word) ?? [];
    return mode === '' ? words.slice(index + 1, index + 2) : mode ?? [];
  });
}

/** `4755`, `u+s`, `u+x+s`. */
function isSetId(mode: string): boolean {
  return /^0?o?0*[2-7][0-7]{3}$/.test(mode) || mode.split(',').some(part => /^[ugoa]*([-+=][rwxXstugo]*)+$/.test(part) && /[+=][rwxXt]*s/.test(part));
}
