import { type Finding, Severity } from '../../policy/finding';
import type { PrintedFindings } from './json';

/** What code scanning shows of a rule. */
interface PrintedRule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly mend: string;
  readonly severity: Severity;
}

interface SarifOptions {
  /** The rules that findings may name. */
  readonly rules: readonly PrintedRule[];
  /** The file that a person edits to mend a finding. */
  readonly source: string;
  readonly version: string;
}

const LEVELS = { [Severity.ERROR]: 'error', [Severity.WARNING]: 'warning', [Severity.INFO]: 'note' } as const;

/** Findings as SARIF 2.1.0, which GitHub shows as code scanning alerts. Acknowledged ones are suppressed there, not absent. */
export function findingsAsSarif(printed: PrintedFindings, { rules, source, version }: SarifOptions): string {
  const all = [...printed.findings, ...printed.acknowledged.map(({ finding }) => finding)];
  const named = new Set(all.map(({ rule }) => rule));
  const used = rules.filter(({ id }) => named.has(id));
  const indices = new Map(used.map(({ id }, index) => [id, index]));
  const result = (finding: Finding) => ({
    ruleId: finding.rule,
    ...(indices.has(finding.rule) ? { ruleIndex: indices.get(finding.rule) } : {}),
    level: LEVELS[finding.severity],
    message: { text: `${finding.message}. To mend it: ${finding.remedy}.` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: source }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: finding.path, kind: 'object' }],
      },
    ],
    // Lines move; the construct and the rule say which alert it is.
    partialFingerprints: { 'construct/v1': `${finding.rule}:${finding.path}:${finding.message}` },
  });
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'stagegate',
            version,
            informationUri: 'https://github.com/stagegate/stagegate',
            rules: used.map(sarifRule),
          },
        },
        results: [
          ...printed.findings.map(result),
          ...printed.acknowledged.map(({ finding, acknowledgement }) => ({
            ...result(finding),
            suppressions: [{ kind: 'inSource', status: 'accepted', justification: acknowledgement.reason }],
          })),
        ],
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function sarifRule({ id, title, why, mend, severity }: PrintedRule) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `To mend it: ${mend}.` },
    helpUri: `https://github.com/stagegate/stagegate/blob/main/docs/findings.md#${id}`,
    defaultConfiguration: { level: LEVELS[severity] },
  };
}
