import { describe, expect, it } from 'vitest';
import { parseEnvironmentFile } from '../../src/cli/environments/files';
import { environmentSettings } from '../../src/render/environment-settings';
import { environmentModel } from '../support/environment-model';

describe('environmentSettings', () => {
  it('writes the settings with a comment beside what a reader may wonder about', () => {
    expect(
      environmentSettings(environmentModel({ waitTimer: 30, variables: { REGION: 'ap-south-1' } }), '.projenrc.ts'),
    ).toBe(`# yaml-language-server: $schema=../../node_modules/stagegate/schemas/environment.schema.json
# Written by stagegate from .projenrc.ts (payment-api/production). Do not edit: change the constructs and run \`npx projen\`.
# GitHub keeps these settings outside the repository. Put them there before the first deployment, and after each change:
#   npx stagegate environments apply
# The job deploy-production reads them back before every deployment and stops when GitHub says otherwise.
name: production
url: https://api.payment.example
reviewers: # one approval of up to six reviewers suffices; each needs read access to the repository
  users: []
  teams:
    - acme/payments-leads
prevent_self_review: true # whoever started the run may not approve it
wait_timer: 30 # minutes from when the job is triggered until it may start, beside any approval; 0 to 43200
branches: # refs that may deploy, the same as in the condition of deploy-production; a pull request never matches
  - main
tags: []
# GitHub Apps whose custom protection rules are on
protection_apps: []
variables: # values that are written to the environment
  REGION: ap-south-1
required_variables: # values that are set by hand; the page of the pipeline says what they are
  - AWS_PROD_ROLE
# set by hand: gh secret set NAME --env ENVIRONMENT
required_secrets: []
`);
  });

  it('is read back by the command as it was meant, whatever the names', () => {
    const model = environmentModel({
      name: 'prod/eu: größe #1',
      url: null,
      reviewers: { users: ['octo-cat', '007'], teams: ['acme/yes', 'acme/no'] },
      branches: ['release/**', 'yes', '*'],
      tags: ['v1.0', '1e3'],
      protectionApps: ['datadog'],
      adminsCanBypass: false,
      variables: { ON: 'no', NUMBER: '0123', TEXT: 'two\nlines: #here', EMPTYISH: ' ' },
      requiredSecrets: ['SLACK_WEBHOOK'],
    });
    expect(parseEnvironmentFile('x.yaml', environmentSettings(model, '.projenrc.ts'))).toEqual({
      file: 'x.yaml',
      name: 'prod/eu: größe #1',
      users: ['octo-cat', '007'],
      teams: ['acme/yes', 'acme/no'],
      preventSelfReview: true,
      waitTimer: 0,
      branches: ['release/**', 'yes', '*'],
      tags: ['v1.0', '1e3'],
      protectionApps: ['datadog'],
      adminsCanBypass: false,
      variables: { ON: 'no', NUMBER: '0123', TEXT: 'two\nlines: #here', EMPTYISH: ' ' },
      requiredVariables: ['AWS_PROD_ROLE'],
      requiredSecrets: ['SLACK_WEBHOOK'],
    });
  });

  it('says so where every ref may deploy', () => {
    expect(environmentSettings(environmentModel({ branches: [] }), '.projenrc.ts')).toContain(
      '# no patterns: every branch and tag may deploy\nbranches: []',
    );
  });
});
