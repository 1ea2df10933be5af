import type { Finding } from '../../policy/finding';

/** Why a finding does not stand, as far as it is printed. */
interface PrintedAcknowledgement {
  readonly path: string;
  readonly reason: string;
  readonly owner: string | null;
  readonly expires: string | null;
}

export interface PrintedFindings {
  readonly findings: readonly Finding[];
  readonly acknowledged: readonly { readonly finding: Finding; readonly acknowledgement: PrintedAcknowledgement }[];
}

/** Findings for programs. Fields may be added to version 1; anything else makes it version 2. */
export function findingsAsJson({ findings, acknowledged }: PrintedFindings): string {
  const document = {
    version: 1,
    findings: findings.map(plain),
    acknowledged: acknowledged.map(({ finding, acknowledgement: { path, reason, owner, expires } }) => ({
      ...plain(finding),
      acknowledgement: { path, reason, owner, expires },
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const plain = ({ rule, severity, path, message, remedy }: Finding) => ({ rule, severity, path, message, remedy });
