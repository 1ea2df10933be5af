import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkWorkflow } from '../../src/schema/check-workflow';
import { evaluate, expressionsIn, isMistake, parseExpression, references } from '../../src/util/expressions';
import { mutantsOf } from './mutations';
import { ORIGINALS } from './originals';

/** Values of any kind, with keys and texts that mean something to GitHub, to JSON Schema or to JavaScript. */
const text = fc.oneof(
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'if', 'needs', 'steps', 'on', '1e3', '~/', '${{', '}}', "'"),
  fc.string().map((inside) => `\${{ ${inside} }}`),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(text, tie('any'), { maxKeys: 4 }),
  ),
})).any;

const places = ORIGINALS.flatMap(mutantsOf).filter(({ change }) => change.endsWith(' = null'));

/** Puts the value where the mutant has `null`; there are few other places with one. */
const filled = (workflow: unknown, replacement: unknown) =>
  JSON.parse(JSON.stringify(workflow), (_key, child) => (child === null ? replacement : child));

it('whatever stands in a workflow, the answer is a list of sentences', () => {
  fc.assert(
    fc.property(fc.constantFrom(...places), value, ({ workflow }, replacement) => {
      for (const { where, message, pointer } of checkWorkflow(filled(workflow, replacement))) {
        expect(where).not.toBe('');
        expect(pointer === '' || pointer.startsWith('/')).toBe(true);
        expect(message).not.toMatch(/undefined|\[object|^\W*$/);
      }
    }),
    { numRuns: 2000 },
  );
});

it('whatever is no workflow at all is one mistake, or several, but never an exception', () => {
  fc.assert(fc.property(value, (anything) => void expect(checkWorkflow(anything)).not.toEqual([])));
});

it('whatever stands in an expression, it is an expression or a mistake with a message', () => {
  const pieces = fc.array(
    fc.constantFrom(
      ...[
        'github',
        '.',
        'ref',
        "'a'",
        '(',
        ')',
        '[',
        ']',
        '*',
        ',',
        '!',
        '==',
        '&&',
        '||',
        '1',
        ' ',
        'always()',
        'format',
        'constructor',
        '__proto__',
      ],
    ),
    { maxLength: 12 },
  );
  const source = fc.oneof(
    text,
    pieces.map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(source, (expression) => {
      expect(Array.isArray(expressionsIn(expression))).toBe(true);
      const parsed = parseExpression(expression);
      if (isMistake(parsed)) {
        expect(parsed.message).not.toMatch(/undefined|\[object|is not a function|Cannot read|^\s*$/);
        return;
      }
      expect(Array.isArray(references(parsed).paths)).toBe(true);
      try {
        evaluate(parsed, { github: { ref: 'main' } }, { success: true, failure: false, cancelled: false });
      } catch (error) {
        expect((error as Error).message).not.toMatch(/is not a function|Cannot read/);
      }
    }),
    { numRuns: 3000 },
  );
});
