import { separateGroups } from '../../../src/checks/rules/separate-groups';
import { describeCheck, oneJob } from '../support/describe-check';

const legs = (count: number) => ({ matrix: { leg: Array.from({ length: count }, (_, index) => index) } });
const inTurn = { ...legs(3), 'max-parallel': 1 };

describeCheck(separateGroups, {
  passes: {
    'no group': oneJob({ strategy: legs(3) }),
    'another group than that of the workflow': oneJob(
      { concurrency: { group: 'a' } },
      { workflow: { concurrency: { group: 'b' } } },
    ),
    'two legs, of which one waits': oneJob({ concurrency: { group: 'a' }, strategy: legs(2) }),
    'legs in groups of their own': oneJob({
      concurrency: { group: 'a-${{ matrix.leg }}', 'cancel-in-progress': true },
      strategy: legs(3),
    }),
    'legs that queue': oneJob({ concurrency: { group: 'a', queue: 'max' }, strategy: legs(3) }),
    'legs that run one after the other': oneJob({
      concurrency: { group: 'a', 'cancel-in-progress': true },
      strategy: inTurn,
    }),
  },
  fails: {
    'the group of the workflow, whatever its case': [
      oneJob(
        { concurrency: { group: 'A-${{ github.ref }}' } },
        { workflow: { concurrency: { group: 'a-${{ github.ref }}' } } },
      ),
      'sample/work: job "work" stands in the group "A-${{ github.ref }}" of its workflow: it waits for its own run to end',
    ],
    'two legs that cancel': [
      oneJob({ concurrency: { group: 'a', 'cancel-in-progress': true }, strategy: legs(2) }),
      'sample/work: the 2 legs of job "work" stand in the group "a" and cancel each other',
    ],
    'three legs for one place to wait in': [
      oneJob({ concurrency: { group: 'a' }, strategy: legs(3) }),
      'sample/work: the 3 legs of job "work" stand in the group "a" and cancel each other',
    ],
    'legs that only the run knows': [
      oneJob({ concurrency: { group: 'a' }, strategy: { matrix: '${{ fromJSON(vars.LEGS) }}' as never } }),
      'sample/work: the legs of job "work" stand in the group "a" and cancel each other',
    ],
  },
});
