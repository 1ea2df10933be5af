import { describe, expect, test } from 'vitest';
import { Condition } from '../../src';
import { describeRefusals } from '../support/errors';

const onMain = Condition.branch('main');
const onTag = Condition.tag('v*');

describe('a condition is an expression', () => {
  test.each([
    [onMain, "github.ref == 'refs/heads/main'"],
    [
      Condition.branch('main', 'release/*'),
      "(github.ref == 'refs/heads/main' || startsWith(github.ref, 'refs/heads/release/'))",
    ],
    [onTag, "startsWith(github.ref, 'refs/tags/v')"],
    [Condition.event('push'), "github.event_name == 'push'"],
    [Condition.not(onTag), "!(startsWith(github.ref, 'refs/tags/v'))"],
    [
      Condition.not(Condition.event('push', 'schedule')),
      "!(github.event_name == 'push' || github.event_name == 'schedule')",
    ],
    [Condition.all(onMain), "github.ref == 'refs/heads/main'"],
    [
      Condition.all(onMain, Condition.event('push')),
      "(github.ref == 'refs/heads/main' && github.event_name == 'push')",
    ],
    [Condition.any(onMain, onTag), "(github.ref == 'refs/heads/main' || startsWith(github.ref, 'refs/tags/v'))"],
    [Condition.expression(" vars.DEPLOY == 'yes' "), "(vars.DEPLOY == 'yes')"],
  ])('%#', (condition, expected) => {
    expect(condition._toModel()).toBe(expected);
  });
});

describeRefusals('a condition', {
  'a pattern in the middle of a name': [
    () => Condition.branch('re*lease'),
    "ref-pattern  Condition.branch  got \"re*lease\"; allowed is a branch or tag name of letters, digits, '_', '-', '.' and '/', or one whose last character is '*'",
    "such as 'main', 'release/*' or 'v*'",
  ],
  'a quote in a tag': [
    () => Condition.tag("v' || true || '"),
    "ref-pattern  Condition.tag  got \"v' || true || '\"; allowed is a branch or tag name of letters, digits, '_', '-', '.' and '/', or one whose last character is '*'",
    "such as 'main', 'release/*' or 'v*'",
  ],
  'an event in capitals': [
    () => Condition.event('Push'),
    'condition  Condition.event  got "Push"; an event is lower-case letters and \'_\'',
    "such as 'push'",
  ],
  'no branch': [
    () => Condition.branch(),
    'condition  Condition  got nothing that it could hold for',
    'give at least one',
  ],
  'nothing to join': [() => Condition.all(), 'condition  Condition  got no condition to join', 'give at least one'],
  'a status function': [
    () => Condition.expression("always() && github.ref == 'x'"),
    'condition  Condition.expression  got "always() && github.ref == \'x\'"; allowed is one line without ${{ }} and without always(), cancelled(), failure(), success()',
    'say what the job depends on; that the jobs before it succeeded is added by itself',
  ],
});

test.each(['', '  ', '${{ true }}', 'true\n|| true', 'FAILURE()', 'cancelled ()'])(
  'refuses the expression %j',
  (text) => {
    expect(() => Condition.expression(text)).toThrow('condition  Condition.expression');
  },
);

test.each([
  ["github.ref == 'a') || (github.ref == 'b'", "Unexpected symbol: ')'"],
  ["secrets.TOKEN == ''", "Unrecognized named-value: 'secrets'"],
  ["steps.a.outcome == 'success'", "Unrecognized named-value: 'steps'"],
  ['', 'allowed is one line'],
])('refuses %j and says why', (text, why) => {
  expect(() => Condition.expression(text)).toThrow(why);
});
