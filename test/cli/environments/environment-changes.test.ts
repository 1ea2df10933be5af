import { describe, expect, it } from 'vitest';
import { settingChanges } from '../../../src/cli/environments/environment-changes';
import type { DesiredEnvironment, LiveEnvironment, Reviewer } from '../../../src/cli/environments/state';

const ada: Reviewer = { type: 'User', id: 1, name: 'ada' };
const team1: Reviewer = { type: 'Team', id: 1, name: 'acme/leads' };

const desired = (settings: Partial<DesiredEnvironment>): DesiredEnvironment => ({
  name: 'e',
  reviewers: [],
  preventSelfReview: false,
  waitTimer: 0,
  refs: 'any',
  policies: [],
  apps: [],
  adminsCanBypass: null,
  variables: new Map(),
  requiredVariables: [],
  requiredSecrets: [],
  ...settings,
});
const live = (settings: Partial<LiveEnvironment>): LiveEnvironment => ({
  ...desired({}),
  policyIds: new Map(),
  ruleIds: new Map(),
  secrets: null,
  ...settings,
});

describe('settingChanges', () => {
  it.each<[string, Partial<LiveEnvironment>, Partial<DesiredEnvironment>, string]>([
    ['more reviewers', { reviewers: [ada] }, { reviewers: [ada, team1] }, 'less'],
    ['no reviewers', { reviewers: [ada] }, {}, 'less'],
    ['the same id as another kind', { reviewers: [ada] }, { reviewers: [team1] }, 'less'],
    ['fewer reviewers', { reviewers: [ada, team1] }, { reviewers: [team1] }, 'not less'],
    ['first reviewers', {}, { reviewers: [ada] }, 'not less'],
    ['a shorter wait', { waitTimer: 5 }, { waitTimer: 4 }, 'less'],
    ['a longer wait', { waitTimer: 5 }, { waitTimer: 6 }, 'not less'],
    ['every ref', { refs: 'listed' }, { refs: 'any' }, 'less'],
    ['other refs than protected ones', { refs: 'protected' }, { refs: 'listed' }, 'less'],
    ['listed refs', { refs: 'any' }, { refs: 'listed' }, 'not less'],
    ['bypass', { adminsCanBypass: false }, { adminsCanBypass: true }, 'less'],
    ['no bypass', { adminsCanBypass: true }, { adminsCanBypass: false }, 'not less'],
  ])('takes %s for what it is', (_, before, after, protection) => {
    const changes = settingChanges(desired(after), live(before), false);
    expect(changes.map(({ weaker }) => (weaker ? 'less' : 'not less'))).toEqual([protection]);
  });

  it('takes allowed self-review for less protection where somebody reviews', () => {
    const before = live({ reviewers: [ada], preventSelfReview: true });
    expect(settingChanges(desired({ reviewers: [ada] }), before, false)).toEqual([
      { sign: '~', text: 'self-review: prevented → allowed', weaker: true },
    ]);
  });

  it('does not mind the order of reviewers', () => {
    expect(settingChanges(desired({ reviewers: [ada, team1] }), live({ reviewers: [team1, ada] }), false)).toEqual([]);
  });

  it('looks at refs alone where the plan has no more', () => {
    const before = live({ reviewers: [ada], waitTimer: 5, adminsCanBypass: true, refs: 'any' });
    const after = desired({ refs: 'listed', adminsCanBypass: false });
    expect(settingChanges(after, before, true).map(({ text }) => text)).toEqual([
      'may deploy: every branch and tag → listed branches and tags',
    ]);
  });
});
