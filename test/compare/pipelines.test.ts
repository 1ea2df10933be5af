import { describe, expect, test } from 'vitest';
import { job, told, type WritableView } from './support';

describe('a pipeline as a whole', () => {
  test.each<[string, (view: WritableView) => void, string[]]>([
    ['nothing', () => {}, []],
    [
      'more releases',
      (view) => {
        view.release.branches.push('next');
        view.release.tags.push('v*');
      },
      ['weaker payment-api: is released from `next`, `tag v*` too'],
    ],
    [
      'fewer',
      (view) => (view.release.events = ['push']),
      ['stronger payment-api: is released on `workflow_dispatch` no more'],
    ],
    [
      'a required check',
      (view) => (view.requiredChecks = { branches: ['main'], checks: ['gate'] }),
      ['set-up payment-api: require the check `gate` before a merge'],
    ],
    [
      'another verdict',
      (view) => {
        job(view, 'pipeline-gate').id = 'api-gate';
      },
      [
        'set-up payment-api: the verdict is `api-gate` instead of `pipeline-gate`: require that check before a merge',
        'changed api-gate: is new: the verdict; durations against budgets',
        'changed pipeline-gate: is gone; it answered for: the verdict; durations against budgets',
      ],
    ],
    [
      'an acknowledgement',
      (view) => view.acknowledgements.push({ rule: 'pinned-actions', path: 'payment-api/build', reason: 'for now' }),
      ['weaker payment-api/build: acknowledges `pinned-actions`: for now'],
    ],
    ['warnings', (view) => (view.strict = true), ['stronger payment-api: warnings stop synthesis']],
    [
      'a schedule',
      (view) => (view.schedule = 'dataflow'),
      ['changed payment-api: its `schedule` is `dataflow` instead of `staged`'],
    ],
    [
      'an event',
      (view) => Object.assign(view.workflow.on as object, { schedule: [{ cron: '0 4 * * 1' }] }),
      ['changed payment-api: its `on.schedule` is `[{"cron":"0 4 * * 1"}]` instead of nothing'],
    ],
    [
      'a value',
      (view) => (view.overlays[2].values = { replicaCount: 3, env: { A: null } }),
      [
        'changed production: the value `replicaCount` is `3` instead of `6`',
        'changed production: the value `env` is `{"A":null}` instead of the chart\'s own',
      ],
    ],
    [
      'another chart',
      (view) => (view.overlays[0].chart = 'charts/other'),
      ['changed dev: gets the chart `charts/other`', 'changed dev: gets the chart `charts/payment-api` no more'],
    ],
    [
      'a value less',
      (view) => (view.overlays[0].values = {}),
      ["changed dev: the value `replicaCount` is the chart's own instead of `1`"],
    ],
  ])('%s', (_, change, expected) => {
    expect(told(change)).toEqual(expected);
  });
});

test('a check that need not be green any more', () => {
  const required = (checks: string[]) => (view: WritableView) => {
    view.requiredChecks = { branches: ['main'], checks };
  };
  expect(told(required([]), required(['pipeline-gate']))).toEqual([
    'weaker payment-api: a merge needs the check `pipeline-gate` no more',
  ]);
});

describe('what has to be set up', () => {
  test.each<[string, (view: WritableView) => void, string[]]>([
    [
      'a secret of an environment',
      (view) =>
        view.settings.push({
          name: 'TOKEN',
          kind: 'secret',
          environment: 'production',
          description: 'token of the shop',
          optional: false,
          usedBy: ['deploy-production'],
        }),
      ['set-up production: set the secret `TOKEN` of the environment: token of the shop'],
    ],
    [
      'a setting that is needed no more',
      (view) => (view.settings = view.settings.filter(({ name }) => name !== 'SLACK_WEBHOOK')),
      ['changed payment-api: needs the secret `SLACK_WEBHOOK` of the repository no more'],
    ],
    [
      'a role',
      (view) => {
        view.identities[0].role = 'AWS_OTHER_ROLE';
      },
      [
        expect.stringMatching(
          /^set-up payment-api: the role `AWS_OTHER_ROLE` of AWS has to trust `refs\/heads\/main`: /,
        ),
        'changed payment-api: the role `AWS_DEPLOY_ROLE` of AWS need not trust `refs/heads/main` any more',
      ] as string[],
    ],
    [
      'a ref more',
      (view) => (view.identities[0].refs = ['refs/heads/main', 'refs/tags/v*']),
      [
        expect.stringMatching(
          /^set-up payment-api: the role `AWS_DEPLOY_ROLE` of AWS has to trust `refs\/tags\/v\*` too: /,
        ),
      ] as string[],
    ],
    [
      'a ref less',
      (view) => (view.identities[0].refs = []),
      ['changed payment-api: the role `AWS_DEPLOY_ROLE` of AWS need not trust `refs/heads/main` any more'],
    ],
    [
      'what a role may do',
      (view) => (view.identities[0].mayDo = 'more'),
      ['set-up payment-api: the role `AWS_DEPLOY_ROLE` of AWS has to be allowed: more'],
    ],
  ])('%s', (_, change, expected) => {
    expect(told(change)).toEqual(expected);
  });
});
