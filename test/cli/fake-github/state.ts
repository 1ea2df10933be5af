export interface FakeAccount {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Organization' | 'Bot';
}

export interface FakeTeam {
  readonly id: number;
  readonly org: string;
  readonly slug: string;
}

export interface FakeEnvironment {
  name: string;
  waitTimer: number;
  reviewers: { type: 'User' | 'Team'; id: number }[];
  preventSelfReview: boolean;
  refs: 'any' | 'protected' | 'listed';
  policies: { id: number; type: 'branch' | 'tag'; name: string }[];
  rules: { id: number; appId: number }[];
  adminsCanBypass: boolean;
  variables: Map<string, string>;
  secrets: string[];
}

export interface FakeRuleset {
  id: number;
  body: { [key: string]: unknown };
}

/** All that the fake GitHub knows: one repository, the people around it and its settings. */
export interface FakeState {
  owner: string;
  repo: string;
  /** Old `owner/name`, lower case, after a rename. */
  formerly: string | null;
  ownerType: 'User' | 'Organization';
  private: boolean;
  plan: 'free' | 'team' | 'enterprise';
  planVisible: boolean;
  /** Answers as GitHub Enterprise Server of this version; null: github.com. */
  enterpriseServer: string | null;
  accounts: FakeAccount[];
  teams: FakeTeam[];
  /** Logins and `org/slug` with read access. */
  readers: Set<string>;
  apps: { id: number; slug: string; offersRule: boolean }[];
  environments: FakeEnvironment[];
  rulesets: FakeRuleset[];
  actions: { enabled: boolean; allowed_actions: string; sha_pinning_required?: boolean };
  workflow: { default_workflow_permissions: string; can_approve_pull_request_reviews: boolean };
  subject: {
    use_default: boolean;
    include_claim_keys?: string[];
    use_immutable_subject?: boolean;
    sub_claim_prefix?: string;
  };
  nextId: number;
}

export function fakeState(): FakeState {
  return {
    owner: 'acme',
    repo: 'payment-api',
    formerly: null,
    ownerType: 'Organization',
    private: false,
    plan: 'enterprise',
    planVisible: true,
    enterpriseServer: null,
    accounts: [
      { id: 1, login: 'ada', type: 'User' },
      { id: 2, login: 'bob', type: 'User' },
      { id: 3, login: 'Carol', type: 'User' },
      { id: 4, login: 'outsider', type: 'User' },
      { id: 5, login: 'deploy-bot', type: 'Bot' },
    ],
    teams: [
      { id: 11, org: 'acme', slug: 'payments-leads' },
      { id: 12, org: 'acme', slug: 'platform' },
      { id: 13, org: 'acme', slug: 'strangers' },
    ],
    readers: new Set(['ada', 'bob', 'carol', 'acme/payments-leads', 'acme/platform']),
    apps: [
      { id: 901, slug: 'datadog', offersRule: true },
      { id: 902, slug: 'honeycomb', offersRule: true },
      { id: 903, slug: 'silent-app', offersRule: false },
    ],
    environments: [],
    rulesets: [],
    actions: { enabled: true, allowed_actions: 'selected', sha_pinning_required: false },
    workflow: { default_workflow_permissions: 'write', can_approve_pull_request_reviews: true },
    subject: { use_default: true, use_immutable_subject: false, sub_claim_prefix: 'repo:acme/payment-api' },
    nextId: 1000,
  };
}

export function fakeEnvironment(name: string, settings: Partial<FakeEnvironment> = {}): FakeEnvironment {
  return {
    name,
    waitTimer: 0,
    reviewers: [],
    preventSelfReview: false,
    refs: 'any',
    policies: [],
    rules: [],
    adminsCanBypass: true,
    variables: new Map(),
    secrets: [],
    ...settings,
  };
}
