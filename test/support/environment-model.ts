import type { EnvironmentModel } from '../../src/model/environment-model';

/** An environment as the lowering makes it, with the settings of `production` where nothing else is said. */
export function environmentModel(settings: Partial<EnvironmentModel> = {}): EnvironmentModel {
  return {
    name: 'production',
    path: 'payment-api/production',
    job: 'deploy-production',
    url: 'https://api.payment.example',
    reviewers: { users: [], teams: ['acme/payments-leads'] },
    preventSelfReview: true,
    waitTimer: 0,
    branches: ['main'],
    tags: [],
    protectionApps: [],
    adminsCanBypass: null,
    variables: {},
    requiredVariables: ['AWS_PROD_ROLE'],
    requiredSecrets: [],
    ...settings,
  };
}
