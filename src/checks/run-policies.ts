import type { PipelineModel } from '../model/pipeline-model';
import type { Finding } from '../policy/finding';
import type { PolicyPack } from '../policy/policy-pack';
import { viewOf } from './view';

/** What the policies of an organisation find. They see the same view that is written to `.stagegate/`. */
export function policyFindings(model: PipelineModel, packs: readonly PolicyPack[]): Finding[] {
  if (packs.length === 0) return [];
  const view = viewOf(model);
  return packs.flatMap((pack) =>
    pack.policies.flatMap((policy) =>
      policy.evaluate(view).map(({ path, message, remedy = policy.mend }) => ({
        rule: pack.ruleId(policy),
        severity: policy.severity,
        path,
        message,
        remedy,
      })),
    ),
  );
}
