import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { goPattern, RefusedPattern } from '../../src/util/go-pattern';

const pieces = fc.constantFrom(
  ...[
    'a',
    'b',
    '0',
    '-',
    '_',
    '/',
    ':',
    ' ',
    'é',
    '😀',
    '^',
    '$',
    '|',
    '(',
    '(?:',
    ')',
    '[a-c]',
    '[^a0-9]',
    '[a-z0-9.-]',
  ],
  ...[
    '*',
    '+',
    '?',
    '*?',
    '+?',
    '{2}',
    '{1,}',
    '{0,3}',
    '{3,1}',
    '{999}',
    '\\.',
    '\\/',
    '\\d',
    '\\w',
    '[\\w-]',
    '[\\d.]',
    '[]',
    '[^]',
  ],
  ...['.', '\\s', '(?=a)', '(?i)', '{1001}', '{,2}', '[[:alpha:]]', '\\b', '\\-', '[b-a]', '[^^]'],
);
const texts = fc.array(
  fc.string({ unit: fc.constantFrom('a', 'b', 'c', '0', '.', '-', '_', '/', 'é', '😀', '\n', '\r') }),
  {
    minLength: 3,
    maxLength: 6,
  },
);

test('every pattern means what it means to Go', () => {
  let plain = 0;
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 6 }), texts, (parts, tried) => {
      const pattern = parts.join('');
      let go: RE2JS | undefined;
      try {
        go = RE2JS.compile(pattern);
      } catch {
        expect(() => goPattern(pattern)).toThrow(RefusedPattern);
        return;
      }
      const ours = goPattern(pattern);
      if (ours instanceof RegExp) plain += 1;
      for (const text of tried)
        expect([pattern, text, ours.test(text)]).toEqual([pattern, text, go.matcher(text).find()]);
    }),
    { numRuns: 2000 },
  );
  expect(plain).toBeGreaterThan(200);
});

test.each(['^/', '^[a-z][a-z0-9-]{0,14}$', '^sha256:[0-9a-f]{64}$', '^[0-9]+(\\.[0-9]+)?m?$'])(
  '%s needs no engine of Go',
  (pattern) => {
    expect(goPattern(pattern)).toBeInstanceOf(RegExp);
  },
);
