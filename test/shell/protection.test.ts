import { describe, expect, it } from 'vitest';
import { HOSTILE, type Request, run } from './harness';
import {
  AGREED,
  type Case,
  check,
  MAIN,
  PROTECTED,
  page,
  REVIEWERS,
  refs,
  TIMER,
} from './support/protected-environment';

describe.concurrent('check-protection', () => {
  it.each([
    ['Prod/EU Ü', 'prod/eu ü', 0],
    ["a.b+(c) [d] \\ ^$ |*?{1} 'q' 🚀", "A.B+(C) [D] \\ ^$ |*?{1} 'Q' 🚀", 0],
    ['a.b', 'axb', 1],
    ['prod', 'production', 1],
    ['production', 'prod', 1],
  ])('takes %s and %s for one name as GitHub does: %i', async (ENVIRONMENT, name, code) => {
    const { result } = await check({ settings: { ...PROTECTED, name }, env: { ENVIRONMENT } });
    expect(result.status).toBe(code);
  });

  it('passes when GitHub says what was agreed', async () => {
    const { result, requests } = await check({});
    expect(result).toMatchObject({ status: 0, annotations: [] });
    expect(result.stdout).toContain(`Protected as agreed: ${JSON.stringify(AGREED)}`);
    expect(requests.map(({ url }) => url)).toEqual([
      '/repos/acme/payment-api/environments/production',
      '/repos/acme/payment-api/environments/production/deployment-branch-policies?per_page=100',
    ]);
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer top-secret', 'Bearer top-secret']);
    expect(requests[0].headers['x-github-api-version']).toBe('2022-11-28');
    expect(result.stdout + result.stderr).not.toContain('top-secret');
  });

  it('does not mind order and case of what is expected', async () => {
    const settings = {
      ...PROTECTED,
      protection_rules: [
        TIMER,
        { ...REVIEWERS, reviewers: [{ type: 'User', reviewer: { login: 'Zoe' } }, ...REVIEWERS.reviewers] },
      ],
    };
    const policies = { total_count: 2, branch_policies: [{ name: 'v*', type: 'tag' }, { name: 'main' }] };
    const expected = { ...AGREED, refs: ['tag:v*', 'branch:main'], reviewers: ['user:ZOE', 'team:payments-leads'] };
    expect((await check({ settings, policies, expected })).result.status).toBe(0);
  });

  it('passes an environment for which nothing was agreed', async () => {
    const open = { name: 'Production', protection_rules: [], deployment_branch_policy: null };
    const expected = { refs: [], reviewers: [], preventSelfReview: false, waitTimer: 0 };
    const { result, requests } = await check({ settings: open, expected });
    expect(result.status).toBe(0);
    expect(requests).toHaveLength(1);
  });

  it.each<[string, Case, string]>([
    [
      'made up by GitHub',
      { settings: { name: 'production' } },
      '{"refs":[],"reviewers":[],"preventSelfReview":false,"waitTimer":0}',
    ],
    [
      'without reviewers',
      { settings: { ...PROTECTED, protection_rules: [TIMER] } },
      '"reviewers":[],"preventSelfReview":false',
    ],
    [
      'open to self-review',
      { settings: { ...PROTECTED, protection_rules: [TIMER, { ...REVIEWERS, prevent_self_review: false }] } },
      '"preventSelfReview":false',
    ],
    ['with one more reviewer', { expected: { ...AGREED, reviewers: [] } }, '"reviewers":["team:payments-leads"]'],
    [
      "with a user of the team's name",
      { expected: { ...AGREED, reviewers: ['user:payments-leads'] } },
      '"reviewers":["team:payments-leads"]',
    ],
    [
      'with two reviewers, of whom one suffices',
      {
        settings: {
          ...PROTECTED,
          protection_rules: [
            TIMER,
            { ...REVIEWERS, reviewers: [...REVIEWERS.reviewers, { type: 'User', reviewer: { login: 'mallory' } }] },
          ],
        },
      },
      '"reviewers":["team:payments-leads","user:mallory"]',
    ],
    [
      'with reviewers of another name',
      {
        settings: {
          ...PROTECTED,
          protection_rules: [TIMER, { ...REVIEWERS, reviewers: [{ type: 'Team', reviewer: { slug: 'payments' } }] }],
        },
      },
      '"reviewers":["team:payments"]',
    ],
    [
      'with a rule that hides its list of reviewers',
      { settings: { ...PROTECTED, protection_rules: [TIMER, { ...REVIEWERS, reviewers: undefined }] } },
      '"reviewers":[]',
    ],
    [
      'with a shorter wait timer',
      { settings: { ...PROTECTED, protection_rules: [REVIEWERS, { type: 'wait_timer', wait_timer: 29 }] } },
      '"waitTimer":29',
    ],
    ['open to every branch and tag', { settings: { ...PROTECTED, deployment_branch_policy: null } }, '"refs":[]'],
    ['open to no branch yet', { policies: { total_count: 0, branch_policies: [] } }, '"refs":[]'],
    [
      'open to another branch',
      { policies: { total_count: 1, branch_policies: [{ name: 'release/*', type: 'branch' }] } },
      '"refs":["branch:release/*"]',
    ],
    ['without wait timer', { settings: { ...PROTECTED, protection_rules: [REVIEWERS] } }, '"waitTimer":0'],
    [
      'open to one more branch',
      { policies: { total_count: 2, branch_policies: [{ name: '*' }, { name: 'main' }] } },
      '"refs":["branch:*","branch:main"]',
    ],
    [
      'open to a tag of that name',
      { policies: { total_count: 1, branch_policies: [{ name: 'main', type: 'tag' }] } },
      '"refs":["tag:main"]',
    ],
    [
      'open to more policies than a page holds',
      { policies: { ...MAIN, total_count: 101 } },
      '"refs":["branch:main","and more"]',
    ],
    [
      'open to more policies than GitHub gave, thirty of them',
      { policies: page(31, 30), expected: { ...AGREED, refs: refs(30) } },
      '"and more"',
    ],
    [
      'open to nobody knows how many policies',
      { policies: { branch_policies: MAIN.branch_policies } },
      '"refs":["branch:main","and more"]',
    ],
    [
      'open to every protected branch',
      {
        settings: {
          ...PROTECTED,
          deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
        },
        expected: { ...AGREED, refs: [] },
      },
      '"refs":["every protected branch"]',
    ],
  ])('refuses an environment %s', async (_, given, actual) => {
    const { result } = await check(given);
    expect(result.status).toBe(1);
    expect(result.annotations).toHaveLength(1);
    expect(result.annotations[0]).toMatch(
      /^::error title=Not protected as agreed::Environment production should be \{/,
    );
    expect(result.annotations[0]).toContain(actual);
  });

  it('reads as many policies as a page holds', async () => {
    const { result, requests } = await check({ policies: page(100, 100), expected: { ...AGREED, refs: refs(100) } });
    expect(result.status).toBe(0);
    expect(requests[1].url).toMatch(/\?per_page=100$/);
  });

  it.each([
    ['no name', { type: 'Team', reviewer: { id: 11 } }],
    ['nobody', { type: 'Team', reviewer: null }],
    ['nothing', { type: 'Team' }],
  ])('fails, and says why, when GitHub shows %s for a reviewer', async (_, hidden) => {
    const settings = { ...PROTECTED, protection_rules: [TIMER, { ...REVIEWERS, reviewers: [hidden] }] };
    for (const reviewers of [['team:payments-leads'], ['team:null'], []]) {
      const { result } = await check({ settings, expected: { ...AGREED, reviewers } });
      expect(result.status).toBe(1);
      expect(result.annotations[0]).toContain('Protection unknown');
      expect(result.stderr).toContain('GitHub hides who reviews from the token');
    }
  });

  it('fails when the answer is about something else', async () => {
    const nothing = { refs: [], reviewers: [], preventSelfReview: false, waitTimer: 0 };
    for (const settings of [{ ...PROTECTED, name: 'staging' }, { message: 'Moved Permanently' }, {}]) {
      const { result } = await check({ settings, expected: nothing });
      expect(result.status).toBe(1);
      expect(result.annotations[0]).toContain('Protection unknown');
    }
  });

  it('compares custom rules by the slugs of their apps, when they are agreed', async () => {
    const rules = {
      total_count: 3,
      custom_deployment_protection_rules: [
        { enabled: true, app: { slug: 'change-window' } },
        { enabled: false, app: { slug: 'off' } },
        { enabled: true, app: { slug: 'audit' } },
      ],
    };
    const agreed = await check({ rules, expected: { ...AGREED, customRules: ['change-window', 'audit'] } });
    expect(agreed.result.status).toBe(0);
    expect(agreed.requests.at(-1)?.url).toBe(
      '/repos/acme/payment-api/environments/production/deployment_protection_rules',
    );
    const missing = await check({ expected: { ...AGREED, customRules: ['audit'] } });
    expect(missing.result.annotations[0]).toContain('"customRules":[]');
    const silent = await check({ rules });
    expect(silent.result.status).toBe(0);
    expect(silent.requests).toHaveLength(2);
  });

  it.each<[string, (request: Request) => number]>([
    ['the environment', () => 404],
    ['a token without rights', () => 403],
    ['branch policies', ({ url }) => (url.includes('branch-policies') ? 404 : 200)],
    ['custom rules', ({ url }) => (url.includes('protection_rules') ? 403 : 200)],
  ])('fails when GitHub refuses: %s', async (_, status) => {
    const { result } = await check({ status, expected: { ...AGREED, customRules: [] } });
    expect(result).toMatchObject({
      status: 1,
      annotations: [
        '::error title=Protection unknown::GitHub does not say how the environment production is protected. Does it exist, has the job actions: read?',
      ],
    });
  });

  it.each([
    ['a text', 'hello'],
    ['null', null],
    ['a list', [PROTECTED]],
  ])('fails when the answer is %s', async (_, settings) => {
    const { result } = await check({ settings });
    expect(result.status).not.toBe(0);
  });

  it.each(['', '{', '{}', 'true', '[]', HOSTILE])('fails when it is to expect "%s"', async (expected) => {
    const { result } = await check({ expected });
    expect(result.status).not.toBe(0);
    expect(result.stdout).not.toContain('Protected as agreed:');
  });

  it('fails when GitHub cannot be reached', async () => {
    const env = {
      ENVIRONMENT: 'production',
      EXPECTED: JSON.stringify(AGREED),
      GITHUB_REPOSITORY: 'acme/payment-api',
      GH_TOKEN: 'x',
    };
    const result = await run('check-protection', { env, tools: { curl: [{ exits: 6 }] } });
    expect(result.status).toBe(1);
    expect(result.annotations[0]).toContain('Protection unknown');
    expect(result.calls.flat().join(' ')).not.toContain('Bearer');
  });

  it('fails on an empty answer', async () => {
    const env = {
      ENVIRONMENT: 'production',
      EXPECTED: JSON.stringify(AGREED),
      GITHUB_REPOSITORY: 'acme/payment-api',
      GH_TOKEN: 'x',
    };
    const result = await run('check-protection', { env, tools: { curl: [{}] } });
    expect(result.status).not.toBe(0);
  });

  it('encodes the name of the environment', async () => {
    const ENVIRONMENT = 'EU/prod #1 ?x=$(touch pwned)';
    const { requests } = await check({ env: { ENVIRONMENT } });
    const segments = requests[0].url.split('/');
    expect(segments.slice(0, -1).join('/')).toBe('/repos/acme/payment-api/environments');
    expect(segments.at(-1)).toMatch(/^EU%2Fprod%20%231%20%3Fx%3D%24/);
    expect(decodeURIComponent(segments.at(-1) ?? '')).toBe(ENVIRONMENT);
  });
});
