import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { imageArguments } from './image/image-arguments';
import { withImage } from './image/local-image';
import { sarif } from './image/sarif';
import { Finding, findScanner, SEVERITIES } from './image/scanners';
import { shown } from './image/shown';
import { isAccepted, statements } from './image/vex';
import { Problem } from './problem';

const [FAIL_ON, SCANNER, SARIF, DOCKERFILE] = ['--fail-on', '--scanner', '--sarif', '--dockerfile'];

/**
 * Looks for known vulnerabilities in an image, and fails if one is as severe as the threshold: `scan BUILT -- [IMAGE] [--fail-on=high]
 * [--scanner=grype] [--sarif=FILE] [--dockerfile=FILE]`. All other flags go to the scanner. Statements are read from `.vex`, here and beside the Dockerfile.
 */
export async function scan(built: string, _end: string, ...argv: string[]): Promise<void> {
  const { image: named, own, others } = imageArguments(argv, [FAIL_ON, SCANNER, SARIF, DOCKERFILE]);
  const { [FAIL_ON]: [threshold = 'high'], [SCANNER]: [name], [SARIF]: [file], [DOCKERFILE]: [dockerfile = 'Dockerfile'] } = own;
  const least = SEVERITIES.indexOf(threshold);
  if (least < 0) {
    throw new Problem(`${FAIL_ON}=${shown(threshold)} is not possible: it is one of ${SEVERITIES.join(', ')}.`);
  }
  const scanner = findScanner(name);
  const stated = statements(dirname(dockerfile));
  await withImage(named, built, async (archive, image, folder) => {
    const findings = scanner.scan(archive.file, folder, others).sort(byWeight);
    const open = findings.filter(finding => !isAccepted(finding, image, stated));
    const accepted = findings.filter(finding => !open.includes(finding));
    open.forEach(finding => console.log(line(finding)));
    if (file !== undefined) {
      writeFileSync(file, JSON.stringify(sarif(scanner.name, image, open, dockerfile)));
    }
    if (accepted.length) {
      console.error(`${accepted.length} of ${findings.length} findings do not affect the image according to .vex: ${[...new Set(accepted.map(({ ids: [id] }) => shown(id)))].join(', ')}`);
    }
    const severe = open.filter(({ severity }) => SEVERITIES.indexOf(severity) >= least);
    if (severe.length) {
      throw new Problem(`${image} has ${severe.length} vulnerabilities that are ${threshold}${threshold === 'critical' ? '' : ' or worse'}. Upgrade the packages, `
        + 'or state why one does not affect the image, in .vex/NAME.openvex.json.');
    }
    console.error(`${scanner.name} found ${findings.length ? 'no more in' : 'nothing in'} ${image} that is ${threshold} or worse.`);
  });
}

function byWeight(one: Finding, other: Finding): number {
  return SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity) || (key(one) < key(other) ? -1 : 1);
}

function key({ package: name, ids: [id] }: Finding): string {
  return `${name} ${id}`;
}

function line({ severity, ids: [id], package: name, version, fixed }: Finding): string {
  return `${severity}: ${[id, name, version].map(text => shown(text, 100)).join(' ')}${fixed ? `, fixed in ${shown(fixed, 100)}` : ', no fixed version'}`;
}
