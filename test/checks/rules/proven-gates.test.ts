import { expect, test } from 'vitest';
import { provenGates } from '../../../src/checks/rules/proven-gates';
import { Severity } from '../../../src/policy/finding';
import { describeCheck, findingsFor, oneJob } from '../support/describe-check';

describeCheck(provenGates, { passes: { 'a proof without a hole': oneJob({}) }, fails: {} });

test('reports: every hole that the proof found, and nothing that another rule tells of', () => {
  const hole = {
    rule: 'proven-gates',
    severity: Severity.ERROR,
    path: 'sample/production',
    message: 'on push, with scan skipped, production deploys',
    remedy: 'name scan',
  };
  const unreached = { ...hole, rule: 'reachable-environments' };
  expect(findingsFor(provenGates, oneJob({}), [hole, unreached])).toEqual([hole]);
});
