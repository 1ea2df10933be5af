import type { RequiredChecksModel } from '../model/pipeline-model';

/** The app that GitHub Actions reports its checks as, on github.com. */
export const ACTIONS_APP_ID = 15368;

/** The ruleset is found again by its name. */
export const rulesetName = (pipeline: string) => `stagegate ${pipeline}`;

/** The ruleset that requires a pipeline's checks, in the words of GitHub's API. */
export function requiredChecksRuleset(pipeline: string, required: RequiredChecksModel, actionsAppId = ACTIONS_APP_ID) {
  const { branches, checks } = required;
  return {
    name: rulesetName(pipeline),
    target: 'branch',
    enforcement: 'active',
    bypass_actors: [],
    conditions: { ref_name: { include: branches.map((branch) => `refs/heads/${branch}`), exclude: [] } },
    rules: [
      {
        type: 'required_status_checks',
        parameters: {
          required_status_checks: checks.map((context) => ({ context, integration_id: actionsAppId })),
          strict_required_status_checks_policy: false,
        },
      },
    ],
  };
}
