import { describe, expect, test } from 'vitest';
import { type Event, events } from '../../../src/simulate/events';
import { refusedByTriggers } from '../../../src/simulate/rules/triggers';

/* GitHub docs, workflow syntax: `on.<event>.types`, `branches`, `tags`, `paths`, "Filter pattern cheat sheet". */

const starts = (on: object, event: Event) => refusedByTriggers(on, event) === undefined;

describe('an event starts the workflow', () => {
  test.each<[string, object, Event]>([
    ['without any filter', { push: {} }, events.push('any/branch')],
    ['without any filter, for a tag', { push: {} }, events.pushTag('v1')],
    ['on a branch that is named', { push: { branches: ['main'] } }, events.push('main')],
    ['on a branch that a pattern names', { push: { branches: ['release/*'] } }, events.push('release/1')],
    ['on any depth with two stars', { push: { branches: ['release/**'] } }, events.push('release/1/hot')],
    ['on a tag that a pattern names', { push: { tags: ['v[0-9]+.*'] } }, events.pushTag('v12.1')],
    ['into a branch that is named', { pull_request: { branches: ['main'] } }, events.pullRequest('main')],
    ['from a fork too', { pull_request: { branches: ['main'] } }, events.forkPullRequest('main')],
    ['in the merge queue', { merge_group: { types: ['checks_requested'] } }, events.mergeGroup('main')],
    ['by hand, on any branch', { workflow_dispatch: {} }, events.dispatch('any')],
    ['by the clock', { schedule: [{ cron: '0 4 * * *' }] }, events.schedule('main')],
    ['with one file that counts', { push: { paths: ['src/**'] } }, events.push('main', ['README.md', 'src/a/b.ts'])],
    [
      'with one file that is not ignored',
      { push: { 'paths-ignore': ['docs/**'] } },
      events.push('main', ['docs/a', 'b']),
    ],
    ['with a tag, whatever the paths', { push: { tags: ['v*'], paths: ['src/**'] } }, events.pushTag('v1')],
    ['with a folder of that name anywhere', { push: { paths: ['**/docs/**'] } }, events.push('main', ['docs/a.md'])],
  ])('%s', (_, on, event) => expect(starts(on, event)).toBe(true));
});

describe('an event does not start the workflow', () => {
  test.each<[string, object, Event, string]>([
    [
      'that it does not answer to',
      { push: {} },
      events.pullRequest('main'),
      'the workflow does not answer to pull_request',
    ],
    ['on another branch', { push: { branches: ['main'] } }, events.push('Main'), 'branch Main passes no filter'],
    ['by a pattern that is none', { push: { branches: ['c++'] } }, events.push('c++'), 'branch c++ passes no filter'],
    [
      'deeper than one star reaches',
      { push: { branches: ['release/*'] } },
      events.push('release/1/hot'),
      'branch release/1/hot passes no filter',
    ],
    [
      'on a branch taken out again',
      { push: { branches: ['release/**', '!release/old'] } },
      events.push('release/old'),
      'branch release/old passes no filter',
    ],
    [
      'on a tag, filtered by branches',
      { push: { branches: ['**'] } },
      events.pushTag('v1'),
      'tag v1: the filter names branches only',
    ],
    [
      'on a branch, filtered by tags',
      { push: { tags: ['v*'] } },
      events.push('main'),
      'branch main: the filter names tags only',
    ],
    [
      'into another branch',
      { pull_request: { branches: ['main'] } },
      events.pullRequest('develop'),
      'branch develop passes no filter',
    ],
    [
      'of a type nobody asked for',
      { pull_request: {} },
      { ...events.pullRequest('main'), action: 'labeled' },
      'activity "labeled" is not among opened, synchronize, reopened',
    ],
    [
      'without a file that counts',
      { push: { paths: ['src/**', '!src/**/*.md'] } },
      events.push('main', ['src/a.md']),
      'no changed file passes `paths`',
    ],
    [
      'with ignored files only',
      { push: { 'paths-ignore': ['docs/**'] } },
      events.push('main', ['docs/a']),
      'every changed file is ignored',
    ],
  ])('%s', (_, on, event, why) => expect(refusedByTriggers(on, event)).toBe(why));
});
