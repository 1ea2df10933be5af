import { describe, expect, test } from 'vitest';
import { environment, job, told, type WritableView } from './support';

type Row = [string, (view: WritableView) => void, string[]];
const of = (name: string, change: (one: WritableView['environments'][number]) => void) => (view: WritableView) =>
  change(environment(view, name));

describe('who may deploy', () => {
  test.each<Row>([
    [
      'nobody approves',
      of('production', (one) => (one.reviewerTeams = [])),
      ['weaker production: nobody has to approve any more; `acme/payments-leads` had to'],
    ],
    [
      'somebody approves',
      of('staging', (one) => (one.reviewerUsers = ['ann', 'bob'])),
      ['stronger staging: `ann`, `bob` has to approve; nobody had to'],
    ],
    [
      'one more may',
      of('production', (one) => one.reviewerUsers.push('ann')),
      ['weaker production: `ann` may approve too'],
    ],
    [
      'others may',
      of('production', (one) => (one.reviewerTeams = ['acme/others'])),
      ['weaker production: `acme/others` may approve instead of `acme/payments-leads`'],
    ],
    [
      'oneself may',
      of('production', (one) => (one.preventSelfReview = false)),
      ['weaker production: who started a run may approve it'],
    ],
    ['it waits', of('production', (one) => (one.waitTimer = 30)), ['stronger production: waits 30 min instead of 0']],
    [
      'another branch may',
      of('production', (one) => one.branches.push('release/*')),
      ['weaker production: `release/*` may deploy there too'],
    ],
    [
      'every ref may',
      of('production', (one) => (one.branches = [])),
      ['weaker production: `every ref` may deploy there; before it was `main`'],
    ],
    [
      'a tag instead of a branch',
      of('production', (one) => {
        one.branches = [];
        one.tags = ['v*'];
      }),
      ['weaker production: `tag v*` may deploy there too', 'stronger production: `main` may deploy there no more'],
    ],
    [
      'an app has to agree',
      of('production', (one) => one.protectionApps.push('watcher')),
      ['stronger production: the app `watcher` has to agree'],
    ],
    [
      'administrators may skip it',
      of('production', (one) => (one.adminsCanBypass = true)),
      ['weaker production: administrators may skip the protection'],
    ],
    [
      'a variable',
      of('dev', (one) => (one.variables = { MODE: 'fast' })),
      ['changed dev: its `variables.MODE` is `fast` instead of nothing'],
    ],
  ])('%s', (_, change, expected) => {
    expect(told(change)).toEqual(expected);
  });

  test('what one way opens, the other way closes', () => {
    const open = of('production', (one) => {
      Object.assign(one, { waitTimer: 0, preventSelfReview: false, adminsCanBypass: true, protectionApps: [] });
      one.reviewerUsers.push('ann');
      one.branches.push('next');
    });
    const close = of('production', (one) => {
      Object.assign(one, {
        waitTimer: 5,
        preventSelfReview: true,
        adminsCanBypass: false,
        protectionApps: ['watcher'],
      });
      Object.assign(one, { reviewerUsers: [], branches: ['main'] });
    });
    const effects = (lines: string[]) => new Set(lines.map((line) => line.split(' ')[0]));
    const [opened, closed] = [told(open, close), told(close, open)];
    expect([opened.length, closed.length]).toEqual([6, 6]);
    expect([effects(opened), effects(closed)]).toEqual([new Set(['weaker']), new Set(['stronger'])]);
  });

  test('nobody else approves where nobody approves', () => {
    expect(told(of('staging', (one) => (one.preventSelfReview = true)))).toEqual([]);
  });

  test('a new one that somebody has to approve opens nothing', () => {
    const fresh = { name: 'live', reviewerTeams: ['acme/leads'], job: 'deploy-live' };
    expect(
      told((view) => view.environments.push({ ...structuredClone(environment(view, 'production')), ...fresh })),
    ).toEqual(['changed live: is new: `deploy-live` deploys there, after approval by `acme/leads`']);
  });

  test('a new one that nobody has to approve opens something', () => {
    expect(
      told((view) => view.environments.push({ ...structuredClone(environment(view, 'dev')), name: 'demo' })),
    ).toEqual(['weaker demo: is new: `deploy-dev` deploys there, without approval']);
  });

  test('one that takes the place of another is compared with it', () => {
    expect(told(of('staging', (one) => (one.name = 'test')))).toEqual([
      'changed test: is new in place of `staging`: `deploy-staging` deploys there, without approval',
      'changed staging: is deployed to no more; its settings stay on GitHub',
    ]);
    expect(
      told((view) => {
        Object.assign(environment(view, 'production'), { name: 'live', reviewerTeams: [], branches: ['main', 'next'] });
        job(view, 'deploy-production').needs = ['build', 'unit-test', 'lint', 'security-scan'];
      }).filter((line) => line.startsWith('weaker')),
    ).toEqual([
      'weaker live: waits no more for `integration-tested` (`integration-test`), `deploy-dev`, `deploy-staging`',
      'weaker live: nobody has to approve any more; `acme/payments-leads` had to',
      'weaker live: `next` may deploy there too',
    ]);
  });

  test('of several each that comes is compared with one that goes', () => {
    const lines = told((view) => {
      const production = environment(view, 'production');
      view.environments.push({ ...structuredClone(production), name: 'eu', reviewerTeams: [] });
      Object.assign(production, { name: 'us', waitTimer: 5 });
    });
    expect(lines.filter((line) => !line.startsWith('changed'))).toEqual([
      'weaker eu: nobody has to approve any more; `acme/payments-leads` had to',
      'stronger us: waits 5 min instead of 0',
    ]);
  });
});
