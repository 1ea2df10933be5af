import { JsonPatch } from 'projen';
import { expect, test } from 'vitest';
import { answeredPullRequests } from '../../../src/checks/rules/answered-pull-requests';
import { smallTree } from '../../support/small-tree';
import { synthesized, told } from '../../support/synthesize';
import { describeCheck, oneJob } from '../support/describe-check';

const filtered = (filter: object) => oneJob({}, { on: { pull_request: filter } });

describeCheck(answeredPullRequests, {
  passes: {
    'branches alone': filtered({ branches: ['main'] }),
    'more than the usual types': filtered({ types: ['opened', 'synchronize', 'reopened', 'labeled'] }),
    'no pull requests': oneJob({}, { on: { push: { paths: ['src/**'] } } as object }),
  },
  fails: {
    paths: [
      filtered({ paths: ['src/**', 'charts/**'] }),
      'sample: pull requests that touch nothing in src/** and charts/** start no run, so that the check "pipeline-gate" never comes for them',
    ],
    'paths that are ignored': [
      filtered({ 'paths-ignore': ['docs/**'] }),
      'sample: pull requests that touch only docs/** start no run, so that the check "pipeline-gate" never comes for them',
    ],
    'types that leave changes out': [
      filtered({ types: ['opened', 'labeled'] }),
      'sample: pull requests that are pushed to or reopened start no run, so that the check "pipeline-gate" never comes for them',
    ],
  },
});

test.each([
  [false, 'warning'],
  [true, 'error'],
])('with requireGate: %s it is told as a %s', (requireGate, severity) => {
  const { pipeline } = smallTree({ pipeline: { repositorySettings: { requireGate } } });
  pipeline.patch(JsonPatch.add('/on/pull_request/paths', ['src/**']));
  expect(told(synthesized(pipeline).findings)).toContain(
    `${severity} answered-pull-requests api: pull requests that touch nothing in src/** start no run, so that the check "pipeline-gate" never comes for them`,
  );
});
