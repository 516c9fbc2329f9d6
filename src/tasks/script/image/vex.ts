import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './scanners';
import { shown } from './shown';
import { Problem } from '../problem';

const [FOLDER, ENDING] = ['.vex', '.openvex.json'];
const STATUSES = ['not_affected', 'affected', 'fixed', 'under_investigation'];

interface Identified { readonly '@id'?: string; readonly 'identifiers'?: { readonly purl?: string } }
interface Product extends Identified { readonly subcomponents?: Identified[] }

/** A statement on a vulnerability. */
export interface Statement {
  readonly vulnerability: string | { readonly '@id'?: string; readonly 'name'?: string; readonly 'aliases'?: string[] };
  readonly products: Product[];
  readonly status: string;
  readonly timestamp?: string;
}

/**
 * The statements in `.vex/*.openvex.json`, the oldest first. A file that cannot be read is an error, because its statements would be missed.
 *
 * @param folder a folder whose `.vex` counts too
 * @see https://github.com/openvex/spec
 */
export function statements(folder = '.'): Statement[] {
  return [...new Set([FOLDER, join(folder, FOLDER)])]
    .flatMap(vex => existsSync(vex) ? readdirSync(vex).filter(name => name.endsWith(ENDING)).sort().map(name => join(vex, name)) : [])
    .flatMap(read)
    .map((statement, position) => ({ statement, position, date: Date.parse(statement.timestamp ?? '') || 0 }))
    .sort((one, other) => one.date - other.date || one.position - other.position)
    .map(({ statement }) => statement);
}

function read(file: string): Statement[] {
  let document: { statements?: Statement[]; timestamp?: string; products?: Product[] };
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Problem(`${shown(file)} cannot be read: ${(error as Error).message}`);
  }
  if (!Array.isArray(document?.statements)) {
    throw new Problem(`${shown(file)} is not an OpenVEX document: it has no list of statements.`);
  }
  return document.statements.map((statement, position) => {
    const { status, products = document.products, timestamp = document.timestamp } = statement ?? {};
    if (!STATUSES.includes(status) || !statement.vulnerability || !Array.isArray(products)) {
      throw new Problem(`${shown(file)}: statement ${position + 1} needs a vulnerability, a list of products, and a status: ${STATUSES.join(', ')}.`);
    }
    return { ...statement, products, timestamp };
  });
}

/** Whether a finding is no problem of this image according to the last statement on it. */
export function isAccepted(finding: Finding, image: string, all: Statement[]): boolean {
  const last = all.filter(statement => isOn(statement, finding, image)).pop();
  return last !== undefined && ['not_affected', 'fixed'].includes(last.status);
}

function isOn({ vulnerability, products }: Statement, { ids, purl }: Finding, image: string): boolean {
  const { '@id': id, name, aliases = [] } = typeof vulnerability === 'string' ? { 'name': vulnerability, '@id': undefined } : vulnerability;
  if (![name, id?.split('/').pop(), ...aliases].some(text => text !== undefined && ids.includes(text))) {
    return false;
  }
  const hasPackage = (stated: Identified) => isNamed(stated, text => isPackage(text, purl));
  return products.some(product => hasPackage(product)
    || isNamed(product, text => isImage(text, image)) && (!product.subcomponents?.length || product.subcomponents.some(hasPackage)));
}

function isNamed({ '@id': id, identifiers }: Identified, test: (name: string) => boolean): boolean {
  return [id, identifiers?.purl].some(name => name !== undefined && test(name));
}

/** A statement on a package without a version is on all versions; qualifiers, such as the distribution, do not matter. */
function isPackage(stated: string, purl: string): boolean {
  const plain = (text: string) => decodeURIComponentSafely(text.replace(/[?#].*$/s, ''));
  const [one, other] = [plain(stated), plain(purl)];
  return purl !== '' && (one === other || one === other.replace(/@[^@]*$/, ''));
}

/** An image is named as in `pkg:oci/shop`, with or without a digest, or by its name. */
function isImage(stated: string, image: string): boolean {
  const name = image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  const [, oci, digest] = /^pkg:oci\/([^@?#]+)(?:@([^?#]+))?/.exec(stated) ?? [];
  return oci === undefined ? [image, name].includes(stated)
    : oci === name.split('/').pop() && (digest === undefined || image.endsWith(`@${decodeURIComponentSafely(digest)}`));
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
