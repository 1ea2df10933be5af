import { describe, expect, test } from 'vitest';
import { viewOf } from '../../src/checks/view';
import { DeliveryPolicies } from '../../src/policy/delivery-policies';
import { Severity } from '../../src/policy/finding';
import type { Policy } from '../../src/policy/policy';
import { changed, type WritableModel } from '../checks/support/change';
import { paymentApi } from '../checks/support/payment-api';

const found = (policy: Policy, change: (model: WritableModel) => void = () => {}) =>
  policy.evaluate(viewOf(changed(paymentApi(), change))).map(({ path, message }) => `${path}: ${message}`);

describe('must-scan', () => {
  test('agrees where every deployment waits for a scan', () => {
    expect(found(DeliveryPolicies.mustScan())).toEqual([]);
  });

  test('objects where none does, or where the scan only warns', () => {
    const withoutNeed = found(DeliveryPolicies.mustScan(), ({ workflow: { jobs } }) => {
      jobs['integration-test'].needs = ['build'];
    });
    expect(withoutNeed).toEqual([
      'payment-api/dev: environment "dev" is deployed without a scan of the image before',
      'payment-api/staging: environment "staging" is deployed without a scan of the image before',
      'payment-api/production: environment "production" is deployed without a scan of the image before',
    ]);
    const warning = found(DeliveryPolicies.mustScan(), ({ jobs }) => {
      for (const job of jobs) if (job.id === 'security-scan') job.blocking = false;
    });
    expect(warning).toEqual(withoutNeed);
  });
});

describe('must-approve-production', () => {
  test('agrees where others approve', () => {
    expect(found(DeliveryPolicies.mustApproveProduction())).toEqual([]);
  });

  test('objects where nobody does, or whoever started the run may', () => {
    const unprotected = found(DeliveryPolicies.mustApproveProduction(), ({ environments }) => {
      environments[2].reviewers = { users: [], teams: [] };
      environments[2].preventSelfReview = false;
    });
    expect(unprotected).toEqual([
      'payment-api/production: environment "production" lacks a reviewer and preventSelfReview',
    ]);
  });
});

describe('timeout-ceiling', () => {
  test('agrees below and at the ceiling', () => {
    expect(found(DeliveryPolicies.timeoutCeiling(360))).toEqual([]);
  });

  test('objects above it, and where the run decides', () => {
    const long = found(DeliveryPolicies.timeoutCeiling(40), ({ workflow: { jobs } }) => {
      jobs.lint['timeout-minutes'] = 41;
      jobs.build['timeout-minutes'] = '${{ vars.T }}' as unknown as number;
    });
    expect(long).toEqual([
      'payment-api/build: job "build" has no timeout that is known before the run; allowed are 40 min',
      'payment-api/validate/lint: job "lint" has a timeout of 41 min; allowed are 40 min',
    ]);
  });

  test('refuses a ceiling that is no number of minutes', () => {
    expect(() => DeliveryPolicies.timeoutCeiling(0)).toThrow('got 0; allowed are whole minutes, at least 1');
  });
});

describe('allowed-actions', () => {
  const policy = DeliveryPolicies.allowedActions([
    'actions/*',
    'docker/*',
    'azure/*',
    'Aquasecurity/setup-trivy',
    'aws-actions/*',
  ]);

  test('agrees with actions, owners and sub-actions of the list', () => {
    expect(found(policy)).toEqual([]);
    expect(found(DeliveryPolicies.allowedActions([])).length).toBeGreaterThan(10);
  });

  test('objects to others, to images too, and not to those of the repository', () => {
    const others = found(policy, ({ workflow: { jobs } }) => {
      jobs.lint.steps.push({ name: '', id: 'a', uses: 'acme/tool@v1' }, { name: '', id: 'b', uses: 'docker://alpine' });
      jobs.lint.steps.push({ name: '', id: 'c', uses: './own' }, { name: '', id: 'd', uses: 'actionsx/a@v1' });
    });
    const allowed = 'allowed are actions/*, docker/*, azure/*, Aquasecurity/setup-trivy, aws-actions/*';
    expect(others).toEqual([
      `payment-api/validate/lint: step "a" of job "lint" uses acme/tool; ${allowed}`,
      `payment-api/validate/lint: step "b" of job "lint" uses docker://alpine; ${allowed}`,
      `payment-api/validate/lint: step "d" of job "lint" uses actionsx/a; ${allowed}`,
    ]);
  });
});

describe('must-notify', () => {
  test('agrees with any notification, or with the one that is asked for', () => {
    expect(found(DeliveryPolicies.mustNotify())).toEqual([]);
    expect(found(DeliveryPolicies.mustNotify({ secret: 'SLACK_WEBHOOK' }))).toEqual([]);
  });

  test('objects where there is none, or another', () => {
    const silent = found(DeliveryPolicies.mustNotify(), ({ jobs }) => {
      for (const job of jobs) if (job.role === 'notification') job.role = 'work';
    });
    expect(silent).toEqual(['payment-api: the pipeline has no notification']);
    expect(found(DeliveryPolicies.mustNotify({ secret: 'PAGER' }))).toEqual([
      'payment-api: the pipeline has no notification that reads the secret PAGER',
    ]);
  });
});

describe('allowed-regions', () => {
  test('agrees with regions of the list', () => {
    expect(found(DeliveryPolicies.allowedRegions(['ap-south-1']))).toEqual([]);
  });

  test('objects to others, once for each job', () => {
    const abroad = found(DeliveryPolicies.allowedRegions(['eu-central-1']));
    expect(abroad).toContain('payment-api/build: job "build" works in ap-south-1; allowed are eu-central-1');
    expect(new Set(abroad).size).toBe(abroad.length);
  });
});

test('a policy weighs as much as it is told', () => {
  expect(DeliveryPolicies.mustScan().severity).toBe(Severity.ERROR);
  expect(DeliveryPolicies.mustScan({ severity: Severity.WARNING }).severity).toBe(Severity.WARNING);
});
