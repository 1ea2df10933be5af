import { describe, expect, test } from 'vitest';
import { Duration, Expression, Promotion, Reviewer, Runner, Trigger } from '../../src';
import { describeRefusals, thrownBy } from '../support/errors';

describe('Duration', () => {
  test.each([
    [Duration.seconds(90), 90, 1.5],
    [Duration.minutes(2), 120, 2],
    [Duration.hours(1), 3600, 60],
    [Duration.days(30), 2_592_000, 43_200],
    [Duration.minutes(0), 0, 0],
  ])('%#', (duration, seconds, minutes) => {
    expect([duration.toSeconds(), duration.toMinutes()]).toEqual([seconds, minutes]);
  });
});

describeRefusals('Duration', {
  'a negative length': [
    () => Duration.minutes(-1),
    'duration  Duration.minutes  got -1 minutes; allowed is a finite number, 0 or more',
    'give a length of time',
  ],
  'no number': [
    () => Duration.seconds(Number.NaN),
    'duration  Duration.seconds  got NaN seconds; allowed is a finite number, 0 or more',
    'give a length of time',
  ],
  'for ever': [
    () => Duration.days(Number.POSITIVE_INFINITY),
    'duration  Duration.days  got Infinity days; allowed is a finite number, 0 or more',
    'give a length of time',
  ],
});

describe('Expression', () => {
  test.each([
    [Expression.secret('TOKEN'), '${{ secrets.TOKEN }}'],
    [Expression.variable('region_1'), '${{ vars.region_1 }}'],
    [Expression.input('image-tag'), '${{ inputs.image-tag }}'],
    [Expression.github('event.pull_request.number'), '${{ github.event.pull_request.number }}'],
    [Expression.of(" hashFiles('a') "), "${{ hashFiles('a') }}"],
  ])('%s is %s', (reference, expected) => {
    expect(reference).toBe(expected);
  });
});

describeRefusals('Expression', {
  'a name with a dash': [
    () => Expression.secret('MY-TOKEN'),
    'expression  Expression.secret  got "MY-TOKEN"; a name has letters, digits and \'_\', and does not start with a digit',
    'name it as it stands in GitHub',
  ],
  'an expression in an expression': [
    () => Expression.of('${{ github.sha }}'),
    'expression  Expression.of  got "${{ github.sha }}"',
    'give an expression without ${{ }}',
  ],
});

test.each([
  () => Expression.variable(''),
  () => Expression.variable('1A'),
  () => Expression.input('a b'),
  () => Expression.github('event[0]'),
  () => Expression.github('sha }} ${{ secrets.X'),
  () => Expression.of(''),
])('refuses %s', (deed) => {
  expect(deed).toThrow(/^expression {2}Expression\./);
});

describe('Reviewer', () => {
  test.each([
    [Reviewer.user('octocat'), { kind: 'user', name: 'octocat' }],
    [Reviewer.user('a-1'), { kind: 'user', name: 'a-1' }],
    [Reviewer.team('acme/payments_leads.eu'), { kind: 'team', name: 'acme/payments_leads.eu' }],
  ])('%#', (reviewer, expected) => {
    expect(reviewer._toModel()).toEqual(expected);
  });
  test.each(['@octocat', 'a--b', 'a-', '-a', '', 'a'.repeat(40), 'a b', 'ä'])('refuses the login %j', (login) => {
    expect(() => Reviewer.user(login)).toThrow('reviewer  Reviewer.user');
  });
});

describeRefusals('Reviewer', {
  'a login with an @': [
    () => Reviewer.user('@octocat'),
    'reviewer  Reviewer.user  got "@octocat"; a login has letters, digits and single hyphens, at most 39 characters',
    "give the login without '@'",
  ],
  'a team without organisation': [
    () => Reviewer.team('leads'),
    'reviewer  Reviewer.team  got "leads"; allowed is organisation/slug',
    "such as 'acme/payments-leads'",
  ],
});

describe('Promotion', () => {
  test('is automatic, on the branches of the pipeline', () => {
    expect(Promotion.automatic()._toModel()).toEqual({
      branches: undefined,
      tags: [],
      waitTimer: 0,
      protectionApps: [],
      users: [],
      teams: [],
      preventSelfReview: false,
      adminsCanBypass: null,
    });
  });
  test('is decided by people who did not start the run', () => {
    const promotion = Promotion.manual({
      reviewers: [Reviewer.user('octocat'), Reviewer.team('acme/leads')],
      branches: ['release/*'],
      tags: ['v*'],
      waitTimer: Duration.days(30),
      protectionApps: ['change-desk'],
      adminsCanBypass: false,
    });
    expect(promotion._toModel()).toEqual({
      branches: ['release/*'],
      tags: ['v*'],
      waitTimer: 43_200,
      protectionApps: ['change-desk'],
      users: ['octocat'],
      teams: ['acme/leads'],
      preventSelfReview: true,
      adminsCanBypass: false,
    });
  });
  test('takes six reviewers', () => {
    const reviewers = [1, 2, 3, 4, 5, 6].map((index) => Reviewer.user(`u${index}`));
    expect(Promotion.manual({ reviewers })._toModel().users).toHaveLength(6);
  });
});

describeRefusals('Promotion', {
  'no reviewer': [
    () => Promotion.manual({ reviewers: [] }),
    'reviewers  Promotion.manual  got 0 reviewers; GitHub allows 1 to 6 users and teams together',
    'name a reviewer, or use Promotion.automatic()',
  ],
  'seven reviewers': [
    () => Promotion.manual({ reviewers: Array.from({ length: 7 }, (_, index) => Reviewer.user(`u${index}`)) }),
    'reviewers  Promotion.manual  got 7 reviewers; GitHub allows 1 to 6 users and teams together',
    'name a team instead of its members',
  ],
  'more than thirty days': [
    () => Promotion.automatic({ waitTimer: Duration.minutes(43_201) }),
    'wait-timer  Promotion.automatic  got 43201 minutes; GitHub allows whole minutes from 0 to 43200 (30 days)',
    'shorten the wait',
  ],
  'half a minute': [
    () => Promotion.automatic({ waitTimer: Duration.seconds(30) }),
    'wait-timer  Promotion.automatic  got 0.5 minutes; GitHub allows whole minutes from 0 to 43200 (30 days)',
    'shorten the wait',
  ],
  'seven apps': [
    () => Promotion.automatic({ protectionApps: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }),
    'protection-apps  Promotion.automatic  got 7 apps; GitHub enables at most 6',
    'name fewer',
  ],
  'neither branch nor tag': [
    () => Promotion.automatic({ branches: [] }),
    'promotion-refs  Promotion.automatic  got no branch and no tag, so nothing could deploy',
    'name a branch or a tag',
  ],
  'a reviewer twice, whatever the case': [
    () => Promotion.manual({ reviewers: [Reviewer.team('acme/leads'), Reviewer.team('Acme/Leads')] }),
    'reviewers  Promotion.manual  got "Acme/Leads" twice; GitHub asks everybody once, whatever the case of the name',
    'leave one away',
  ],
  'a tag twice': [
    () => Promotion.automatic({ tags: ['v*', 'v*'] }),
    'promotion-twice  Promotion.automatic  got "v*" twice in \'tags\'',
    'leave one away',
  ],
  'a branch by its whole reference': [
    () => Promotion.automatic({ branches: ['refs/heads/main'] }),
    "ref-pattern  Promotion.automatic  got \"refs/heads/main\"; allowed is a name without 'refs/heads/' and 'refs/tags/'",
    "such as 'main', 'release/*' or 'v*'",
  ],
  'a strange branch': [
    () => Promotion.automatic({ branches: ['**'] }),
    "ref-pattern  Promotion.automatic  got \"**\"; allowed is a branch or tag name of letters, digits, '_', '-', '.' and '/', or one whose last character is '*'",
    "such as 'main', 'release/*' or 'v*'",
  ],
});

describe('Runner', () => {
  test.each([
    [Runner.UBUNTU_24_04, 'ubuntu-24.04'],
    [Runner.UBUNTU_24_04_ARM, 'ubuntu-24.04-arm'],
    [Runner.UBUNTU_22_04, 'ubuntu-22.04'],
    [Runner.label('big'), 'big'],
    [Runner.selfHosted('linux', 'gpu'), ['self-hosted', 'linux', 'gpu']],
    [Runner.group('large'), { group: 'large' }],
    [Runner.group('large', 'gpu'), { group: 'large', labels: ['gpu'] }],
  ])('%#', (runner, expected) => {
    expect(runner._toModel()).toEqual(expected);
  });
});

describeRefusals('Runner', {
  'an empty label': [
    () => Runner.label(' '),
    'runner  Runner.label  got " "; allowed is a label of one line',
    'name the label as it stands in GitHub',
  ],
  'two lines': [
    () => Runner.selfHosted('linux', 'a\nb'),
    'runner  Runner.selfHosted  got "a\\nb"; allowed is a label of one line',
    'name the label as it stands in GitHub',
  ],
  'an empty label in a group': [
    () => Runner.group('large', ''),
    'runner  Runner.group  got ""; allowed is a label of one line',
    'name the label as it stands in GitHub',
  ],
});

describe('Trigger', () => {
  test.each([
    [Trigger.push({ branches: ['next'] }), { branches: ['next'], tags: [] }],
    [Trigger.push({ tags: ['v*'] }), { branches: [], tags: ['v*'] }],
    [Trigger.schedule(' 0 4 * * 1 '), { cron: '0 4 * * 1' }],
    [
      Trigger.manual({ imageTag: { description: 'which', options: ['a', 'b'], defaultValue: 'b' } }),
      { inputs: { imageTag: { description: 'which', options: ['a', 'b'], defaultValue: 'b' } } },
    ],
  ])('%#', (trigger, expected) => {
    expect(trigger._toModel()).toEqual(expected);
  });
});

describeRefusals('Trigger', {
  'a push to nothing': [
    () => Trigger.push({}),
    'trigger  Trigger.push  got neither branches nor tags',
    'name at least one',
  ],
  'four fields': [
    () => Trigger.schedule('0 4 * *'),
    'trigger  Trigger.schedule  got "0 4 * *"; a cron line has five fields',
    "such as '0 4 * * 1'",
  ],
  'a blank in an input': [
    () => Trigger.manual({ 'image tag': { description: 'which' } }),
    "dispatch-input  Trigger.manual  got the input \"image tag\"; allowed are letters, digits, '-' and '_', starting with a letter or a single '_'",
    'choose another name',
  ],
  'a prototype for an input': [
    () => Trigger.manual({ ['__proto__']: { description: 'which' } }),
    "dispatch-input  Trigger.manual  got the input \"__proto__\"; allowed are letters, digits, '-' and '_', starting with a letter or a single '_'",
    'choose another name',
  ],
  'a choice of nothing': [
    () => Trigger.manual({ tag: { description: 'which', options: [] } }),
    'dispatch-options  Trigger.manual  got no option for the input "tag"',
    'name the values to choose from',
  ],
  'a default beside the options': [
    () => Trigger.manual({ tag: { description: 'which', options: ['a'], defaultValue: 'b' } }),
    'dispatch-options  Trigger.manual  got the default "b" for the input "tag"; allowed are "a"',
    'name the values to choose from',
  ],
});

test.each(['a..b', '.a', 'a/.b', 'a.lock', 'a.lock/b', 'a.', '-a', 'HEAD'])('Git has no branch %s', (name) => {
  expect(thrownBy(() => Trigger.push({ branches: [name] }))).toBe(
    `ref-pattern  Trigger.push  got "${name}"; Git has no such name: no '..', no part that starts with '.' or ends with '.lock', no '-' in front, no '.' at the end, not HEAD\n→ such as 'main', 'release/*' or 'v*'`,
  );
});

test.each(['c++', 'x+', 'v1.0+build'])('%s would be a sign in a filter', (name) => {
  expect(thrownBy(() => Trigger.push({ branches: [name] }))).toMatch(/^ref-pattern {2}Trigger\.push {2}got "/);
});

test.each(['main', 'v*', 'release/*', 'a.b/c-d_e', 'v1.0-rc.1', 'users/*'])('%s is a branch', (name) => {
  expect(Trigger.push({ branches: [name] })._toModel().branches).toEqual([name]);
});
