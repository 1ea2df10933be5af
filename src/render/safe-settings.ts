import type { EnvironmentModel } from '../model/environment-model';
import { BANNER } from '../model/ids';
import type { RequiredChecksModel } from '../model/pipeline-model';
import { requiredChecksRuleset } from './required-checks';
import { toYaml } from './yaml';

/** Ids behind names: safe-settings takes no logins, slugs of teams or slugs of apps. */
interface SettingIds {
  readonly users?: { readonly [login: string]: number };
  readonly teams?: { readonly [slug: string]: number };
  readonly apps?: { readonly [slug: string]: number };
}

interface SafeSettingsOptions {
  /** The file that a person edits, such as `.projenrc.ts`. */
  readonly source: string;
  readonly pipeline: string;
  readonly ids?: SettingIds;
  readonly requiredChecks?: RequiredChecksModel;
}

/**
 * The settings of all environments for safe-settings, as a file of its folder `repos`. A name without a known id gets 0,
 * which GitHub refuses, and the command that finds the id beside it.
 */
export function safeSettings(environments: readonly EnvironmentModel[], options: SafeSettingsOptions): string {
  const beside: { [pointer: string]: string } = {};
  const entries = environments.map((environment, index) => {
    const at = `/environments/${index}`;
    const named = (pointer: string, known: number | undefined, name: string, find: string): number => {
      beside[at + pointer] =
        known === undefined ? `${name}: put its id here; find it with gh api ${find} --jq .id` : name;
      return known ?? 0;
    };
    const { users, teams } = environment.reviewers;
    const ids = options.ids ?? {};
    const reviewers = [
      ...users.map((login) => ({ type: 'User', name: login, known: ids.users?.[login], find: `users/${login}` })),
      ...teams.map((team) => {
        const [organisation, slug] = team.split('/');
        return { type: 'Team', name: team, known: ids.teams?.[team], find: `orgs/${organisation}/teams/${slug}` };
      }),
    ].map(({ type, name, known, find }, position) => ({
      type,
      id: named(`/reviewers/${position}/id`, known, name, find),
    }));
    const rules = environment.protectionApps.map((slug, position) => ({
      app_id: named(`/deployment_protection_rules/${position}/app_id`, ids.apps?.[slug], slug, `apps/${slug}`),
    }));
    return {
      name: environment.name,
      wait_timer: environment.waitTimer,
      prevent_self_review: environment.preventSelfReview,
      reviewers,
      ...branchPolicy(environment),
      deployment_protection_rules: rules,
      variables: Object.entries(environment.variables).map(([name, value]) => ({ name, value })),
    };
  });
  const { requiredChecks, pipeline, source } = options;
  return toYaml(
    {
      environments: entries,
      ...(requiredChecks ? { rulesets: [requiredChecksRuleset(pipeline, requiredChecks)] } : {}),
    },
    { banner: banner(environments, source), beside },
  );
}

function branchPolicy({ branches, tags }: EnvironmentModel) {
  const policies = [
    ...(branches.length > 0 ? [{ names: branches, type: 'branch' }] : []),
    ...(tags.length > 0 ? [{ names: tags, type: 'tag' }] : []),
  ];
  if (policies.length === 0) return {};
  return { deployment_branch_policy: { protected_branches: false, custom_branch_policies: policies } };
}

function banner(environments: readonly EnvironmentModel[], source: string): string[] {
  const byHand = environments
    .filter(({ requiredVariables }) => requiredVariables.length > 0)
    .map(({ name, requiredVariables }) => `  ${name}: ${requiredVariables.join(', ')}`);
  return [
    `${BANNER} from ${source} for safe-settings (repos/<repository>.yml). Do not edit: change the constructs.`,
    'safe-settings deletes environments that are not listed here.',
    ...(byHand.length > 0
      ? [
          'It also deletes variables that are not listed. These are set by hand: add them with their values, or lose them:',
          ...byHand,
        ]
      : []),
  ];
}
