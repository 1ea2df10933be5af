import { expect, test } from 'vitest';
import { SynthesizedPipeline } from '../../src/testing';
import { paymentApi as paymentApiTree } from '../support/payment-api';

test('tells what was found and, where that stops synthesis, no files', () => {
  const synthesized = SynthesizedPipeline.of(paymentApiTree(), '2027-01-31');
  expect(synthesized.findings.map(({ rule, path }) => `${rule} ${path}`)).toContain(
    'overlay-chart-missing payment-api/production',
  );
  expect(synthesized.files).toEqual({});
  expect(() => synthesized.file('.github/workflows/payment-api.yml')).toThrow('nothing is written\n→ mend first:\n');
});
