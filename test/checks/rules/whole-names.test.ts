import { expect, test } from 'vitest';
import { Promotion, Reviewer } from '../../../src';
import { wholeNames } from '../../../src/checks/rules/whole-names';
import { smallTree } from '../../support/small-tree';
import { synthesized, told } from '../../support/synthesize';
import { describeCheck, oneJob, oneStep } from '../support/describe-check';

describeCheck(wholeNames, {
  passes: {
    'names of all kinds': oneJob({ env: { RELEASE: 'orders', NOTE: 'what is undefined stays undefined' } }),
    'a name that begins alike': oneStep({ env: { FOLDER: 'docs/undefinedness' } }),
  },
  fails: {
    'a missing end': [
      oneJob({ env: { IMAGE_REPOSITORY: 'ghcr.io/acme/undefined', NAMESPACE: 'undefined-staging' } }),
      'sample/work: job "work" reads "ghcr.io/acme/undefined" (IMAGE_REPOSITORY in env)',
      'sample/work: job "work" reads "undefined-staging" (NAMESPACE in env)',
    ],
    'an object, told once': [
      oneStep({ env: { CHART: 'charts/[object Object]', VALUES: 'charts/[object Object]' } }),
      'sample/work: job "work" reads "charts/[object Object]" (CHART in env of step "it")',
    ],
  },
});

test('production that a team approves which nobody named is an error, all else a warning', () => {
  const promotion = Promotion.manual({ reviewers: [Reviewer.team('acme/undefined')] });
  const { pipeline } = smallTree({ build: { repository: 'acme/undefined' }, deploy: { promotion } });
  const found = synthesized(pipeline).findings.filter(({ rule }) => rule === 'whole-names');
  expect(told(found).map((line) => line.replace(/^(\w+) whole-names (\S+): .*?(?=is|reads)/, '$1 $2 '))).toEqual([
    'warning api/build reads "ghcr.io/acme/undefined" (IMAGE_REPOSITORY in env)',
    'error api/production is approved by "acme/undefined"',
    'warning api/production reads "ghcr.io/acme/undefined" (IMAGE_REPOSITORY in env)',
    'warning api/validate/security-scan reads "ghcr.io/acme/undefined" (IMAGE_REPOSITORY in env)',
  ]);
});
