import { AssertionError } from 'node:assert';
import { describe, expect, test } from 'vitest';
import { Match, Template } from '../../src/testing';
import { matcherOf } from '../../src/testing/match';
import { paymentApi } from '../simulate/support/payment-api';
import { paymentApi as paymentApiTree } from '../support/payment-api';

const template = Template._ofModel(paymentApi());

describe('patterns', () => {
  test.each<[string, unknown, unknown]>([
    ['a value', 1, 1],
    ['keys of a map', { a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 }],
    ['a list', { a: [1, { b: 2 }] }, { a: [1, { b: 2, c: 3 }] }],
    ['anything', { a: Match.anyValue() }, { a: 0 }],
    ['nothing', { a: Match.absent() }, { b: 1 }],
    ['some elements in order', Match.arrayWith([1, 3]), [1, 2, 3]],
    ['exactly these keys', Match.objectEquals({ a: 1 }), { a: 1 }],
    ['a text with a star', Match.stringLike('actions/checkout@*'), 'actions/checkout@3d3c'],
    ['a regular expression', Match.stringLikeRegexp('^sha256:[0-9a-f]+$'), 'sha256:0f'],
    ['something else', Match.not({ a: 1 }), { a: 2 }],
    ['a looser pattern in exact keys', Match.objectEquals({ a: Match.objectLike({ b: 1 }) }), { a: { b: 1, c: 2 } }],
    ['nothing that is not a text', { a: Match.not(Match.stringLike('*')) }, {}],
    ['a pattern in a list', Match.arrayEquals([Match.objectLike({ a: 1 })]), [{ a: 1, b: 2 }]],
  ])('match %s', (_, pattern, value) => expect(matcherOf(pattern)._test(value, '')).toEqual([]));

  test.each<[string, unknown, unknown, string, string]>([
    ['another value', { a: { b: 1 } }, { a: { b: 2 } }, '/a/b', 'expected 1, got 2'],
    ['a missing key', { a: Match.anyValue() }, {}, '/a', 'expected anything, got nothing'],
    ['a key too many', Match.objectEquals({ a: 1 }), { a: 1, b: 2 }, '/b', 'expected nothing, got 2'],
    ['a key that should be absent', { a: Match.absent() }, { a: 1 }, '/a', 'expected nothing, got 1'],
    ['another order', Match.arrayWith([3, 1]), [1, 2, 3], '', 'expected an element that matches 1, got [1,2,3]'],
    ['another length', [1], [1, 2], '', 'expected 1 elements, got 2: [1,2]'],
    ['no list', [1], 'a', '', 'expected a list, got "a"'],
    ['no map', { a: 1 }, [1], '', 'expected a map, got [1]'],
    [
      'a key too many below',
      Match.objectEquals({ x: { p: 1 } }),
      { x: { p: 1, q: 2 } },
      '/x/q',
      'expected nothing, got 2',
    ],
    ['a key too many in a list', Match.arrayEquals([{ p: 1 }]), [{ p: 1, q: 2 }], '/0/q', 'expected nothing, got 2'],
    [
      'a key too many in a list below',
      Match.objectEquals({ x: [[{ p: 1 }]] }),
      { x: [[{ p: 1, q: 2 }]] },
      '/x/0/0/q',
      'expected nothing, got 2',
    ],
    ['a text that is missing', { a: Match.stringLike('*') }, {}, '/a', 'expected a text like "*", got nothing'],
    [
      'a pattern that is missing',
      { a: Match.stringLikeRegexp('.+') },
      {},
      '/a',
      'expected a text that matches /.+/, got nothing',
    ],
    [
      'a map that is no text',
      Match.stringLike('*object*'),
      { b: 1 },
      '',
      'expected a text like "*object*", got {"b":1}',
    ],
    ['a number that is no text', Match.stringLikeRegexp('5'), 5, '', 'expected a text that matches /5/, got 5'],
    ['a boolean that is no text', Match.stringLike('true'), true, '', 'expected a text like "true", got true'],
    ['what every object inherits', { toString: Match.anyValue() }, {}, '/toString', 'expected anything, got nothing'],
    ['a dot that is no wildcard', Match.stringLike('a.c'), 'abc', '', 'expected a text like "a.c", got "abc"'],
    ['what was not wanted', Match.not(1), 1, '', 'expected something else, got 1'],
  ])('do not match %s', (_, pattern, value, path, message) => {
    expect(matcherOf(pattern)._test(value, '')).toEqual([{ path, message }]);
  });
});

describe('a template', () => {
  test('has jobs, steps and triggers', () => {
    template.hasJob('deploy-production', {
      environment: { name: 'production' },
      concurrency: { 'cancel-in-progress': false },
    });
    template.hasJob('lint', {
      if: Match.stringLike("*needs.build.result == 'success'*"),
      needs: Match.arrayWith(['build']),
    });
    template.hasNoJob('publish');
    template.hasStep('build', { uses: Match.stringLike('docker/build-push-action@*'), if: Match.anyValue() });
    template.hasTrigger('push', { branches: ['main'] });
    template.matches({ permissions: Match.objectEquals({}) });
    expect(template.findJobs({ environment: Match.anyValue() })).toEqual([
      'deploy-dev',
      'deploy-staging',
      'deploy-production',
    ]);
  });

  test('is a copy that cannot change the workflow', () => {
    template.toJSON().jobs.build.name = 'changed';
    template.hasJob('build', { name: 'build' });
  });

  test('comes from constructs, and from a file', () => {
    Template.fromPipeline(paymentApiTree()).hasJob('deploy-production', { environment: { name: 'production' } });
    for (const on of ['push', '[pull_request, push]', '{push: }']) Template.fromString(`on: ${on}`).hasTrigger('push');
    expect(() => Template.fromString('on: [push, pull_request]').hasTrigger('schedule')).toThrow(
      'expected the workflow to answer to schedule; it answers to push, pull_request',
    );
    Template.fromString('on: {push: {}}\njobs: {a: {steps: [{run: x}]}}').hasStep('a', { run: 'x' });
  });

  test.each<[string, () => void, string]>([
    ['job', () => template.hasJob('biuld'), 'expected a job biuld; the workflow has build,'],
    [
      'key',
      () => template.hasJob('build', { 'timeout-minutes': 5 }),
      'expected job build to match\n\n  /timeout-minutes  expected 5, got 10',
    ],
    ['absence', () => template.hasNoJob('build'), 'expected no job build'],
    [
      'step',
      () => template.hasStep('build', { uses: 'x', id: 'push' }),
      'its steps are credentials, push, digest, build, hand-on\n\nclosest is step push:\n  /uses  expected "x", got ',
    ],
    [
      'trigger',
      () => template.hasTrigger('schedule'),
      'expected the workflow to answer to schedule; it answers to push,',
    ],
    [
      'whole',
      () => template.matches({ name: 'x' }),
      'expected workflow to match\n\n  /name  expected "x", got "payment-api"',
    ],
  ])('says which %s it misses', (_, expectation, message) => {
    expect(expectation).toThrow(AssertionError);
    expect(expectation).toThrow(message);
  });
});
