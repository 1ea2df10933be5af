import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { helmOverlay } from '../../src/render/helm-overlay';
import { askHelm, findHelm } from '../support/helm';
import { overlayModel } from '../support/overlay-model';

const textOf = (values: Record<string, unknown>) => helmOverlay(overlayModel({ values }), '.projenrc.ts');

describe('an overlay', () => {
  test('is told where it comes from, and keeps the order of its keys', () => {
    const values = { replicaCount: 6, migration: { enabled: true, command: ['npm', 'run', 'db:migrate'] }, a: null };
    expect(textOf(values)).toBe(
      [
        '# Written by stagegate from .projenrc.ts (payment-api/production). Do not edit: change the constructs and run `npx projen`.',
        '# Helm merges this over charts/payment-api/values.yaml. The image comes at deploy time: the digest that was tested.',
        'replicaCount: 6',
        'migration:',
        '  enabled: true',
        '  command:',
        '    - npm',
        '    - run',
        '    - db:migrate',
        'a: null',
        '',
      ].join('\n'),
    );
  });

  test('without values is an empty map', () => {
    expect(textOf({}).split('\n').slice(2)).toEqual(['{}', '']);
  });

  test('keeps blanks before a line break, which a block would take for its indentation', () => {
    expect(textOf({ blank: ' \n', lines: '\n \t\n' }).split('\n').slice(2)).toEqual([
      'blank: "\\ \\n"',
      'lines: "\\n \\t\\n"',
      '',
    ]);
  });

  test('has one zero, as the document of the pipeline does', () => {
    expect(textOf({ zero: -0 }).split('\n').slice(2)).toEqual(['zero: 0', '']);
  });
});

const helm = findHelm();

describe.skipIf(helm === undefined)('Helm reads what was given', () => {
  const seen = (values: Record<string, unknown>) =>
    askHelm(helm as string, { chart: '{}', overlays: [textOf(values)] });

  const TEXTS = [
    ...['yes', 'N', 'on', 'null', '~', '', ' a ', '#', '=', '-', '?', '.inf', '.NaN', '2020-01-01', '1:30', '1_000'],
    ...['0777', '0o17', '0x1F', '1e3', '.5', '+1', '1__0', '12e03', '- a', 'a: b', '*a', '&a', '!a', '%a', '@a', '`a'],
    ...['{{ x }}', '[x', '"x', "'x", 'two\nlines\n', '\ttab', 'ends:', '---', '...', '🚀'],
    ...['<<', '0b101', '-0b1', '0x_1', '-_0_', '\u0085', '\u2028', '\ufeff'],
    ...['\u007f', '\ufffe', '\uffff', '\ufdd0', '\u0001', '\u{1fffe}'],
    ...[' \n', '\n \n', ' \t\n'],
  ];

  test('texts that YAML could take for something else', () => {
    expect(seen({ texts: TEXTS })).toEqual({ values: { texts: TEXTS }, messages: '' });
  });

  test('keys that YAML could take for something else', () => {
    const keys = Object.fromEntries(TEXTS.map((text, index) => [text, index]));
    expect(seen({ keys })).toEqual({ values: { keys }, messages: '' });
  });

  test('any values', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[-+.~0-9:eE]{1,5}$/));
    const leaf = fc.oneof(text, fc.boolean(), fc.integer({ min: -(2 ** 31), max: 2 ** 31 }));
    const value = fc.oneof(leaf, fc.array(leaf), fc.dictionary(text, leaf));
    fc.assert(
      fc.property(fc.array(value, { minLength: 20 }), (list) => {
        expect(seen({ list })).toEqual({ values: { list }, messages: '' });
      }),
      { numRuns: 20 },
    );
  });
});
