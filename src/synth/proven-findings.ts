import { type Finding, Severity } from '../policy/finding';
import type { Proof, ViolationKind } from '../simulate/prove';

/** Rules that tell of one kind of counterexample each, so that one can be acknowledged without the others. */
const RULES: Partial<Record<ViolationKind, string>> = {
  verdict: 'unswitched-gates',
  untested: 'tested-images',
  secret: 'secretless-pull-requests',
};

/** What runs on paper show, each under the rule that tells of it. */
export function provenFindings({ counterexamples, unreached, idle }: Proof): Finding[] {
  const severity = Severity.ERROR;
  return [
    ...counterexamples.map(({ kind, path, text, remedy }) => {
      return { rule: RULES[kind] ?? 'proven-gates', severity, path, message: text, remedy };
    }),
    ...unreached.map(({ path, message, remedy }) => {
      return { rule: 'reachable-environments', severity, path, message, remedy };
    }),
    ...idle.map(({ path, message, remedy }) => {
      return { rule: 'started-jobs', severity: Severity.WARNING, path, message, remedy };
    }),
  ];
}
