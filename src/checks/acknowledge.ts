import type { AcknowledgementModel } from '../model/pipeline-model';
import { type Finding, Severity } from '../policy/finding';
import type { PolicyPack } from '../policy/policy-pack';

/** A finding that somebody lives with, and why. */
export interface AcknowledgedFinding {
  readonly finding: Finding;
  readonly acknowledgement: AcknowledgementModel;
}

interface AcknowledgeOptions {
  readonly today: string;
  readonly packs: readonly PolicyPack[];
}

const ORDER = [Severity.ERROR, Severity.WARNING, Severity.INFO];

/** Sorts findings, drops repetitions, and sets aside what is acknowledged. */
export function acknowledge(
  findings: readonly Finding[],
  acknowledgements: readonly AcknowledgementModel[],
  { today, packs }: AcknowledgeOptions,
): { readonly findings: readonly Finding[]; readonly acknowledged: readonly AcknowledgedFinding[] } {
  const standing: Finding[] = [];
  const acknowledged: AcknowledgedFinding[] = [];
  for (const finding of sorted(findings)) {
    const fitting = acknowledgements.filter((candidate) => covers(candidate, finding));
    const valid = fitting.find(({ expires }) => expires === null || expires >= today);
    const isAllowed = packs.every((pack) => pack.mayAcknowledge(finding.rule));
    if (valid && isAllowed) acknowledged.push({ finding, acknowledgement: valid });
    else if (valid) standing.push({ ...finding, message: `${finding.message}; its pack lets nobody acknowledge it` });
    else if (fitting.length > 0) standing.push({ ...finding, message: `${finding.message}; ${expiry(fitting[0])}` });
    else standing.push(finding);
  }
  return { findings: standing, acknowledged };
}

/** An acknowledgement on a construct holds for everything below it. */
function covers({ rule, path }: AcknowledgementModel, finding: Finding): boolean {
  return rule === finding.rule && (finding.path === path || finding.path.startsWith(`${path}/`));
}

function expiry({ reason, owner, expires }: AcknowledgementModel): string {
  return `the acknowledgement${owner ? ` of ${owner}` : ''} expired on ${expires}: ${reason}`;
}

/** By construct, what weighs most first; the same text about the same construct counts once. */
function sorted(findings: readonly Finding[]): Finding[] {
  const unique = new Map(
    findings.map((finding) => [JSON.stringify([finding.path, finding.rule, finding.message]), finding]),
  );
  const key = ({ path, severity, rule, message }: Finding) => [path, ORDER.indexOf(severity), rule, message].join('\0');
  return [...unique.values()]
    .map((finding) => ({ finding, key: key(finding) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ finding }) => finding);
}
