import { boundedTime } from '../../../src/checks/rules/bounded-time';
import { describeCheck, oneJob, oneStep } from '../support/describe-check';

const minutes = (timeout: number | undefined, runsOn: string | string[] = 'ubuntu-24.04') =>
  oneJob({ 'timeout-minutes': timeout, 'runs-on': runsOn });

describeCheck(boundedTime, {
  passes: {
    'a timeout': minutes(10),
    'an expression, which the run knows': oneJob({ 'timeout-minutes': '${{ fromJSON(vars.T) }}' as unknown as number }),
    'a long one on a runner of your own': minutes(600, ['self-hosted', 'linux']),
    'a step with one': oneStep({ 'timeout-minutes': 1 }),
  },
  fails: {
    'no timeout': [minutes(undefined), 'sample/work: job "work" has no timeout; allowed are 1 to 360 min'],
    'a timeout of zero': [minutes(0), 'sample/work: job "work" has a timeout of 0 min; allowed are 1 to 360 min'],
    'a negative timeout': [minutes(-5), 'sample/work: job "work" has a timeout of -5 min; allowed are 1 to 360 min'],
    'more than GitHub allows': [
      minutes(361),
      'sample/work: job "work" has a timeout of 361 min; allowed are 1 to 360 min',
    ],
    'a step with zero': [
      oneStep({ 'timeout-minutes': 0 }),
      'sample/work: step "it" of job "work" has a timeout of 0 min; allowed is 1 min and more',
    ],
  },
});
