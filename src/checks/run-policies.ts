import type { PipelineModel } from '../model/pipeline-model';
import { type Finding, Severity } from '../policy/finding';
import type { PipelineView } from '../policy/pipeline-view';
import type { IPolicy, PolicyViolation } from '../policy/policy';
import type { PolicyPack } from '../policy/policy-pack';
import { shown } from '../util/fail';

/** What the policies of an organisation find. They see the same view that is written to `.stagegate/`. */
export function policyFindings(
  model: PipelineModel,
  packs: readonly PolicyPack[],
  seen: () => PipelineView,
): Finding[] {
  if (packs.length === 0) return [];
  const view = readOnly(seen());
  return packs.flatMap((pack) =>
    pack.policies.flatMap((policy) => {
      const rule = pack.ruleId(policy);
      const result = evaluated(policy, view);
      if (typeof result === 'string') {
        const message = `the policy failed instead of answering: ${result}`;
        return [{ rule, severity: Severity.ERROR, path: model.path, message, remedy: 'tell whoever keeps the pack' }];
      }
      return result.map(({ path, message, remedy = policy.remedy }) => ({
        rule,
        severity: policy.severity,
        path,
        message,
        remedy,
      }));
    }),
  );
}

/** A policy that fails, or answers something else, has not agreed: that, as text, is a finding. */
function evaluated(policy: IPolicy, view: PipelineView): PolicyViolation[] | string {
  try {
    // Programs in JavaScript may forget to answer, or answer later.
    const answer: unknown = policy.evaluate(view);
    if (Array.isArray(answer) && answer.every(isViolation)) return answer;
    const isLate = typeof (answer as { then?: unknown } | undefined)?.then === 'function';
    return `it gave ${isLate ? 'a promise' : shown(answer)}; allowed is a list of { path, message }, at once`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isViolation(one: unknown): one is PolicyViolation {
  const { path, message } = (one ?? {}) as Partial<PolicyViolation>;
  return typeof path === 'string' && typeof message === 'string';
}

/**
 * Policies see the same view one after the other: none may change it for the next. Its objects are not frozen, as jsii marks
 * each one that a policy in another language is handed.
 */
function readOnly<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(readOnly)) as Value;
  const entries = Object.entries(value).map(([name, item]) => [name, { value: readOnly(item), enumerable: true }]);
  return Object.defineProperties({}, Object.fromEntries(entries)) as Value;
}
