import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runChecks } from '../../src/checks/run-checks';
import { viewOf } from '../../src/checks/view';
import type { PipelineModel } from '../../src/model/pipeline-model';
import { changed } from './support/change';
import { MUTATIONS, type Pick } from './support/mutations';
import { paymentApi } from './support/payment-api';

const judge = (model: PipelineModel) => runChecks(model, { policies: [], today: '2026-11-24' }).findings;
const good = new Set(judge(paymentApi()).map(({ rule, message }) => `${rule} ${message}`));

/** What is found beyond what the good model has. */
const news = (model: PipelineModel) => judge(model).filter(({ rule, message }) => !good.has(`${rule} ${message}`));

test('there are at least forty ways to break a pipeline', () => {
  expect(Object.keys(MUTATIONS).length).toBeGreaterThanOrEqual(40);
});

describe('a broken pipeline has a finding:', () => {
  test.each(Object.entries(MUTATIONS))('%s', (_, mutation) => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }), (choices) => {
        let next = 0;
        const pick: Pick = (items) => items[choices[next++ % choices.length] % items.length];
        expect(news(changed(paymentApi(), (model) => mutation(model, pick)))).not.toEqual([]);
      }),
      { numRuns: 6 },
    );
  });
});

/** Every place in a plain value. */
function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, item]) => places(item, [...path, key]));
  return path.length > 0 ? [path, ...below] : below;
}

function replace(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): void {
  const parent = value as Record<string | number, unknown>;
  if (rest.length > 0) replace(parent[key], rest, by);
  else if (by === undefined) delete parent[key];
  else parent[key] = by;
}

test('whatever an escape hatch writes, checks answer and never throw', () => {
  const everywhere = places(paymentApi().workflow);
  const strange = fc.constantFrom<unknown>(
    ...[null, '', 'x', 0, -1, true, [], {}, [null], [[]], { a: null }, ['x'], undefined],
    ...[
      '${{',
      '${{ }}',
      '${{ x',
      '${{ needs.*.result }}',
      '${{ needs }}',
      '${{ env }}',
      '\u0000',
      '__proto__',
      'constructor',
    ],
  );
  fc.assert(
    fc.property(fc.constantFrom(...everywhere), strange, (path, by) => {
      const model = changed(paymentApi(), ({ workflow }) => replace(workflow, path, structuredClone(by)));
      expect(Array.isArray(judge(model))).toBe(true);
      expect(viewOf(model).version).toBe(1);
    }),
    { numRuns: 300 },
  );
});
