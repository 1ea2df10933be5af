import { describe, expect, test } from 'vitest';
import { DeliveryPolicies } from '../../src/policy/delivery-policies';
import { PolicyPack } from '../../src/policy/policy-pack';

const mustScan = DeliveryPolicies.mustScan();

describe('a pack', () => {
  test('puts its id before those of its policies', () => {
    const pack = new PolicyPack('acme', { policies: [mustScan] });
    expect(pack.policies.map((policy) => pack.ruleId(policy))).toEqual(['acme/must-scan']);
  });

  test('lets nobody acknowledge what it does not open', () => {
    const policies = [mustScan, DeliveryPolicies.mustNotify()];
    const pack = new PolicyPack('acme', { policies, acknowledgeable: ['must-notify'] });
    expect(pack.mayAcknowledge('acme/must-notify')).toBe(true);
    expect(pack.mayAcknowledge('acme/must-scan')).toBe(false);
    expect(pack.mayAcknowledge('acme-labs/must-scan')).toBe(true);
    expect(pack.mayAcknowledge('pinned-tools')).toBe(true);
  });

  test('cannot be changed from outside', () => {
    const policies = [mustScan];
    const pack = new PolicyPack('acme', { policies });
    policies.pop();
    pack.policies.pop();
    expect(pack.policies).toHaveLength(1);
  });

  test.each([
    [() => new PolicyPack('Acme Inc', { policies: [] }), /got the id "Acme Inc"; an id has small letters/],
    [
      () => new PolicyPack('acme', { policies: [mustScan, DeliveryPolicies.mustScan()] }),
      /got two policies "must-scan"/,
    ],
    [
      () => new PolicyPack('acme', { policies: [mustScan], acknowledgeable: ['must-scna'] }),
      /got "must-scna" in acknowledgeable; its policies are must-scan/,
    ],
  ])('is refused where it contradicts itself', (make, message) => {
    expect(make).toThrow(message);
  });
});
