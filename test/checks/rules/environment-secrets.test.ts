import { environmentSecrets } from '../../../src/checks/rules/environment-secrets';
import type { SettingModel } from '../../../src/model/pipeline-model';
import { describeCheck, oneJob } from '../support/describe-check';

const secret = (environment: string | null): SettingModel => ({
  name: 'KEY',
  kind: 'secret',
  environment,
  description: '',
  optional: false,
  usedBy: [],
});
const reading = (text: string, settings: SettingModel[], environment?: string) =>
  oneJob({ env: { A: text }, ...(environment ? { environment: { name: environment } } : {}) }, { model: { settings } });

describeCheck(environmentSecrets, {
  passes: {
    'in its environment': reading('${{ secrets.KEY }}', [secret('production')], 'Production'),
    'a secret of the repository': reading('${{ secrets.KEY }}', [secret(null), secret('production')]),
    'a secret that nobody declared': reading('${{ secrets.OTHER }}', []),
  },
  fails: {
    'outside its environment': [
      reading('${{ secrets.KEY }}', [secret('production')]),
      'sample/work: job "work" reads secrets.KEY in env.A, which only environment production has; the job has no environment',
    ],
    'in another environment': [
      reading('${{ secrets.KEY }}', [secret('production')], 'dev'),
      'sample/work: job "work" reads secrets.KEY in env.A, which only environment production has; the job is in dev',
    ],
    'all of them': [
      reading('${{ toJSON(secrets) }}', []),
      'sample/work: job "work" reads every secret in env.A; allowed are secrets by name',
    ],
  },
});
