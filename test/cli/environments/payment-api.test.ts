import { expect, it } from 'vitest';
import { viewOf } from '../../../src/checks/view';
import { documentFile, environmentFile } from '../../../src/model/ids';
import { environmentSettings } from '../../../src/render/environment-settings';
import { synthesize } from '../../../src/synth/synthesize';
import { paymentApi } from '../../support/payment-api';
import { startedGitHub } from '../fake-github/harness';

const { github, checkout } = startedGitHub();

it('brings what the reference program means to GitHub, from its files alone', async () => {
  const { model } = synthesize({ ...paymentApi()._synthesisInput, today: '2026-11-24' });
  for (const environment of model.environments) {
    checkout.write(environmentFile(environment.name), environmentSettings(environment, model.source));
  }
  checkout.write(documentFile(model.id), JSON.stringify(viewOf(model)));
  const plan = await checkout.run(['environments', 'plan']);
  expect(plan.err).toBe('');
  expect(plan.out).toContain(`dev (new)
  + environment
  ~ may deploy: every branch and tag → listed branches and tags
  + branch main may deploy
`);
  expect(plan.out).toContain(`production (new)
  + environment
  ~ reviewers: none → team acme/payments-leads
  ~ self-review: allowed → prevented
  ~ may deploy: every branch and tag → listed branches and tags
  + branch main may deploy
`);
  expect((await checkout.run(['environments', 'apply', '--yes'])).code).toBe(0);
  for (const environment of github.state.environments) {
    for (const name of ['AWS_DEV_ROLE', 'AWS_STAGING_ROLE', 'AWS_PROD_ROLE'])
      environment.variables.set(name, 'set by hand');
  }
  expect(await checkout.run(['environments', 'check'])).toMatchObject({ code: 0, err: '' });
  expect(github.violations).toEqual([]);
});
