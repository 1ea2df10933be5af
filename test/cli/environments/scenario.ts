import { environmentFile } from '../../../src/model/ids';
import { environmentSettings } from '../../../src/render/environment-settings';
import { environmentModel } from '../../support/environment-model';
import type { Checkout } from '../fake-github/harness';
import type { FakeGitHub } from '../fake-github/server';
import { type FakeState, fakeEnvironment } from '../fake-github/state';

/** A repository that needs every kind of call: one environment to create, one to repair, one to leave alone, and a ruleset. */
export function disorder(github: FakeGitHub, checkout: Checkout): void {
  const models = [
    environmentModel({
      name: 'production',
      branches: ['main'],
      tags: ['v*'],
      protectionApps: ['datadog'],
      variables: { REGION: 'ap-south-1', TIER: 'gold' },
      requiredSecrets: ['TOKEN'],
    }),
    environmentModel({
      name: 'staging/eu',
      reviewers: { users: ['ada'], teams: [] },
      preventSelfReview: false,
      requiredVariables: [],
    }),
  ];
  for (const model of models) checkout.write(environmentFile(model.name), environmentSettings(model, '.projenrc.ts'));
  checkout.write(
    '.stagegate/payment-api.json',
    JSON.stringify({
      version: 1,
      id: 'payment-api',
      environments: [{ name: 'production' }, { name: 'staging/eu' }],
      requiredChecks: { branches: ['main'], checks: ['pipeline-gate'] },
      repositorySettings: { shaPinningRequired: true },
    }),
  );
  github.state.environments = [
    fakeEnvironment('Production', {
      waitTimer: 5,
      refs: 'listed',
      policies: [
        { id: 501, type: 'branch', name: 'main' },
        { id: 502, type: 'branch', name: '*' },
      ],
      rules: [{ id: 601, appId: 902 }],
      variables: new Map([
        ['REGION', 'eu-west-1'],
        ['AWS_PROD_ROLE', 'set by hand'],
      ]),
      secrets: ['TOKEN', 'OTHER'],
    }),
    fakeEnvironment('preview', { variables: new Map([['A', '1']]), secrets: ['B'] }),
  ];
}

/** The settings without ids, which differ from run to run. */
export function settled(state: FakeState) {
  return {
    environments: state.environments
      .map(({ policies, rules, reviewers, variables, ...rest }) => ({
        ...rest,
        reviewers: reviewers.map(({ type, id }) => `${type}:${id}`).sort(),
        policies: policies.map(({ type, name }) => `${type}:${name}`).sort(),
        rules: rules.map(({ appId }) => appId).sort(),
        variables: Object.fromEntries([...variables].sort()),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    rulesets: state.rulesets.map(({ body }) => body),
    actions: state.actions,
    workflow: state.workflow,
  };
}
