import { RootConstruct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { ACKNOWLEDGEMENT_METADATA, Acknowledgement } from '../../src/policy/acknowledgement';

describe('an acknowledgement', () => {
  test('is kept by the construct that it is put on', () => {
    const construct = new RootConstruct('app');
    Acknowledgement.of('pinned-tools', { reason: ' we test every release ', owner: 'ada', expires: '2027-01-31' }).on(
      construct,
    );
    Acknowledgement.of('acme/must-scan', { reason: 'nothing is deployed' }).on(construct);
    expect(construct.node.metadata.map(({ type, data }) => [type, data])).toEqual([
      [
        ACKNOWLEDGEMENT_METADATA,
        { rule: 'pinned-tools', reason: 'we test every release', owner: 'ada', expires: '2027-01-31' },
      ],
      [ACKNOWLEDGEMENT_METADATA, { rule: 'acme/must-scan', reason: 'nothing is deployed' }],
    ]);
  });

  test.each(['', 'because', '   short   '])('is refused for the reason %j', (reason) => {
    expect(() => Acknowledgement.of('pinned-tools', { reason })).toThrow(/a reason has at least 10 characters/);
  });

  test.each(['tomorrow', '2027-1-31', '2027-02-30', '31.01.2027', ''])('is refused until %j', (expires) => {
    expect(() => Acknowledgement.of('pinned-tools', { reason: 'we test every release', expires })).toThrow(
      /a day is written as YYYY-MM-DD/,
    );
  });
});
