import { describe, expect, it } from 'vitest';
import type { EnvironmentModel } from '../../src/model/environment-model';
import { type TerraformOptions, terraform } from '../../src/render/terraform';
import { environmentModel } from '../support/environment-model';

interface Document {
  readonly '//': readonly string[];
  readonly data?: { readonly [type: string]: { readonly [label: string]: Block } };
  readonly resource?: { readonly [type: string]: { readonly [label: string]: Block } };
}
type Block = { readonly [argument: string]: unknown };

const render = (environments: readonly EnvironmentModel[], options: Partial<TerraformOptions> = {}): Document => {
  const defaults = { source: '.projenrc.ts', pipeline: 'payment-api', repository: 'payment-api' };
  return JSON.parse(terraform(environments, { ...defaults, ...options })) as Document;
};

const production = environmentModel({
  name: 'prod/eu',
  reviewers: { users: ['ada'], teams: ['acme/payments-leads'] },
  waitTimer: 30,
  branches: ['main', 'release/*'],
  tags: ['v*'],
  adminsCanBypass: false,
  variables: { REGION: 'ap-south-1', TEMPLATE: '${HOME} %{if} $' },
});

/** The provider's arguments, from its documentation: type, and whether it is required. */
const PROVIDER: {
  readonly [type: string]: { readonly [argument: string]: `${'string' | 'number' | 'boolean' | 'block'}${'' | '!'}` };
} = {
  github_user: { username: 'string!' },
  github_team: { slug: 'string!', summary_only: 'boolean' },
  github_repository_environment: {
    repository: 'string!',
    environment: 'string!',
    wait_timer: 'number',
    prevent_self_review: 'boolean',
    can_admins_bypass: 'boolean',
    reviewers: 'block',
    deployment_branch_policy: 'block',
  },
  github_repository_environment_deployment_policy: {
    repository: 'string!',
    environment: 'string!',
    branch_pattern: 'string',
    tag_pattern: 'string',
  },
  github_actions_environment_variable: {
    repository: 'string!',
    environment: 'string!',
    variable_name: 'string!',
    value: 'string!',
  },
  github_repository_ruleset: {
    name: 'string!',
    repository: 'string!',
    target: 'string!',
    enforcement: 'string!',
    conditions: 'block',
    rules: 'block!',
  },
};

describe('terraform', () => {
  it('looks names up and says the same in the words of the provider', () => {
    expect(render([production])).toEqual({
      '//': [
        'Written by stagegate from .projenrc.ts. Do not edit: change the constructs and run npx projen.',
        'Teams belong to the owner that the provider is configured with.',
      ],
      terraform: { required_providers: { github: { source: 'integrations/github', version: '>= 6.0' } } },
      data: {
        github_user: { ada: { username: 'ada' } },
        github_team: { 'payments-leads': { slug: 'payments-leads', summary_only: true } },
      },
      resource: {
        github_repository_environment: {
          prod_eu: {
            repository: 'payment-api',
            environment: 'prod/eu',
            wait_timer: 30,
            prevent_self_review: true,
            can_admins_bypass: false,
            reviewers: [{ users: ['${data.github_user.ada.id}'], teams: ['${data.github_team.payments-leads.id}'] }],
            deployment_branch_policy: [{ protected_branches: false, custom_branch_policies: true }],
          },
        },
        github_repository_environment_deployment_policy: {
          prod_eu_branch_main: policy({ branch_pattern: 'main' }),
          prod_eu_branch_release__: policy({ branch_pattern: 'release/*' }),
          prod_eu_tag_v_: policy({ tag_pattern: 'v*' }),
        },
        github_actions_environment_variable: {
          prod_eu_REGION: policy({ variable_name: 'REGION', value: 'ap-south-1' }),
          prod_eu_TEMPLATE: policy({ variable_name: 'TEMPLATE', value: '$${HOME} %%{if} $' }),
        },
      },
    });
  });

  it('uses only arguments that the provider has, with their types', () => {
    const { data, resource } = render([production, environmentModel()], {
      requiredChecks: { branches: ['main'], checks: ['pipeline-gate'] },
    });
    for (const [type, blocks] of Object.entries({ ...data, ...resource })) {
      const provided = PROVIDER[type];
      for (const block of Object.values(blocks)) {
        for (const [argument, value] of Object.entries(block)) {
          expect({ type, argument, is: Array.isArray(value) ? 'block' : typeof value }).toEqual({
            type,
            argument,
            is: provided[argument]?.replace('!', ''),
          });
        }
        const required = Object.keys(provided).filter((argument) => provided[argument].endsWith('!'));
        expect(Object.keys(block)).toEqual(expect.arrayContaining(required));
      }
    }
  });

  it('refers only to what is there', () => {
    const document = render([production, environmentModel()]);
    const references = [...JSON.stringify(document).matchAll(/[^$]\$\{(data\.)?(\w+)\.([\w-]+)\.\w+\}/g)];
    expect(references).not.toHaveLength(0);
    for (const [, isData, type, label] of references) {
      expect(Object.keys((isData ? document.data : document.resource)?.[type] ?? {})).toContain(label);
    }
  });

  it('keeps labels apart that would fall together, and looks a team up once', () => {
    const { data, resource } = render([
      environmentModel({ name: 'a/b', branches: [] }),
      environmentModel({ name: 'a b', branches: [] }),
      environmentModel({ name: '1', branches: [] }),
    ]);
    expect(Object.keys(resource?.github_repository_environment ?? {})).toEqual(['a_b', 'a_b_2', '_1']);
    expect(Object.keys(data?.github_team ?? {})).toEqual(['payments-leads']);
  });

  it('says what Terraform does that the model does not', () => {
    const notes = render([environmentModel({ protectionApps: ['datadog'] })])['//'];
    expect(notes).toContain('The provider lets administrators bypass the rules unless told otherwise: production.');
    expect(notes).toContain('production: custom protection rules are not written here; turn on datadog by hand.');
  });

  it('requires checks before a merge', () => {
    const requiredChecks = { branches: ['main'], checks: ['pipeline-gate'] };
    expect(render([], { requiredChecks }).resource?.github_repository_ruleset['payment-api']).toEqual({
      name: 'stagegate payment-api',
      repository: 'payment-api',
      target: 'branch',
      enforcement: 'active',
      conditions: [{ ref_name: [{ include: ['refs/heads/main'], exclude: [] }] }],
      rules: [
        {
          required_status_checks: [{ required_check: [{ context: 'pipeline-gate', integration_id: 15368 }] }],
        },
      ],
    });
  });
});

const policy = (rest: object) => ({
  repository: 'payment-api',
  environment: '${github_repository_environment.prod_eu.environment}',
  ...rest,
});
