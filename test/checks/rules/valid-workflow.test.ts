import { expect, test } from 'vitest';
import { validWorkflow } from '../../../src/checks/rules/valid-workflow';
import { Severity } from '../../../src/policy/finding';
import { describeCheck, findingsFor, oneJob } from '../support/describe-check';

describeCheck(validWorkflow, {
  passes: {
    'what GitHub accepts': oneJob({}),
    'what other rules tell of': oneJob({ needs: ['work'], if: '${{ secrets.A }}' }),
  },
  fails: {
    'an unknown key of a job': [
      oneJob({ need: ['build'] } as object),
      'sample/work: jobs.work: unknown key `need`; did you mean `needs`?',
    ],
    'an unknown permission': [
      oneJob({ permissions: { content: 'read' } }),
      'sample/work: jobs.work.permissions: unknown key `content`; did you mean `contents`?',
    ],
    'a mistake outside the jobs, at the pipeline': [
      oneJob({}, { workflow: { on: { pull_requests: {} } as object } }),
      'sample: on: unknown key `pull_requests`; did you mean `pull_request`?',
    ],
  },
});

test('an unknown key that a patch wrote is a warning', () => {
  const spec = oneJob({ 'cache-mode': 'read' } as object, { model: { patched: ['/jobs/work/cache-mode'] } });
  expect(findingsFor(validWorkflow, spec).map(({ severity }) => severity)).toEqual([Severity.WARNING]);
  const elsewhere = { ...spec, model: { patched: ['/jobs/work/cache'] } };
  expect(findingsFor(validWorkflow, elsewhere).map(({ severity }) => severity)).toEqual([Severity.ERROR]);
});
