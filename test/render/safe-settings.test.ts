import { describe, expect, it } from 'vitest';
import { safeSettings } from '../../src/render/safe-settings';
import { parseYaml } from '../../src/util/yaml';
import { environmentModel } from '../support/environment-model';

const production = environmentModel({
  reviewers: { users: ['ada'], teams: ['acme/payments-leads'] },
  waitTimer: 30,
  tags: ['v*'],
  protectionApps: ['datadog'],
  variables: { REGION: 'ap-south-1' },
});
const dev = environmentModel({
  name: 'dev',
  reviewers: { users: [], teams: [] },
  preventSelfReview: false,
  branches: [],
  requiredVariables: [],
});
const options = { source: '.projenrc.ts', pipeline: 'payment-api' };

describe('safeSettings', () => {
  it('says the same in the words of safe-settings', () => {
    const ids = { users: { ada: 1 }, teams: { 'acme/payments-leads': 11 }, apps: { datadog: 901 } };
    const requiredChecks = { branches: ['main'], checks: ['pipeline-gate'] };
    expect(parseYaml(safeSettings([production, dev], { ...options, ids, requiredChecks }))).toEqual({
      environments: [
        {
          name: 'production',
          wait_timer: 30,
          prevent_self_review: true,
          reviewers: [
            { type: 'User', id: 1 },
            { type: 'Team', id: 11 },
          ],
          deployment_branch_policy: {
            protected_branches: false,
            custom_branch_policies: [
              { names: ['main'], type: 'branch' },
              { names: ['v*'], type: 'tag' },
            ],
          },
          deployment_protection_rules: [{ app_id: 901 }],
          variables: [{ name: 'REGION', value: 'ap-south-1' }],
        },
        {
          name: 'dev',
          wait_timer: 0,
          prevent_self_review: false,
          reviewers: [],
          deployment_protection_rules: [],
          variables: [],
        },
      ],
      rulesets: [
        {
          name: 'stagegate payment-api',
          target: 'branch',
          enforcement: 'active',
          bypass_actors: [],
          conditions: { ref_name: { include: ['refs/heads/main'], exclude: [] } },
          rules: [
            {
              type: 'required_status_checks',
              parameters: {
                required_status_checks: [{ context: 'pipeline-gate', integration_id: 15368 }],
                strict_required_status_checks_policy: false,
              },
            },
          ],
        },
      ],
    });
  });

  it('puts the name beside each id, and how to find one that is not known', () => {
    const text = safeSettings([production], { ...options, ids: { users: { ada: 1 } } });
    expect(text).toContain('id: 1 # ada\n');
    expect(text).toContain(
      'id: 0 # acme/payments-leads: put its id here; find it with gh api orgs/acme/teams/payments-leads --jq .id\n',
    );
    expect(text).toContain('app_id: 0 # datadog: put its id here; find it with gh api apps/datadog --jq .id\n');
  });

  it('warns that safe-settings deletes what it does not see', () => {
    expect(
      safeSettings([production, dev], options),
    ).toContain(`# safe-settings deletes environments that are not listed here.
# It also deletes variables that are not listed. These are set by hand: add them with their values, or lose them:
#   production: AWS_PROD_ROLE
environments:
`);
    expect(safeSettings([dev], options)).not.toContain('deletes variables');
  });
});
