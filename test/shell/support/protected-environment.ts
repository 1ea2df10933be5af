import { type Answer, type Request, run, serve } from '../harness';

export const AGREED = {
  refs: ['branch:main'],
  reviewers: ['team:payments-leads'],
  preventSelfReview: true,
  waitTimer: 30,
};

export const REVIEWERS = {
  type: 'required_reviewers',
  prevent_self_review: true,
  reviewers: [{ type: 'Team', reviewer: { slug: 'Payments-Leads', name: 'Leads' } }],
};
export const TIMER = { type: 'wait_timer', wait_timer: 30 };
export const CUSTOM = { protected_branches: false, custom_branch_policies: true };
export const PROTECTED = {
  name: 'production',
  protection_rules: [TIMER, REVIEWERS, { type: 'branch_policy' }],
  deployment_branch_policy: CUSTOM,
};
export const MAIN = { total_count: 1, branch_policies: [{ id: 1, name: 'main', type: 'branch' }] };

export const names = (count: number) => Array.from({ length: count }, (_, index) => `release/${index}`);
export const refs = (count: number) => names(count).map((name) => `branch:${name}`);
/** A page of policies, of so many altogether. */
export const page = (total: number, listed: number) => ({
  total_count: total,
  branch_policies: names(listed).map((name) => ({ name, type: 'branch' })),
});

export interface Case {
  readonly settings?: unknown;
  readonly policies?: unknown;
  readonly rules?: unknown;
  readonly expected?: unknown;
  readonly env?: Record<string, string>;
  readonly status?: (request: Request) => number;
}

/** Runs the check with the real curl against a server that answers like GitHub's API. */
export function check({
  settings = PROTECTED,
  policies = MAIN,
  rules = {},
  expected = AGREED,
  env = {},
  status,
}: Case) {
  const answer = (request: Request): Answer => {
    const body = request.url.includes('/deployment-branch-policies')
      ? policies
      : request.url.includes('/deployment_protection_rules')
        ? rules
        : settings;
    return { status: status?.(request), body };
  };
  return serve(answer, async (url, requests) => {
    const given = {
      ENVIRONMENT: 'production',
      GITHUB_REPOSITORY: 'acme/payment-api',
      GH_TOKEN: 'top-secret',
      GITHUB_API_URL: url,
    };
    const EXPECTED = typeof expected === 'string' ? expected : JSON.stringify(expected);
    const result = await run('check-protection', { env: { ...given, EXPECTED, ...env }, real: ['curl'] });
    return { result, requests };
  });
}
