import { type Finding, Severity } from '../../policy/finding';

interface TextOptions {
  /** Escape codes for a terminal; none anywhere else. */
  readonly color: boolean;
  /** Findings beyond this number are only counted. */
  readonly most?: number;
}

const COLORS: { readonly [severity in Severity]: string } = {
  [Severity.ERROR]: '\u001b[31m',
  [Severity.WARNING]: '\u001b[33m',
  [Severity.INFO]: '\u001b[36m',
};
const BOLD = '\u001b[1m';
const DIM = '\u001b[2m';
const PLAIN = '\u001b[0m';
/** Below the message of a finding's first line. */
const INDENT = ' '.repeat(11);

/** Findings for people: by construct, what is wrong and what to do, what weighs most first within a construct. */
export function findingsAsText(findings: readonly Finding[], { color, most = findings.length }: TextOptions): string {
  if (findings.length === 0) return '';
  const paint = (code: string, text: string) => (color ? `${code}${text}${PLAIN}` : text);
  const shown = findings.slice(0, most);
  const lines = [...byPath(shown)].flatMap(([path, group]) => [
    paint(BOLD, path),
    ...group.flatMap(({ severity, rule, message, remedy }) => {
      const [first, ...more] = message.split('\n');
      return [
        `  ${paint(COLORS[severity], severity.padEnd(7))}  ${first} ${paint(DIM, `(${rule})`)}`,
        ...more.map((line) => `${INDENT}${line}`),
        `${INDENT}→ ${remedy}`,
      ];
    }),
  ]);
  const hidden = findings.length - shown.length;
  if (hidden > 0) lines.push(`and ${hidden} more`);
  return `${[...lines, countOf(findings)].join('\n')}\n`;
}

/** `2 errors, 1 warning` */
export function countOf(findings: readonly Finding[]): string {
  const counts = Object.values(Severity).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    if (count === 0) return [];
    return severity === Severity.INFO ? `${count} info` : `${count} ${severity}${count === 1 ? '' : 's'}`;
  });
  return counts.join(', ');
}

function byPath(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) groups.set(finding.path, [...(groups.get(finding.path) ?? []), finding]);
  return groups;
}
