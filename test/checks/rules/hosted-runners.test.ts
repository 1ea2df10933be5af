import { hostedRunners } from '../../../src/checks/rules/hosted-runners';
import { describeCheck, oneJob } from '../support/describe-check';

const own = (runsWhen: string | null, on: object = { pull_request: {} }) =>
  oneJob({ 'runs-on': ['self-hosted', 'linux'], model: { runsWhen } }, { on });

describeCheck(hostedRunners, {
  passes: {
    'a hosted runner': oneJob({}, { on: { pull_request: {} } }),
    'a job that pull requests do not reach': own("github.ref == 'refs/heads/main'"),
    'no pull requests': own(null, { push: {} }),
  },
  fails: {
    'a runner of your own for everybody': [
      own(null),
      'sample/work: job "work" runs on self-hosted, linux for pull requests too; allowed is a hosted runner',
    ],
  },
});
