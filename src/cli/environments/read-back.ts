import type { Planned } from './make-plan';
import type { Options } from './options';
import { operationsOf } from './plan';
import { missingLines, planText } from './report';
import { sameName } from './state';

/** What GitHub shows after everything was accepted; null where it is what was asked for. */
export function readBackProblem(before: Planned, after: Planned, options: Options): string | null {
  const lines: string[] = [];
  if (operationsOf(after.plan).length > 0) {
    lines.push('GitHub accepted everything and shows something else:', '', planText(after.plan));
  }
  for (const name of after.plan.unmanaged) {
    if (options.delete.some((deleted) => sameName(deleted, name))) {
      lines.push(`${name}: GitHub accepted that it be deleted, and still has it`);
    }
  }
  for (const [name, now] of after.adminsCanBypass) {
    if (!options.adminBypass && before.adminsCanBypass.get(name) === false && now === true) {
      lines.push(`${name}: administrators may bypass its rules now; before they could not`, '→ apply --admin-bypass');
    }
  }
  return lines.length > 0 ? `${lines.join('\n')}\n` : null;
}

/** What is true after a success: values that a person has to set are no failure of `apply`, and drift for `check`. */
export function readBackText({ plan }: Planned): string {
  const missing = plan.sections.flatMap(missingLines);
  if (missing.length === 0) return 'read back: GitHub is as described\n';
  return [
    'read back: all that apply sets is as described; check finds these missing until somebody sets them:',
    ...missing,
  ]
    .map((line) => `${line}\n`)
    .join('');
}
