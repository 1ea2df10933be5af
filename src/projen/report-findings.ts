import type { Finding } from '../policy/finding';

export function reportFindings(findings: readonly Finding[]): void {
  for (const { rule, path, message, remedy } of findings) console.error(`${rule}  ${path}  ${message}\n  → ${remedy}`);
}
