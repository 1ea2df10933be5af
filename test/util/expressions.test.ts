import { describe, expect, it } from 'vitest';
import {
  ANY,
  conditionOf,
  EVERYTHING,
  evaluate,
  expressionOfText,
  expressionsIn,
  hasStatusFunction,
  isMistake,
  isTruthy,
  type JsonValue,
  parseExpression,
  type References,
  type RunState,
  references,
} from '../../src/util/expressions';

describe('expressions in a text', () => {
  it('are found with their source and their place', () => {
    expect(expressionsIn('a ${{ github.ref }} b ${{inputs.x}}')).toEqual([
      { source: 'github.ref', start: 2, end: 19 },
      { source: 'inputs.x', start: 22, end: 35 },
    ]);
  });

  it('do not end at `}}` inside a quoted string', () => {
    expect(expressionsIn("${{ '}}' }}!").map(({ source }) => source)).toEqual(["'}}'"]);
    expect(expressionsIn("${{ 'it''s }}' }}").map(({ source }) => source)).toEqual(["'it''s }}'"]);
  });

  it('say that they are not closed', () => {
    expect(expressionsIn('a ${{ github.ref }')).toEqual([
      { source: 'github.ref }', start: 2, end: 18, mistake: 'the expression is not closed: `${{` has no `}}`' },
    ]);
    expect(expressionsIn("${{ 'open }}")[0]?.mistake).toBe('the expression is not closed: `${{` has no `}}`');
  });

  it.each(['${{}}', '${{ }}', '${{ \n }}'])('say that they are empty: %j', (text) => {
    expect(expressionsIn(text)).toEqual([
      { source: '', start: 0, end: text.length, mistake: 'the expression is empty' },
    ]);
  });

  it('are none in a text without `${{`', () => {
    expect(expressionsIn('{{ .Values.x }} $ {{ }}')).toEqual([]);
  });
});

describe('parsing', () => {
  const jobIf = {
    contexts: ['github', 'inputs', 'vars', 'needs'],
    functions: EVERYTHING.functions.filter(({ name }) => name !== 'hashFiles'),
  };

  it.each([
    ['secrets.TOKEN', "Unrecognized named-value: 'secrets'"],
    ["hashFiles('x')", "Unrecognized function: 'hashFiles'"],
    ['foo() == 1', "Unrecognized function: 'foo'"],
    ['constructor()', "Unrecognized function: 'constructor'"],
    ["startsWith('a')", "Too few parameters supplied: 'startsWith'"],
    ["contains('a', 'b', 'c')", "Too many parameters supplied: 'contains'"],
    ['github.ref = 1', "Unexpected symbol: '='. Located at position 12 within expression: github.ref = 1"],
    ["'open", "Unexpected symbol: ''open'. Located at position 1 within expression: 'open"],
    ['github.ref ==', "Unexpected end of expression: '=='"],
    ['(github.ref', "Unexpected end of expression: 'ref'"],
    ['', 'An expression was expected'],
  ])('%s: %s', (source, message) => {
    expect(parseExpression(source, jobIf)).toEqual({ source, message });
  });

  it.each(['always()', 'GitHub.Ref', "success('a', 'b')", "toJSON(needs) && fromJson('1')", "needs['a-b'].result"])(
    'takes %s',
    (source) => {
      expect(isMistake(parseExpression(source, jobIf))).toBe(false);
    },
  );
});

describe('references', () => {
  const of = (source: string): References => {
    const parsed = parseExpression(source);
    if (isMistake(parsed)) throw new Error(parsed.message);
    return references(parsed);
  };

  it.each<[string, string[][]]>([
    ['needs.build.outputs.digest', [['needs', 'build', 'outputs', 'digest']]],
    ["needs['build'].outputs['my digest']", [['needs', 'build', 'outputs', 'my digest']]],
    ['NEEDS.Build.result', [['needs', 'Build', 'result']]],
    ['needs.*.result', [['needs', ANY, 'result']]],
    ['github.event.commits[0].id', [['github', 'event', 'commits', '0', 'id']]],
    [
      'needs[matrix.job].result',
      [
        ['matrix', 'job'],
        ['needs', ANY, 'result'],
      ],
    ],
    ['(steps.scan).outcome', [['steps', 'scan', 'outcome']]],
    ['toJSON(secrets)', [['secrets']]],
    [
      "fromJSON(inputs.x).y == 'z' && !(vars.a > vars.b)",
      [
        ['inputs', 'x'],
        ['vars', 'a'],
        ['vars', 'b'],
      ],
    ],
    ["'needs.build.result'", []],
  ])('%s reads %j', (source, paths) => {
    expect(of(source).paths).toEqual(paths);
  });

  it('name every function once, as GitHub spells it', () => {
    expect(of("ALWAYS() && tojson(fromjson('1')) == ToJson(hashfiles('x'))").functions).toEqual([
      'always',
      'toJSON',
      'fromJSON',
      'hashFiles',
    ]);
  });

  it.each([
    ['always()', true],
    ['!cancelled() && github.ref', true],
    ["contains(needs.*.result, 'failure') || (1 == 2 && Success())", true],
    ["github.ref == 'always()'", false],
    ['github.failure', false],
    ['this is not an expression', false],
  ])('%s asks how the run fares: %s', (source, expected) => {
    expect(hasStatusFunction(source)).toBe(expected);
  });
});

describe('evaluation', () => {
  const context = (ref: string, build: string) => ({
    github: { ref, event_name: 'push', event: { commits: [{ id: 'a1' }] } },
    needs: { build: { result: build, outputs: { digest: 'sha256:1' } } },
  });
  const situations: [context: Record<string, JsonValue>, state: RunState][] = [
    [context('refs/heads/main', 'success'), { success: true, failure: false, cancelled: false }],
    [context('refs/heads/main', 'failure'), { success: false, failure: true, cancelled: false }],
    [context('refs/heads/dev', 'success'), { success: true, failure: false, cancelled: false }],
    [context('refs/heads/main', 'cancelled'), { success: false, failure: false, cancelled: true }],
  ];

  //                                                    main, ok   main, failed   dev, ok   main, cancelled
  it.each<[string | undefined, [boolean, boolean, boolean, boolean]]>([
    ["github.ref == 'refs/heads/main' && needs.build.result == 'success'", [true, false, false, false]],
    ['always()', [true, true, true, true]],
    ['failure()', [false, true, false, false]],
    ['!cancelled()', [true, true, true, false]],
    ['success()', [true, false, true, false]],
    ["github.ref == 'refs/heads/main'", [true, false, false, false]],
    ["${{ always() && needs.build.result != 'skipped' }}", [true, true, true, true]],
    ['contains(fromJSON(\'["push","schedule"]\'), github.event_name)', [true, false, true, false]],
    ["needs.build.outputs.changed == 'true'", [false, false, false, false]],
    ["startsWith(github.ref, 'REFS/heads/')", [true, false, true, false]],
    // Text around an expression makes a string of it, and a string that is not empty is true.
    ['${{ false }} || false', [true, false, true, false]],
    ['', [true, false, true, false]],
    [undefined, [true, false, true, false]],
  ])('if: %s', (condition, expected) => {
    expect(situations.map(([values, state]) => isTruthy(evaluate(conditionOf(condition), values, state)))).toEqual(
      expected,
    );
  });

  it.each<[string, JsonValue]>([
    ['needs.build.outputs', { digest: 'sha256:1' }],
    ['github.event.commits[0].id', 'a1'],
    ['github.event.commits[9]', null],
    ['github.nothing.here', null],
    ['needs.*.result', ['success']],
    ["format('it''s {0}, ''really''', github.ref)", "it's main, 'really'"],
    ["'A' == 'a'", true],
    ["'' == 0", true],
    ["github.ref && 'yes' || 'no'", 'yes'],
    ['fromJSON(\'{"a":[1,null,true]}\')', { a: [1, null, true] }],
    ["case(github.ref == 'main', 1, 2)", 1],
    ["hashFiles('a', 'b')", 'a+b'],
  ])('%s is %j', (source, value) => {
    const state = { hashFiles: (...patterns: string[]) => patterns.join('+') };
    expect(evaluate(source, context('main', 'success'), state)).toEqual(value);
  });

  it('takes a parsed expression as well as a source', () => {
    const parsed = parseExpression('github.ref');
    expect(isMistake(parsed)).toBe(false);
    if (!isMistake(parsed)) expect(evaluate(parsed, { github: { ref: 'main' } })).toBe('main');
  });

  it.each([
    ['github.ref =', "Unexpected symbol: '='. Located at position 12 within expression: github.ref ="],
    ['needs.build.result', 'the context `needs` has no value here'],
    ['success()', 'the function `success()` has no answer here'],
    ["hashFiles('x')", 'the function `hashFiles()` has no answer here'],
    ["fromJSON('{')", 'Error parsing JSON when evaluating fromJson'],
  ])('%s throws: %s', (source, message) => {
    expect(() => evaluate(source, { github: {} })).toThrow(message);
  });

  it.each<[JsonValue, boolean]>([
    [null, false],
    [false, false],
    ['', false],
    [0, false],
    [Number.NaN, false],
    ['false', true],
    ['0', true],
    [[], true],
    [{}, true],
  ])('%j is truthy: %s', (value, expected) => {
    expect(isTruthy(value)).toBe(expected);
  });
});

describe('a text as one expression', () => {
  it.each([
    ['plain', "'plain'"],
    ["it's", "'it''s'"],
    ['${{ github.ref }}', 'github.ref'],
    ['${{ github.ref }}-${{ inputs.x }}', "format('{0}-{1}', github.ref, inputs.x)"],
    ["{a} isn't ${{ inputs.x }}", "format('{{a}} isn''t {0}', inputs.x)"],
  ])('%s is %s', (text, expression) => {
    expect(expressionOfText(text)).toBe(expression);
  });

  it('has the value that GitHub puts in its place', () => {
    const source = expressionOfText("deploy-${{ github.ref }} {it's}");
    expect(evaluate(source, { github: { ref: 'main' } })).toBe("deploy-main {it's}");
  });

  it.each([
    [undefined, 'success()'],
    ['  ', 'success()'],
    ["github.ref == 'x' || true", "success() && (github.ref == 'x' || true)"],
    ['${{ always() }}', 'always()'],
    ['not an expression', 'not an expression'],
  ])('is, in an if, %j: %s', (text, expression) => {
    expect(conditionOf(text)).toBe(expression);
  });
});
