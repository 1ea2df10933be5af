import fc from 'fast-check';
import type { EnvironmentModel } from '../../../src/model/environment-model';
import { environmentModel } from '../../support/environment-model';
import { type FakeEnvironment, fakeEnvironment } from '../fake-github/state';

const NAMES = ['production', 'prod/eu', 'Übung 1:a%2F', 'dev'];
const PATTERNS = ['main', 'release/*', 'feat/ü', '*', 'v*', "it's"];
const VARIABLES = ['REGION', 'TIER', 'EMPTYISH'];
const wait = fc.constantFrom(0, 1, 30, 43_200);
const some = <T>(values: readonly T[], maxLength = values.length) => fc.subarray([...values], { maxLength });
const values = fc.constantFrom('a', 'b', ' ', 'ü "quoted"\nline', '0123');

const variables = some(VARIABLES).chain((names) =>
  fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), values))),
);

const model: fc.Arbitrary<EnvironmentModel> = fc
  .record({
    users: some(['ada', 'BOB', 'Carol'] as const),
    teams: some(['acme/payments-leads', 'acme/platform'] as const),
    selfReview: fc.boolean(),
    waitTimer: wait,
    branches: some(PATTERNS, 3),
    tags: some(PATTERNS, 2),
    protectionApps: some(['datadog', 'honeycomb'] as const),
    adminsCanBypass: fc.constantFrom(null, true, false),
    variables,
  })
  .map(({ users, teams, selfReview, variables: pairs, ...settings }) =>
    environmentModel({
      ...settings,
      reviewers: { users, teams },
      preventSelfReview: selfReview && users.length + teams.length > 0,
      variables: Object.fromEntries(pairs),
      requiredVariables: [],
    }),
  );

const live: fc.Arbitrary<Partial<FakeEnvironment>> = fc
  .record({
    refs: fc.constantFrom<FakeEnvironment['refs']>('any', 'protected', 'listed'),
    branches: some(PATTERNS, 3),
    tags: some(PATTERNS, 2),
    reviewers: some([
      { type: 'User', id: 1 },
      { type: 'User', id: 2 },
      { type: 'Team', id: 11 },
    ] as const),
    selfReview: fc.boolean(),
    waitTimer: wait,
    apps: some([901, 902]),
    adminsCanBypass: fc.boolean(),
    variables,
  })
  .map(({ refs, branches, tags, reviewers, selfReview, apps, variables: pairs, ...settings }) => ({
    ...settings,
    refs,
    policies: refs === 'listed' ? [...branches.map(named('branch')), ...tags.map(named('tag'))] : [],
    reviewers,
    preventSelfReview: selfReview && reviewers.length > 0,
    rules: apps.map((appId) => ({ id: appId + 1000, appId })),
    variables: new Map([...pairs, ['SET_BY_HAND', '1']]),
    secrets: ['TOKEN'],
  }));

let id = 0;
const named =
  (type: 'branch' | 'tag') =>
  (name: string): FakeEnvironment['policies'][number] => ({ id: ++id, type, name });

/** What the files say, and what GitHub has: any of the names on either side, in another case on GitHub's. */
export const world = fc.record({
  desired: some(NAMES).chain((names) => fc.tuple(...names.map((name) => model.map((one) => ({ ...one, name }))))),
  live: some(NAMES).chain((names) =>
    fc.tuple(...names.map((name) => live.map((settings) => fakeEnvironment(name.toUpperCase(), settings)))),
  ),
});
