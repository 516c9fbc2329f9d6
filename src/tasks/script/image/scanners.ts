import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../problem';
import { output, run, succeeds } from '../processes';

/** From harmless to worst, as scanners name them. */
export const SEVERITIES = ['unknown', 'negligible', 'low', 'medium', 'high', 'critical'];

/** A vulnerability of a package in an image. */
export interface Finding {
  /** Its name, and the names that others have for it. */
  readonly ids: string[];
  readonly severity: string;
  readonly package: string;
  readonly version: string;
  readonly purl: string;
  /** The versions without it. */
  readonly fixed: string;
}

/** A program that compares the packages of an image with a database of vulnerabilities. */
export interface Scanner {
  readonly name: string;
  /** The findings in an archive of an image. @throws if it found out nothing: that is not the same as no findings */
  scan(archive: string, folder: string, flags: string[]): Finding[];
}

interface GrypeReport {
  readonly matches?: {
    readonly vulnerability: { readonly id: string; readonly severity?: string; readonly fix?: { readonly versions?: string[] } };
    readonly relatedVulnerabilities?: { readonly id: string }[];
    readonly artifact: { readonly name: string; readonly version: string; readonly purl?: string };
  }[];
  readonly descriptor?: { readonly db?: { readonly built?: string; readonly status?: { readonly built?: string } } };
}

interface TrivyReport {
  readonly Results?: {
    readonly Packages?: object[];
    readonly Vulnerabilities?: {
      readonly VulnerabilityID: string; readonly Severity?: string; readonly PkgName: string; readonly InstalledVersion: string; readonly FixedVersion?: string;
      readonly PkgIdentifier?: { readonly PURL?: string };
    }[];
  }[];
}

const GRYPE: Scanner = {
  name: 'grype',
  scan(archive, folder, flags) {
    const file = join(folder, 'grype.json');
    runScanner('grype', [`docker-archive:${archive}`, '--quiet', '--output=json', `--file=${file}`, ...flags]);
    return findingsOf<GrypeReport>('grype', file, grypeFindings);
  },
};

function grypeFindings({ matches, descriptor }: GrypeReport): Finding[] {
  const { db } = descriptor ?? {};
  if (!matches || !(db?.status?.built ?? db?.built)) {
    throw nothingFoundOut('grype', 'it does not name its database');
  }
  return matches.map(({ vulnerability: { id, severity = '', fix }, relatedVulnerabilities = [], artifact }) => ({
    ids: [id, ...relatedVulnerabilities.map(related => related.id)],
    severity: severityOf(severity),
    package: artifact.name,
    version: artifact.version,
    purl: artifact.purl ?? '',
    fixed: fix?.versions?.join(', ') ?? '',
  }));
}

const TRIVY: Scanner = {
  name: 'trivy',
  scan(archive, folder, flags) {
    const file = join(folder, 'trivy.json');
    runScanner('trivy', ['image', `--input=${archive}`, '--quiet', '--scanners=vuln', '--list-all-pkgs', '--format=json', `--output=${file}`, ...flags]);
    if (!/"UpdatedAt": *"/.test(output('trivy', ['version', '--format=json']) ?? '')) {
      throw nothingFoundOut('trivy', 'it has no database');
    }
    return findingsOf<TrivyReport>('trivy', file, trivyFindings);
  },
};

function trivyFindings({ Results: results = [] }: TrivyReport): Finding[] {
  if (!results.some(({ Packages = [] }) => Packages.length)) {
    throw nothingFoundOut('trivy', 'it found no packages');
  }
  return results.flatMap(({ Vulnerabilities = [] }) => Vulnerabilities).map(one => ({
    ids: [one.VulnerabilityID],
    severity: severityOf(one.Severity ?? ''),
    package: one.PkgName,
    version: one.InstalledVersion,
    purl: one.PkgIdentifier?.PURL ?? '',
    fixed: one.FixedVersion ?? '',
  }));
}

export const SCANNERS = [GRYPE, TRIVY];

/** The scanner with this name, or the first one that is installed. */
export function findScanner(name?: string): Scanner {
  const wanted = SCANNERS.filter(scanner => name === undefined || scanner.name === name);
  if (!wanted.length) {
    throw new Problem(`--scanner=${name} is not possible: the scanners are ${SCANNERS.map(scanner => scanner.name).join(' and ')}.`);
  }
  const found = wanted.find(scanner => succeeds(scanner.name, ['version']) || succeeds(scanner.name, ['--version']));
  if (!found) {
    throw new Problem(`${wanted.map(scanner => scanner.name).join(' or ')} is needed to look for vulnerabilities. `
      + 'Install grype: https://github.com/anchore/grype#installation, or trivy: https://trivy.dev/latest/getting-started/installation/');
  }
  return found;
}

/** Runs a scanner that has to succeed. It is not asked to fail because of findings, so that each failure is one of the scanner itself. */
function runScanner(name: string, argv: string[]): void {
  if (run(name, argv, { stdio: ['ignore', 'ignore', 'inherit'] }) !== 0) {
    throw nothingFoundOut(name, 'its message is above');
  }
}

function findingsOf<T>(name: string, file: string, read: (report: T) => Finding[]): Finding[] {
  if (!existsSync(file)) {
    throw nothingFoundOut(name, 'it wrote no report');
  }
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw error instanceof Problem ? error : nothingFoundOut(name, 'its report cannot be read'); // it is cut off, or of another version
  }
}

function nothingFoundOut(name: string, reason: string): Problem {
  return new Problem(`${name} did not look for vulnerabilities: ${reason}. This does not mean that there are none.`);
}

function severityOf(text: string): string {
  const name = text.toLowerCase();
  return SEVERITIES.includes(name) ? name : 'unknown';
}
