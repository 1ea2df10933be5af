import type { EnvironmentModel } from '../model/environment-model';
import { BANNER } from '../model/ids';
import type { RequiredChecksModel } from '../model/pipeline-model';
import { requiredChecksRuleset } from './required-checks';

export interface TerraformOptions {
  /** The file that a person edits, such as `.projenrc.ts`. */
  readonly source: string;
  readonly pipeline: string;
  /** Name of the repository without its owner, who is the provider's. */
  readonly repository: string;
  readonly requiredChecks?: RequiredChecksModel;
}

type Blocks = { [type: string]: { [label: string]: unknown } };

/**
 * The settings of all environments as Terraform's JSON syntax (`environments.tf.json`), for the provider
 * `integrations/github`. Names of people and teams are looked up by data sources, so that no id stands in the file.
 */
export function terraform(environments: readonly EnvironmentModel[], options: TerraformOptions): string {
  const data: Blocks = {};
  const resource: Blocks = {};
  const labels = new Labels();
  const repository = literal(options.repository);
  const add = (blocks: Blocks, type: string, name: string, body: object): string => {
    const label = labels.of(type, name);
    blocks[type] = { ...blocks[type], [label]: body };
    return `${type}.${label}`;
  };
  const lookUp = (type: string, argument: string, name: string, rest: object = {}): string => {
    const known = labels.find(type, name);
    const reference = known ? `${type}.${known}` : add(data, type, name, { [argument]: literal(name), ...rest });
    return `\${data.${reference}.id}`;
  };

  for (const environment of environments) {
    const { name, reviewers, branches, tags } = environment;
    const users = reviewers.users.map((login) => lookUp('github_user', 'username', login));
    const teams = reviewers.teams.map((team) =>
      lookUp('github_team', 'slug', team.split('/')[1], { summary_only: true }),
    );
    const listed = branches.length + tags.length > 0;
    const settings = add(resource, 'github_repository_environment', name, {
      repository,
      environment: literal(name),
      wait_timer: environment.waitTimer,
      prevent_self_review: environment.preventSelfReview,
      ...(environment.adminsCanBypass === null ? {} : { can_admins_bypass: environment.adminsCanBypass }),
      ...(users.length + teams.length > 0 ? { reviewers: [{ users, teams }] } : {}),
      ...(listed ? { deployment_branch_policy: [{ protected_branches: false, custom_branch_policies: true }] } : {}),
    });
    const below = { repository, environment: `\${${settings}.environment}` };
    const policy = (kind: 'branch' | 'tag') => (pattern: string) =>
      add(resource, 'github_repository_environment_deployment_policy', `${name} ${kind} ${pattern}`, {
        ...below,
        [`${kind}_pattern`]: literal(pattern),
      });
    branches.forEach(policy('branch'));
    tags.forEach(policy('tag'));
    for (const [variable, value] of Object.entries(environment.variables)) {
      add(resource, 'github_actions_environment_variable', `${name} ${variable}`, {
        ...below,
        variable_name: variable,
        value: literal(value),
      });
    }
  }
  if (options.requiredChecks) {
    add(
      resource,
      'github_repository_ruleset',
      options.pipeline,
      ruleset(repository, options.pipeline, options.requiredChecks),
    );
  }
  const document = {
    '//': comments(environments, options.source),
    terraform: { required_providers: { github: { source: 'integrations/github', version: '>= 6.0' } } },
    ...(Object.keys(data).length > 0 ? { data } : {}),
    ...(Object.keys(resource).length > 0 ? { resource } : {}),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The same ruleset as through the API, in the provider's own words. */
function ruleset(repository: string, pipeline: string, required: RequiredChecksModel) {
  const { name, target, enforcement, conditions, rules } = requiredChecksRuleset(pipeline, required);
  const checks = rules.flatMap(({ parameters }) => parameters.required_status_checks);
  return {
    name: literal(name),
    repository,
    target,
    enforcement,
    conditions: [{ ref_name: [{ include: conditions.ref_name.include.map(literal), exclude: [] }] }],
    rules: [
      {
        required_status_checks: [
          {
            required_check: checks.map(({ context, integration_id }) => ({
              context: literal(context),
              integration_id,
            })),
          },
        ],
      },
    ],
  };
}

function comments(environments: readonly EnvironmentModel[], source: string): string[] {
  const apps = environments.filter(({ protectionApps }) => protectionApps.length > 0);
  const bypass = environments.filter(({ adminsCanBypass }) => adminsCanBypass === null).map(({ name }) => name);
  return [
    `${BANNER} from ${source}. Do not edit: change the constructs and run npx projen.`,
    'Teams belong to the owner that the provider is configured with.',
    ...(bypass.length > 0
      ? [`The provider lets administrators bypass the rules unless told otherwise: ${bypass.join(', ')}.`]
      : []),
    ...apps.map(
      ({ name, protectionApps }) =>
        `${name}: custom protection rules are not written here; turn on ${protectionApps.join(', ')} by hand.`,
    ),
  ];
}

/** Text that Terraform shall not take for a template. */
function literal(text: string): string {
  return text.replace(/[$%]\{/g, (opening) => opening[0] + opening);
}

/** Labels of blocks: letters, digits, dashes and underscores, each once. */
class Labels {
  private readonly labels = new Map<string, string>();

  find(type: string, name: string): string | undefined {
    return this.labels.get(`${type} ${name}`);
  }

  of(type: string, name: string): string {
    const plain = name.replace(/[^A-Za-z0-9_-]/g, '_').replace(/^(?![A-Za-z_])/, '_');
    const taken = new Set([...this.labels].filter(([key]) => key.startsWith(`${type} `)).map(([, label]) => label));
    let label = plain;
    for (let number = 2; taken.has(label); number++) label = `${plain}_${number}`;
    this.labels.set(`${type} ${name}`, label);
    return label;
  }
}
