import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { expect, test } from 'vitest';
import { runChecks } from '../../src/checks/run-checks';
import { DeliveryPolicies } from '../../src/policy/delivery-policies';
import { Policy } from '../../src/policy/policy';
import { PolicyPack } from '../../src/policy/policy-pack';
import { paymentApi } from '../checks/support/payment-api';

const page = readFileSync(join(__dirname, '../../docs/policies.md'), 'utf8');
const examples = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, text]) => text);

/** What an example exports, as a user would get it. */
function run(example: string): Record<string, unknown> {
  const { code } = transformSync(example, { loader: 'ts', format: 'cjs' });
  const module = { exports: {} };
  const required = () => ({ DeliveryPolicies, Policy, PolicyPack });
  runInContext(code, createContext({ module, exports: module.exports, require: required }));
  return module.exports;
}

const findingsOf = (pack: PolicyPack) =>
  runChecks(paymentApi(), { policies: [pack], today: '2026-11-24' }).findings.filter(({ rule }) =>
    rule.startsWith(`${pack.id}/`),
  );

test('the pack of the page judges the example: its region is not on the list', () => {
  const { acmePolicies } = run(examples[0]) as { acmePolicies: PolicyPack };
  expect(new Set(findingsOf(acmePolicies).map(({ rule }) => rule))).toEqual(new Set(['acme/allowed-regions']));
});

test('the policy of the page objects to hosted runners for deployments', () => {
  const { LargeRunnersForReleases } = run(examples[1]) as { LargeRunnersForReleases: new () => Policy };
  const pack = new PolicyPack('acme', { policies: [new LargeRunnersForReleases()] });
  expect(findingsOf(pack).map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'payment-api/dev: job "deploy-dev" runs on ubuntu-24.04',
    'payment-api/production: job "deploy-production" runs on ubuntu-24.04',
    'payment-api/staging: job "deploy-staging" runs on ubuntu-24.04',
  ]);
});
