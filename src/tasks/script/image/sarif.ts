import { createHash } from 'node:crypto';
import type { Finding } from './scanners';

/** GitHub's limits between its names of severities: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const SCORES: { readonly [severity: string]: string } = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0', negligible: '0.5', unknown: '0.0' };

/**
 * The findings of a scanner in the format that code hosts show, SARIF 2.1.0.
 *
 * @param category tells the images of a repository apart: findings of another category are not replaced
 * @param dockerfile the path of the Dockerfile in the repository
 */
export function sarif(scanner: string, category: string, findings: readonly Finding[], dockerfile = 'Dockerfile'): object {
  const rules = new Map(findings.map(finding => [finding.ids[0], finding]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: scanner, rules: [...rules].map(([id, { severity }]) => ({ id, shortDescription: { text: id }, properties: { 'security-severity': SCORES[severity] ?? '0.0' } })) } },
      automationDetails: { id: `${category}/` },
      results: findings.map(finding => ({
        ruleId: finding.ids[0],
        level: ['critical', 'high'].includes(finding.severity) ? 'error' : 'warning',
        message: { text: `${finding.package} ${finding.version}: ${finding.ids[0]}, ${finding.fixed ? `fixed in ${finding.fixed}` : 'no fixed version'}` },
        // an image has no lines, but GitHub shows only results in a file of the repository
        locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(dockerfile) }, region: { startLine: 1 } } }],
        partialFingerprints: { primaryLocationLineHash: createHash('sha256').update([category, finding.ids[0], finding.package].join('\0')).digest('hex') },
      })),
    }],
  };
}
